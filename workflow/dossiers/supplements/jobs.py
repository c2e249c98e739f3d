"""Dated work on supplement requests: a word before the term ends, and the lapse after it. Safe to run twice."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from states.actors import Role
from states.clock import working_days_left
from states.kernel import Refused
from states.procedures import get as get_procedure
from workflow.accounts.people_queries import holders_of
from workflow.accounts.system import system_person
from workflow.calendar.queries import work_calendar
from workflow.dossiers.models import Dossier
from workflow.dossiers.services import take_step
from workflow.errors import NotFound, Stale
from workflow.extensions import db
from workflow.notices.services import tell
from workflow.transactions import writing

DOSSIER = Dossier.__table__
LAPSING = "lapse"
SOON = "supplement:lapses_soon"


def warn(on: date, at: datetime) -> int:
    """Tell the communes whose term to answer ends soon (parameter supplement_notice_days); once for each term."""
    told = 0
    for row in _waiting(on, late=False):
        procedure = get_procedure(row.procedure_code, row.procedure_version)
        if working_days_left(on, row.answer_by, work_calendar()) <= procedure.number("supplement_notice_days"):
            with writing() as session:
                told += _tell_once(session, row, on, at)
    return told


def _tell_once(session: Session, row: Any, on: date, at: datetime) -> bool:
    officers = holders_of(session, Role.COMMUNE_OFFICER, row.commune_agency_id, on)
    once = f"lapses:{row.id}:{row.answer_by.isoformat()}"
    day = f"{row.answer_by:%d/%m/%Y}"
    return bool(tell(session, SOON, to=officers, at=at, dossier_id=row.id, once=once, code=row.code, on=day))


def lapse(on: date, at: datetime) -> int:
    """Stop the dossiers whose term to answer has passed, each by its own step of the system's person."""
    done = 0
    for row in _waiting(on, late=True):
        with writing() as session:
            system = system_person(session)
        token = f"lapse-{uuid.uuid5(row.id, row.answer_by.isoformat()).hex}"
        try:
            taken = take_step(
                row.id, LAPSING, by=system, on=on, at=at, seen_version=row.version, token=token, inputs={}
            )
        except (Refused, Stale, NotFound):
            continue  # the commune was quicker, or the author took the request back: nothing is left to do
        done += not taken.again
    return done


def _waiting(on: date, *, late: bool) -> Sequence[Any]:
    """Open dossiers with a term to answer: past on the day `on`, or still to come."""
    term = DOSSIER.c.answer_by < on if late else DOSSIER.c.answer_by >= on
    return db.session.execute(select(DOSSIER).where(DOSSIER.c.is_open, term).order_by(DOSSIER.c.id)).all()
