"""Which days are worked: the calendar of the law, read from the table of this installation."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, g, has_request_context
from sqlalchemy import String, inspect, literal, select, type_coerce, union_all
from sqlalchemy.orm import Session

from states.clock import CalendarDay as LawDay
from states.clock import WorkCalendar
from workflow.calendar.models import CalendarDay, CalendarYear, LawStamp, YearStatus
from workflow.calendar.seeding import YEARS, seed_days
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.transactions import is_writing

_KEY = "work_calendar"
_YEAR, _LAW = CalendarYear.__table__, LawStamp.__table__
_EDITIONS = 0
"""The stamp of the published editions arrives as that of a year that never was."""
_STAMPS = union_all(
    select(_YEAR.c.year, type_coerce(_YEAR.c.stamp, String).label("stamp")),
    select(literal(_EDITIONS).label("year"), type_coerce(_LAW.c.stamp, String).label("stamp")),
).order_by("year")
"""Stamps are only compared, so they are taken as the database has them."""
_DAYS = select(CalendarDay.on, CalendarDay.working, CalendarDay.ground)

Stamps = list[Any]
EditionStamp = object
_followers: list[Callable[[EditionStamp], None]] = []


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


@dataclass(frozen=True)
class Book:
    """What the tables say: the years with their stamps, and every day that is not what its weekday says."""

    stamps: tuple[tuple[int, str], ...]
    days: Mapping[date, LawDay]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(year for year, _stamp in self.stamps)

    def calendar(self) -> WorkCalendar:
        """The calendar of the law that these tables make."""
        return calendar_of(self.days, self.years) if self.stamps else seed_calendar_in_memory()


def work_calendar() -> WorkCalendar:
    """The calendar in force. One small statement; the days are read again only when some year's stamp has changed.

    Every edit draws a new random stamp in its own transaction, so a kept calendar cannot outlive an edit, nor serve
    another database. Before any year has been entered, the calendar that seeding would enter. A request that only reads
    asks once; inside a write transaction the stamps are read anew.
    """
    if not has_request_context() or is_writing():
        return _fresh()
    if _KEY not in g:
        setattr(g, _KEY, _fresh())
    known: WorkCalendar = getattr(g, _KEY)
    return known


def follow_editions(follower: Callable[[EditionStamp], None]) -> None:
    """Call `follower` with the stamp of the published editions (None without any) whenever stamps are read."""
    _followers.append(follower)


def _fresh() -> WorkCalendar:
    stamps: Stamps = list(db.session.connection().execute(_STAMPS).all())
    years = [row for row in stamps if row[0] != _EDITIONS]
    edition = next((row[1] for row in stamps if row[0] == _EDITIONS), None)
    for follower in _followers:
        follower(edition)
    kept: tuple[Stamps, WorkCalendar] | None = current_app.extensions.get(_KEY)
    if kept is None or kept[0] != years:
        kept = years, _read_calendar([row[0] for row in years])
        current_app.extensions[_KEY] = kept
    return kept[1]


def _read_calendar(years: list[int]) -> WorkCalendar:
    if not years:
        return seed_calendar_in_memory()
    return calendar_of({on: LawDay(working, ground) for on, working, ground in db.session.execute(_DAYS)}, years)


def read_book(session: Session, lock: bool = False) -> Book:
    """The tables as they stand; with `lock`, nobody else changes a year before the caller's transaction is over."""
    years = select(_YEAR.c.year, _YEAR.c.stamp).order_by(_YEAR.c.year)
    stamps = session.execute(years.with_for_update() if lock else years).all()
    days = {on: LawDay(working, ground) for on, working, ground in session.execute(_DAYS)}
    return Book(tuple((year, str(stamp)) for year, stamp in stamps), days)


def book() -> Book:
    """The tables as they stand, for a page."""
    return read_book(db.session())


def find_stored_calendar() -> WorkCalendar | None:
    """The calendar of the database, or None where none has been seeded yet (not even the tables, perhaps)."""
    if not inspect(db.engine).has_table(CalendarYear.__tablename__):
        return None
    return work_calendar() if db.session.execute(select(_YEAR.c.year)).first() else None


def seed_calendar_in_memory(years: Iterable[int] = YEARS) -> WorkCalendar:
    """The calendar that seeding would store: for explaining a date before there is a database."""
    known = list(years)
    return calendar_of({day.on: LawDay(day.working, day.ground) for year in known for day in seed_days(year)}, known)


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


def calendar_of(days: Mapping[date, LawDay], years: Iterable[int]) -> WorkCalendar:
    """Known from the first year up to the first gap: a date must not be counted across a year nobody entered."""
    known = sorted(years)
    last = known[0]
    while last + 1 in known:
        last += 1
    return WorkCalendar(days, date(known[0], 1, 1), date(last, 12, 31))
