"""What the report on quality should say, from the words of the journal: nothing of the office's folding is asked."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import text

from states.procedures import get as get_procedure
from tests.lives.slow_clock import PAUSING, Worked
from workflow.extensions import db

JOURNAL = text(
    "SELECT d.id, d.procedure_code, d.procedure_version, e.action, e.source, e.dest, e.hold_after, e.\"on\" AS day"
    " FROM entry e JOIN dossier d ON d.id = e.dossier_id ORDER BY d.id, e.number"
)  # fmt: skip
ASKING = ("ask_supplement", "approve_supplement")


class Expected(NamedTuple):
    """Durations by stage in order of size, ways back with their number, second requests."""

    days: dict[tuple[str, str, str], list[int]]
    back: Counter[str]
    again: int


def by_hand(first: date, last: date, worked: Worked) -> Expected:
    """The quality of a period, day by day and word by word."""
    days: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    back: Counter[str] = Counter()
    again = 0
    for _id, some in groupby(db.session.execute(JOURNAL).all(), lambda row: row.id):
        rows = [row for row in some if date.fromisoformat(str(row.day)) <= last]
        if not rows:
            continue
        law = get_procedure(rows[0].procedure_code, rows[0].procedure_version)
        timed = {stage.name for stage in law.stages if stage.days is not None}
        finals = {stage.name for stage in law.stages if stage.final}
        for stage, length in stays(rows, first, finals, worked):
            if stage in timed:
                days[law.code, law.version, stage].append(length)
        for row in rows:
            is_now = date.fromisoformat(str(row.day)) >= first
            back[row.action] += is_now and row.source in timed and row.action.startswith("return_")
        again += second_requests(rows, first)
    return Expected({key: sorted(found) for key, found in days.items()}, +back, again)


def stays(rows: Sequence[Any], first: date, finals: set[str], worked: Worked) -> list[tuple[str, int]]:
    """The visits that ended since a day: the stage, and the worked days at whose end no clock stood."""
    found, came, stood = [], date.fromisoformat(str(rows[0].day)), {}
    for row in rows:
        stood[date.fromisoformat(str(row.day))] = row.dest in finals or row.hold_after in PAUSING
    for row in rows[1:]:
        day = date.fromisoformat(str(row.day))
        if row.source == row.dest:
            continue
        if day >= first:
            found.append((row.source, counted(came, day, stood, worked)))
        came = day
    return found


def counted(came: date, left: date, stood: dict[date, bool], worked: Worked) -> int:
    number, stands = 0, False
    for day in sorted(day for day in stood if day <= came):
        stands = stood[day]
    day = came
    while day < left:
        day += timedelta(1)
        stands = stood.get(day, stands)
        number += worked(day) and not stands
    return number


def second_requests(rows: Sequence[Any], first: date) -> int:
    """Requests for supplements that were not the first at their stage; one that was cancelled never was."""
    sent: defaultdict[str, list[date]] = defaultdict(list)
    for row in rows:
        if row.action in ASKING:
            sent[row.source].append(date.fromisoformat(str(row.day)))
        if row.action == "cancel_supplement" and sent[row.source]:
            sent[row.source].pop()
    return sum(day >= first for days in sent.values() for day in days[1:])
