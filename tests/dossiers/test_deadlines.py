"""When a dossier is due: the columns are a cache of the journal, and the journal agrees with a count day by day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.clock import Pause, WorkCalendar, explain
from states.kernel import Clock, Procedure, Refused
from states.procedures import PROCEDURES
from tests.story import Story
from workflow.calendar.queries import seed_calendar_in_memory, work_calendar
from workflow.dossiers.deadlines import deadlines, legal_term
from workflow.dossiers.journal import Line, lines_of
from workflow.extensions import db, new_id

OLD = PROCEDURES["recognition", "2026.1"]
CALENDAR = seed_calendar_in_memory()
ONE = timedelta(days=1)
START = date(2026, 1, 26)
"""Three weeks before Tết 2026: most counts cross it."""


def days_of(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


class DayByDay:
    """The same deadlines, counted as a clerk would: one day after another, asking what the dossier did that day."""

    def __init__(self, procedure: Procedure, lines: list[Line], calendar: WorkCalendar) -> None:
        self.procedure, self.lines, self.calendar = procedure, lines, calendar
        self.starts = {step.action for step in procedure.all_steps if step.clock is Clock.START}

    def stands(self, line: Line) -> bool:
        """Whether the clock stands after a line: under a hold that pauses it, or at an end."""
        held = [hold for hold in self.procedure.holds if hold.action == line.hold_after and line.dest in hold.during]
        return self.procedure.stage(line.dest).final or any(hold.pauses for hold in held)

    def is_held(self, day: date) -> bool:
        """A day stands still when the clock stood after the last act of that day or before."""
        before = [line for line in self.lines if line.on <= day]
        return bool(before) and self.stands(before[-1])

    def counts(self, day: date) -> bool:
        return self.calendar.is_working(day) and not self.is_held(day)

    def after(self, start: date, days: int) -> date | None:
        day = start
        for _number in range(days):
            day += ONE
            while not self.counts(day):
                if self.stands(self.lines[-1]) and day > self.lines[-1].on:
                    return None
                day += ONE
        return day

    @property
    def due_on(self) -> date | None:
        received = [line.on for line in self.lines if line.action in self.starts]
        return self.after(received[-1], self.procedure.legal_days) if received else None

    @property
    def stage_due_on(self) -> date | None:
        here = self.lines[-1]
        days = self.procedure.stage(here.dest).days
        if days is None or self.stands(here):
            return None
        spent, entered = 0, self.lines[0].on
        stays = [line for number, line in enumerate(self.lines) if not number or line.source != line.dest]
        for stay, leaving in zip(stays, [*stays[1:], None], strict=True):
            if stay.dest == here.dest:
                if leaving is None:
                    entered = stay.on
                else:
                    spent += sum(self.counts(day) for day in days_of(stay.on + ONE, leaving.on))
        return self.after(entered, max(days - spent, 0))


@st.composite
def journeys(draw: Any) -> tuple[Procedure, list[Line]]:
    """A walk along a table of the law, some days between the steps; rules and posts do not matter to the clock."""
    procedure = draw(st.sampled_from(list(PROCEDURES.values())))
    stage, hold, day = procedure.first_stage.name, None, START + timedelta(days=draw(st.integers(0, 30)))
    actor = new_id()
    lines = [Line(1, "open", stage, stage, None, None, actor, day)]
    for number in range(2, draw(st.integers(2, 16))):
        steps = procedure.steps_from(stage, hold)
        if not steps:
            break
        step = draw(st.sampled_from(steps))
        day += timedelta(days=draw(st.integers(0, 9)))
        dest = step.dest or stage
        after = step.opens or (None if step.closes else hold)
        lines.append(Line(number, step.action, stage, dest, hold, after, actor, day))
        stage, hold = dest, after
    return procedure, lines


@given(journeys())
def test_every_deadline_equals_a_count_day_by_day(journey: tuple[Procedure, list[Line]]) -> None:
    procedure, lines = journey
    clerk, found = DayByDay(procedure, lines, CALENDAR), deadlines(procedure, lines, CALENDAR)
    explained = legal_term(procedure, lines, CALENDAR)
    assert found.due_on == clerk.due_on == (explained.due_on if explained else None)
    assert found.stage_due_on == clerk.stage_due_on


def check_cache(story: Story) -> None:
    """The stored days are those of the journal; while the clock stands the last legal day known is kept in sight."""
    row = story.row
    with story.app.app_context():
        lines = list(lines_of(db.session(), story.id))
        procedure = PROCEDURES[row.procedure_code, row.procedure_version]
        found, clerk = deadlines(procedure, lines, work_calendar()), DayByDay(procedure, lines, work_calendar())
    assert row.stage_due_on == found.stage_due_on == clerk.stage_due_on
    assert found.due_on == clerk.due_on
    assert row.due_on == found.due_on or (row.hold and found.due_on is None)
    assert row.received_on == found.received_on


ROUND_ABOUT: tuple[tuple[str, str, int, dict[str, str]], ...] = (
    ("present", "commune_officer", 0, {}),
    ("submit", "commune_leader", 1, {}),
    ("return_to_commune", "reception_desk", 1, {"reason": "Thiếu danh sách"}),
    ("present", "commune_officer", 3, {}),
    ("submit", "commune_leader", 0, {}),
    ("receive", "reception_desk", 1, {}),
    ("ask_supplement", "env_appraiser", 4, {"reason": "Thiếu kế hoạch"}),
    ("supplement", "commune_officer", 6, {}),
    ("sign_off", "env_appraiser", 2, {}),
    ("ask_supplement", "dept_officer", 3, {"reason": "Thiếu kết quả"}),
    ("supplement", "commune_officer", 15, {}),
    ("return_to_appraisal", "dept_officer", 1, {"reason": "Xem lại nước thải"}),
    ("sign_off", "env_appraiser", 5, {}),
    ("recommend_recognition", "dept_officer", 2, {}),
    ("return_to_review", "dept_leader", 1, {"reason": "Ghi rõ hơn"}),
    ("recommend_recognition", "dept_officer", 1, {}),
    ("propose", "dept_leader", 1, {}),
)


def test_the_stored_days_follow_the_journal_through_holds_and_second_visits(old_story: Story) -> None:
    day, story = START, old_story
    for action, role, later, inputs in ROUND_ABOUT:
        story.prepare(action)
        day += timedelta(days=later)
        story.step(action, role, on=day, **inputs)
        check_cache(story)
    received = story.row.received_on
    with story.app.app_context():
        free = explain(received, OLD.legal_days, [], work_calendar()).due_on
    assert free is not None
    assert story.row.due_on > free


def test_a_hold_moves_the_due_day_by_the_working_days_it_lasted(old_story: Story) -> None:
    story = old_story
    story.up_to("submitted")
    story.step("receive", "reception_desk", on=date(2026, 3, 2))
    before = story.row.due_on
    story.step("ask_supplement", "env_appraiser", on=date(2026, 3, 5), reason="Thiếu kế hoạch")
    assert (story.row.stage_due_on, story.row.due_on) == (None, before)
    story.step("supplement", "commune_officer", on=date(2026, 3, 12))
    with story.app.app_context():
        calendar = work_calendar()
        held = Pause(date(2026, 3, 5), date(2026, 3, 12), "Yêu cầu bổ sung")
        assert story.row.due_on == explain(date(2026, 3, 2), 30, [held], calendar).due_on
        assert calendar.working_days_between(before, story.row.due_on) == 5


@pytest.mark.parametrize("received", [date(2026, 2, 13), date(2026, 4, 29), date(2026, 12, 31)])
def test_the_due_day_is_thirty_working_days_after_reception(story: Story, received: date) -> None:
    story.up_to("submitted")
    story.step("receive", "reception_desk", on=received)
    with story.app.app_context():
        assert work_calendar().working_days_between(received, story.row.due_on) == 30
        assert work_calendar().is_working(story.row.due_on)
    check_cache(story)


def test_a_time_limit_is_not_extended_to_a_day_off(story: Story) -> None:
    story.up_to("department_review")
    sunday = story.row.due_on + timedelta(days=14 - story.row.due_on.weekday() + 6)
    with pytest.raises(Refused, match="không phải là ngày làm việc"):
        story.step("extend", "dept_leader", reason="Phải kiểm tra thực tế lần hai", extended_to=sunday.isoformat())
    assert (story.row.extended_to, story.row.stage) == (None, "department_review")
