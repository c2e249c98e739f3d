"""What a correcting decision is to change: written while it is prepared, read by the law and at its issue."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from states.facts import CorrectionFact
from workflow.decisions.models import CorrectionChange, CorrectionRequest
from workflow.extensions import db
from workflow.register.corrections import FIELD_TITLES, Change

REQUEST, CHANGE = CorrectionRequest.__table__, CorrectionChange.__table__
_CHANGES = (
    select(CHANGE.c.field, CHANGE.c.position, CHANGE.c.before, CHANGE.c.after)
    .where(CHANGE.c.dossier_id == bindparam("dossier_id"))
    .order_by(CHANGE.c.position, CHANGE.c.field)
)


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be corrected, in which decision of the register, and on what ground."""

    changes: tuple[Change, ...] = ()
    corrects_id: uuid.UUID | None = None
    ground: str = ""


def correction_of(dossier_id: uuid.UUID) -> CorrectionFact:
    """What a dossier would correct, as the law asks for it."""
    return CorrectionFact(
        tuple((FIELD_TITLES[found.field], found.before, found.after) for found in changes_of(dossier_id))
    )


def changes_of(dossier_id: uuid.UUID) -> Sequence[Change]:
    """The things a dossier would change in the register."""
    return [Change(*row) for row in db.session.execute(_CHANGES, {"dossier_id": dossier_id})]


def get_correction(dossier_id: uuid.UUID) -> Correction:
    """Everything that was written down about a correction; empty while nothing was."""
    head = db.session.execute(select(REQUEST).where(REQUEST.c.dossier_id == dossier_id)).one_or_none()
    if head is None:
        return Correction()
    return Correction(tuple(changes_of(dossier_id)), head.corrects_id, head.ground)


def save_correction(session: Session, dossier_id: uuid.UUID, correction: Correction) -> None:
    """Write a correction in the place of what was written before. Runs inside the caller's transaction."""
    session.execute(delete(CHANGE).where(CHANGE.c.dossier_id == dossier_id))
    session.execute(delete(REQUEST).where(REQUEST.c.dossier_id == dossier_id))
    head = {"dossier_id": dossier_id, "corrects_id": correction.corrects_id, "ground": correction.ground}
    session.execute(insert(REQUEST), head)
    rows = [change._asdict() | {"dossier_id": dossier_id} for change in correction.changes]
    if rows:
        session.execute(insert(CHANGE), rows)
