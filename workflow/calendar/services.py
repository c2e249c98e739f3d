"""Entering which days are worked."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from workflow.calendar.changes import Change, ChangeKind
from workflow.calendar.models import CalendarDay, CalendarYear
from workflow.calendar.seeding import YEARS, SeedDay, seed_days, seed_status
from workflow.extensions import new_id
from workflow.text import nfc
from workflow.transactions import writing


def seed(*, at: datetime, years: Iterable[int] = YEARS) -> tuple[int, ...]:
    """Enter the years that are not there yet, and give them back. Years that are there stay as edited."""
    with writing() as session:
        return seed_years(session, at=at, years=years)


def seed_years(session: Session, *, at: datetime, years: Iterable[int] = YEARS) -> tuple[int, ...]:
    """As `seed`, inside the caller's transaction."""
    known = set(session.execute(select(CalendarYear.year)).scalars())
    missing = tuple(year for year in years if year not in known)
    for year in missing:
        status, note = seed_status(year)
        session.execute(insert(CalendarYear).values(year=year, status=status.value, note=note, stamp=new_id()))
        _enter(session, seed_days(year), None, at)
    return missing


def write_change(session: Session, change: Change, *, by: uuid.UUID, at: datetime) -> None:
    """Write a change that was checked. Runs inside the caller's transaction, which also moves what depends on it."""
    year = change.on.year if change.on else change.year
    if change.kind is ChangeKind.ADD_YEAR:
        session.execute(
            insert(CalendarYear).values(year=year, status=change.status.value, note=change.note, stamp=new_id())
        )
        _enter(session, change.seeded(), by, at)
        return
    if change.kind is ChangeKind.DECREE_YEAR:
        decreed = {"status": change.status.value, "note": change.note}
        session.execute(update(CalendarYear).where(CalendarYear.year == year).values(decreed))
    else:
        session.execute(delete(CalendarDay).where(CalendarDay.on == change.on))
        if change.kind is ChangeKind.SET_DAY and change.on:
            _enter(session, [SeedDay(change.on, change.working, nfc(change.ground), nfc(change.source))], by, at)
    session.execute(update(CalendarYear).where(CalendarYear.year == year).values(stamp=new_id()))


def _enter(session: Session, days: Iterable[SeedDay], by: uuid.UUID | None, at: datetime) -> None:
    rows = [asdict(day) | {"entered_by": by, "at": at} for day in days]
    if rows:
        session.execute(insert(CalendarDay), rows)
