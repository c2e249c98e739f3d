"""Entering which days are worked."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workflow.calendar.models import CalendarDay, CalendarYear
from workflow.calendar.seeding import YEARS, seed_days, seed_status
from workflow.errors import BadInput, NotFound
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
        rows = [
            {"on": day.on, "working": day.working, "ground": day.ground, "source": day.source, "at": at}
            for day in seed_days(year)
        ]
        session.execute(insert(CalendarDay), rows)
    return missing


def set_day(on: date, *, working: bool, ground: str, source: str, by: uuid.UUID, at: datetime) -> None:
    """Say that one day is worked, or off, and why. Dates already promised do not move by themselves.

    Raises NotFound for a year that is not kept, BadInput without a ground.
    """
    if not ground.strip():
        raise BadInput(_("Hãy ghi lý do nghỉ hoặc làm việc của ngày này."))
    values = {
        "working": working,
        "ground": nfc(ground.strip()),
        "source": nfc(source.strip()),
        "entered_by": by,
        "at": at,
    }
    with writing() as session:
        year = session.execute(select(CalendarYear).where(CalendarYear.year == on.year).with_for_update()).scalar()
        if year is None:
            raise NotFound
        changed = session.execute(
            update(CalendarDay).where(CalendarDay.on == on).values(values).returning(CalendarDay.on)
        ).scalar()
        if changed is None:
            session.execute(insert(CalendarDay).values(on=on, **values))
        year.stamp = new_id()
