"""What was handed in last, as everybody but its commune sees it while the commune works on a new version."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from workflow.accounts.person import Person
from workflow.dossiers.models import Submission
from workflow.dossiers.queries import DossierView
from workflow.dossiers.supplements.words import Told, told_in
from workflow.extensions import IdType, db

_ROW = Submission.__table__
_LAST = (
    select(_ROW.c.number, _ROW.c.content, _ROW.c.at)
    .where(_ROW.c.dossier_id == bindparam("dossier_id", type_=IdType))
    .order_by(_ROW.c.number.desc())
    .limit(2)
)


@dataclass(frozen=True, slots=True)
class Received:
    """One hand-in: the number of its line in the journal, when it came, and what it says in words."""

    number: int
    at: datetime
    told: Told


def last_two(dossier_id: uuid.UUID) -> list[Any]:
    """The last two hand-ins, the latest first."""
    return list(db.session.execute(_LAST, {"dossier_id": dossier_id}))


def find_received(dossier_id: uuid.UUID) -> Received | None:
    """The last hand-in, or None while nothing has been handed in."""
    rows = last_two(dossier_id)
    return Received(rows[0].number, rows[0].at, told_in(rows[0].content)) if rows else None


def is_hidden_from(dossier: DossierView, person: Person) -> bool:
    """Whether the person sees the received version only: the commune is at work on the dossier under a hold."""
    row, held = dossier.row, dossier.procedure.hold_of(dossier.row.stage, dossier.row.hold)
    if held is None or not held.editable:
        return False
    return all(seat.agency_id != row.commune_agency_id for seat in person.seats)
