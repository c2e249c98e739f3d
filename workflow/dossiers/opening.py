"""Beginning a dossier: a draft at a commune, with the first line of its journal."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import insert
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Procedure
from states.procedures import current
from workflow.accounts.person import Person, Seat
from workflow.dossiers.editing import in_force
from workflow.dossiers.journal import Act, append
from workflow.dossiers.models import Dossier
from workflow.extensions import new_id
from workflow.text import fold

DOSSIER = Dossier.__table__
RECOGNITION = "recognition"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new dossier starts from. Kind and basis are values of states.kinds."""

    kind: str
    basis: str
    title: str
    commune_code: str
    commune_agency_id: uuid.UUID
    plan_item_id: uuid.UUID | None = None
    unit_id: uuid.UUID | None = None


def open_dossier(session: Session, opening: Opening, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Begin a draft at a commune under the procedure in force on the day `on`. Runs inside the caller's transaction.

    Raises Forbidden unless the person holds, at that commune, the post that opens the procedure.
    """
    procedure = current(RECOGNITION, on)
    seat = _seat(in_force(session, by, on), procedure, opening.commune_agency_id)
    dossier_id, stage = new_id(), procedure.first_stage.name
    plan_item = str(opening.plan_item_id) if opening.plan_item_id else None
    act = Act(
        dossier_id, 1, "open", stage, stage, None, None, by.id, seat.role.value, seat.agency_id, on, at, "",
        {"law": f"{procedure.code} {procedure.version}", "plan_item": plan_item},
    )  # fmt: skip
    row = asdict(opening) | {
        "id": dossier_id, "procedure_code": procedure.code, "procedure_version": procedure.version, "stage": stage,
        "is_open": True, "search_key": fold(opening.title), "waiting_agency_id": opening.commune_agency_id,
        "version": 1, "entry_count": 1, "entry_hash": b"", "opened_by": by.id, "opened_on": on, "opened_at": at,
    }  # fmt: skip
    session.execute(insert(DOSSIER), row)
    digest = append(session, act, b"")
    session.execute(DOSSIER.update().where(DOSSIER.c.id == dossier_id).values(entry_hash=digest))
    return dossier_id


def _seat(person: Person, procedure: Procedure, agency_id: uuid.UUID) -> Seat:
    for seat in person.seats:
        if seat.post == procedure.opened_by and seat.agency_id == agency_id:
            return seat
    raise Forbidden(_("Hồ sơ do công chức của xã, phường có làng nghề lập."))
