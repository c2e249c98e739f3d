"""What a change would move equals a recount of every open dossier, day after day, under both calendars."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from states.clock import WorkCalendar
from states.kernel import Procedure
from tests.calendar.desk import with_day
from tests.dossiers.test_deadlines import CALENDAR, START, DayByDay, journeys
from workflow.dossiers.journal import Line
from workflow.dossiers.preview import moves

Journey = tuple[Procedure, list[Line]]
DAYS = st.builds(lambda number: START + timedelta(days=number), st.integers(-10, 120))
CHANGES = st.lists(st.tuples(DAYS, st.sampled_from([True, False, None])), min_size=1, max_size=3)


def is_open(journey: Journey) -> bool:
    procedure, lines = journey
    return not procedure.stage(lines[-1].dest).final


def by_hand(journey: Journey, calendar: WorkCalendar) -> tuple[date | None, date | None]:
    clerk = DayByDay(*journey, calendar)
    return clerk.due_on, clerk.stage_due_on


@given(st.lists(journeys().filter(is_open), max_size=4), CHANGES)
def test_the_preview_names_whoever_a_recount_moves(journals: list[Journey], changes: list[Any]) -> None:
    after = CALENDAR
    for on, working in changes:
        after = with_day(after, on, working)
    opened = [(SimpleNamespace(id=number), *journey) for number, journey in enumerate(journals)]
    with patch.object(moves, "open_journals", lambda _session: iter(opened)):
        found: Any = moves.moves(None, CALENDAR, after)  # type: ignore[arg-type]
    expected = {
        number: (was, now)
        for number, journey in enumerate(journals)
        if (was := by_hand(journey, CALENDAR)) != (now := by_hand(journey, after))
    }
    told = {move.row.id: ((move.was.due_on, move.was.stage_due_on), (move.now.due_on, move.now.stage_due_on))
            for move in found}  # fmt: skip
    assert told == expected
    days = [move.now.due_on or move.now.stage_due_on for move in found]
    assert days == sorted(days)


def test_a_year_that_is_only_added_moves_nobody() -> None:
    longer = WorkCalendar(CALENDAR.days, CALENDAR.first, date(2032, 12, 31))
    assert moves.differing(CALENDAR, longer) is None
    assert moves.differing(CALENDAR, CALENDAR) is None
    changed = with_day(CALENDAR, date(2026, 12, 10), False)
    assert moves.differing(CALENDAR, changed) == (date(2026, 12, 10), date(2026, 12, 10))
