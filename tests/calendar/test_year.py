"""Which days are worked, as decided for 2025 and 2026 and as computed for 2027."""

import uuid
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from tests.people import People
from workflow.calendar import queries
from workflow.calendar.changes import Change, ChangeKind
from workflow.calendar.models import CalendarDay, CalendarYear
from workflow.calendar.seeding import seed_days
from workflow.calendar.services import seed, write_change
from workflow.errors import BadInput
from workflow.extensions import new_id
from workflow.transactions import writing
from workflow.wall_clock import now

OFF = {
    2025: [
        "01-01", *(f"01-{day}" for day in range(27, 32)), "02-01", "04-07", "04-30", "05-01", "05-02", "09-01", "09-02",
    ],
    2026: [
        "01-01", "01-02", *(f"02-{day}" for day in range(16, 21)), "04-26", "04-27", "04-30", "05-01", "08-31", "09-01",
        "09-02", "11-24",
    ],
    2027: [
        "01-01", *(f"02-{day:02}" for day in range(4, 11)), "04-16", "04-30", "05-01", "05-03", "09-02", "09-03",
        "11-24",
    ],
}  # fmt: skip
WORKED = {2025: ["04-26"], 2026: ["01-10", "08-22"], 2027: []}


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_the_days_off_are_those_that_were_published(year: int) -> None:
    days = seed_days(year)
    assert [f"{day.on:%m-%d}" for day in days if not day.working] == OFF[year]
    assert [f"{day.on:%m-%d}" for day in days if day.working] == WORKED[year]


def test_the_second_of_january_2026_was_swapped_and_says_by_which_paper(app: Flask) -> None:
    with app.app_context():
        calendar = queries.work_calendar()
        view = queries.get_year(2026)
    assert not calendar.is_working(date(2026, 1, 2))
    assert calendar.is_working(date(2026, 1, 10))
    assert calendar.ground(date(2026, 1, 10)) == "Làm bù cho ngày nghỉ 02/01/2026"
    swapped = next(day for day in view.days if day.on == date(2026, 1, 2))
    assert swapped.source == "Văn bản 12729/VPCP-KGVX ngày 25/12/2025"


def test_every_seeded_day_says_why_and_from_where() -> None:
    days = [day for year in range(2024, 2032) for day in seed_days(year)]
    assert len(days) > 90
    assert all(day.ground and day.source for day in days)


def set_day(day: date, *, working: bool, ground: str, source: str, by: uuid.UUID) -> None:
    """One exception, entered as the editor does after its preview."""
    change = Change(ChangeKind.SET_DAY, on=day, working=working, ground=ground, source=source)
    with writing() as session:
        change.check(queries.read_book(session, lock=True))
        write_change(session, change, by=by, at=now())


def test_seeding_again_changes_nothing_and_keeps_what_was_edited(app: Flask, people: People) -> None:
    by = people("administrator").id
    with app.app_context():
        set_day(date(2027, 1, 2), working=True, ground="Làm bù", source="Văn bản 1", by=by)
        assert seed(at=now()) == ()
        assert queries.work_calendar().is_working(date(2027, 1, 2))


def test_a_kept_calendar_does_not_outlive_an_edit(app: Flask, people: People) -> None:
    by, day = people("administrator").id, date(2026, 12, 24)
    with app.app_context():
        before = queries.work_calendar()
        assert before.is_working(day)
        assert queries.work_calendar() is before
        set_day(day, working=False, ground="Nghỉ lễ", source="Văn bản 1", by=by)
        assert not queries.work_calendar().is_working(day)
        set_day(day, working=True, ground="Ngày làm việc", source="Văn bản 2", by=by)
        assert queries.work_calendar().ground(day) == "Ngày làm việc"


def test_an_edit_needs_a_ground_and_a_known_year(app: Flask, people: People) -> None:
    by = people("administrator").id
    with app.app_context():
        with pytest.raises(BadInput, match="lý do"):
            set_day(date(2026, 3, 3), working=False, ground="  ", source="", by=by)
        with pytest.raises(BadInput, match="chưa có năm"):
            set_day(date(2050, 3, 3), working=False, ground="Nghỉ", source="Văn bản", by=by)
        assert queries.work_calendar().is_working(date(2026, 3, 3))


def test_years_beyond_a_gap_are_not_known(app: Flask) -> None:
    with app.app_context():
        seed(at=now(), years=[2040])
        assert queries.work_calendar().last == date(2031, 12, 31)


def test_the_database_knows_only_two_standings_of_a_year(app: Flask) -> None:
    with app.app_context(), pytest.raises(IntegrityError, match="known_status"), writing() as session:
        session.execute(insert(CalendarYear).values(year=2033, status="guessed", note="", stamp=new_id()))


def test_the_database_keeps_no_day_without_a_ground(app: Flask) -> None:
    with app.app_context(), pytest.raises(IntegrityError, match="says_why"), writing() as session:
        session.execute(insert(CalendarDay).values(on=date(2026, 3, 3), working=False, ground="", source="", at=now()))


def test_weekends_are_off_and_weekdays_worked_unless_named(app: Flask) -> None:
    with app.app_context():
        calendar = queries.work_calendar()
    monday = date(2026, 3, 2)
    week = [monday + timedelta(days=number) for number in range(7)]
    assert [calendar.is_working(day) for day in week] == [True] * 5 + [False] * 2
