"""Deleting a dossier's content after its period: one transaction, one line of the journal, every hash kept."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from states.retention import DocumentKind
from workflow.accounts.system import system_person
from workflow.dossiers.journal import ERASING
from workflow.dossiers.models import Dossier
from workflow.dossiers.noting import note_act
from workflow.dossiers.retention import erasing
from workflow.dossiers.retention.due import Due, Standing, due_until
from workflow.dossiers.retention.models import Purge
from workflow.papers.services import forget_unreferenced
from workflow.transactions import writing

DOSSIER = Dossier.__table__
DRAFT_TITLE = "Bản nháp đã xóa"
_LOCKED = select(DOSSIER).where(DOSSIER.c.id == bindparam("dossier_id")).with_for_update()


def purge(dossier_id: uuid.UUID, *, on: date, at: datetime) -> bool:
    """Delete the content of a dossier that is READY on the day `on`; False when it no longer is.

    Everything is asked again inside the transaction, with the row locked: it may have been postponed, held, edited or
    taken up again since the list was made.
    """
    with writing() as session:
        row = session.connection().execute(_LOCKED, {"dossier_id": dossier_id}).one_or_none()
        due = next(iter(due_until(session, on, on, dossier_id)), None) if row is not None else None
        if due is None or due.standing(on) is not Standing.READY:
            return False
        _delete(session, row, due, on, at)
    return True


def _delete(session: Session, row: Any, due: Due, on: date, at: datetime) -> None:
    system = system_person(session)
    counts = {
        "files": erasing.files(session, row.id),
        "households": erasing.people(session, row.id),
        "reasons": erasing.reasons(session, row.id),
    }
    erasing.versions(session, row.id)
    erasing.papers(session, row.id)
    erasing.remarks(session, row.id)
    forget_unreferenced(session)
    payload = {"kind": due.kind.value, "due_on": due.due_on.isoformat(), **counts}
    note_act(session, row, ERASING, by=system, seat=system.seats[0], on=on, at=at, payload=payload)
    closed: dict[str, Any] = {"purged_on": on, "is_open": False, "waiting_agency_id": None, "handler_id": None}
    if due.kind is DocumentKind.DRAFT:
        closed |= {"title": DRAFT_TITLE, "search_key": ""}
    session.execute(update(DOSSIER).where(DOSSIER.c.id == row.id).values(closed))
    told = {"dossier_id": row.id, "kind": due.kind.value, "rule": due.rule, "due_on": due.due_on, "purged_on": on}
    session.execute(insert(Purge), told | {"entry_number": row.entry_count + 1, **counts})
