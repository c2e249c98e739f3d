"""Which days are worked: the calendar of the law, read from the table of this installation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import Row, String, inspect, select, type_coerce

from states.clock import CalendarDay as LawDay
from states.clock import WorkCalendar
from workflow.calendar.models import CalendarDay, CalendarYear, YearStatus
from workflow.calendar.seeding import YEARS, seed_days
from workflow.errors import NotFound
from workflow.extensions import db

_KEY = "work_calendar"
_YEAR = CalendarYear.__table__
_STAMPS = select(_YEAR.c.year, type_coerce(_YEAR.c.stamp, String)).order_by(_YEAR.c.year)
"""Stamps are only compared, so they are taken as the database has them."""
_DAYS = select(CalendarDay.on, CalendarDay.working, CalendarDay.ground)

Stamps = tuple[Row[Any], ...]


@dataclass(frozen=True, slots=True)
class DayRow:
    """One exceptional day as the calendar page shows it."""

    on: date
    working: bool
    ground: str
    source: str


@dataclass(frozen=True, slots=True)
class YearView:
    """A year of the calendar: its standing, its exceptional days, and the other years there are."""

    year: int
    is_decreed: bool
    note: str
    days: tuple[DayRow, ...]
    years: tuple[int, ...]


def work_calendar() -> WorkCalendar:
    """The calendar in force. One small statement; the days are read again only when some year's stamp has changed.

    Every edit draws a new random stamp in its own transaction, so a kept calendar cannot outlive an edit, nor serve
    another database. Before any year has been entered, the calendar that seeding would enter.
    """
    stamps: Stamps = tuple(db.session.connection().execute(_STAMPS).all())
    kept: tuple[Stamps, WorkCalendar] | None = current_app.extensions.get(_KEY)
    if kept is None or kept[0] != stamps:
        kept = stamps, _read_calendar([row[0] for row in stamps])
        current_app.extensions[_KEY] = kept
    return kept[1]


def _read_calendar(years: list[int]) -> WorkCalendar:
    if not years:
        return seed_calendar_in_memory()
    return _calendar({on: LawDay(working, ground) for on, working, ground in db.session.execute(_DAYS)}, years)


def find_stored_calendar() -> WorkCalendar | None:
    """The calendar of the database, or None where none has been seeded yet (not even the tables, perhaps)."""
    if not inspect(db.engine).has_table(CalendarYear.__tablename__):
        return None
    return work_calendar() if db.session.execute(_STAMPS).first() else None


def seed_calendar_in_memory(years: Iterable[int] = YEARS) -> WorkCalendar:
    """The calendar that seeding would store: for explaining a date before there is a database."""
    known = list(years)
    return _calendar({day.on: LawDay(day.working, day.ground) for year in known for day in seed_days(year)}, known)


def get_year(year: int) -> YearView:
    """One year with its exceptional days. Raises NotFound for a year that is not kept."""
    years = db.session.execute(select(CalendarYear).order_by(CalendarYear.year)).scalars().all()
    row = next((row for row in years if row.year == year), None)
    if row is None:
        raise NotFound
    within = CalendarDay.on.between(date(year, 1, 1), date(year, 12, 31))
    days = db.session.execute(select(CalendarDay).where(within).order_by(CalendarDay.on)).scalars()
    rows = tuple(DayRow(day.on, day.working, day.ground, day.source) for day in days)
    return YearView(year, row.status == YearStatus.DECREED, row.note, rows, tuple(other.year for other in years))


def _calendar(days: dict[date, LawDay], years: list[int]) -> WorkCalendar:
    """Known from the first year up to the first gap: a date must not be counted across a year nobody entered."""
    last = years[0]
    while last + 1 in years:
        last += 1
    return WorkCalendar(days, date(years[0], 1, 1), date(last, 12, 31))
