"""Reminders of dossiers: what is due soon, and what is late. Each stay in a stage is told of once to each person."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, bindparam, func, select

from states.procedures import get as get_procedure
from workflow.calendar.queries import work_calendar
from workflow.dossiers.inbox import SOON_DAYS
from workflow.dossiers.models import Dossier, Entry
from workflow.dossiers.notices import those_it_waits_for
from workflow.extensions import IdType, db
from workflow.notices.services import tell
from workflow.transactions import writing

DOSSIER, ENTRY = Dossier.__table__, Entry.__table__
_STAY = (
    select(func.max(ENTRY.c.number))
    .where(ENTRY.c.dossier_id == DOSSIER.c.id, ENTRY.c.dest == DOSSIER.c.stage, ENTRY.c.source != ENTRY.c.dest)
    .scalar_subquery()
)
_WITHIN = (
    DOSSIER.c.is_open
    & (DOSSIER.c.stage_due_on >= bindparam("first", type_=Date))
    & (DOSSIER.c.stage_due_on <= bindparam("last", type_=Date))
)
_DUE = select(DOSSIER.c.id).where(_WITHIN).order_by(DOSSIER.c.stage_due_on, DOSSIER.c.id)
_ONE = select(
    DOSSIER.c.id, DOSSIER.c.code, DOSSIER.c.procedure_code, DOSSIER.c.procedure_version, DOSSIER.c.stage,
    DOSSIER.c.hold, DOSSIER.c.stage_due_on, DOSSIER.c.waiting_agency_id, DOSSIER.c.handler_id, _STAY.label("stay"),
).where(_WITHIN, DOSSIER.c.id == bindparam("dossier_id", type_=IdType))  # fmt: skip
FIRST_DAY = date(2000, 1, 1)


def due_soon(on: date, at: datetime) -> int:
    """Remind whoever has a dossier whose stage is due within three working days. Returns how many were told."""
    return _remind("dossier:due_soon", on, _soon(on), on, at)


def late(on: date, at: datetime) -> int:
    """Tell whoever has a dossier whose stage was due before the day `on`. Returns how many were told."""
    return _remind("dossier:late", FIRST_DAY, on - timedelta(days=1), on, at)


def _soon(on: date) -> date:
    calendar, day, left = work_calendar(), on, SOON_DAYS
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day)
    return day


def _remind(kind: str, first: date, last: date, on: date, at: datetime) -> int:
    """One transaction for each dossier, which is read anew in it: it may have moved on meanwhile."""
    span = {"first": first, "last": last}
    ids = db.session.execute(_DUE, span).scalars().all()
    told = 0
    for dossier_id in ids:
        with writing() as session:
            row: Any = session.execute(_ONE, span | {"dossier_id": dossier_id}).one_or_none()
            if row is None:
                continue
            told += tell(
                session, kind, to=those_it_waits_for(session, row, on), at=at, dossier_id=row.id, code=row.code,
                stage=get_procedure(row.procedure_code, row.procedure_version).title_at(row.stage, row.hold),
                on=row.stage_due_on, once=f"{kind}:{row.id}:{row.stay}",
            )  # fmt: skip
    return told
