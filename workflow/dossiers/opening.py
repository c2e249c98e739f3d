"""Beginning a dossier: a draft at a commune, with the first line of its journal."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import insert
from sqlalchemy.orm import Session

from states.actors import AgencyKind
from states.kernel import Forbidden, Procedure
from states.procedures import current
from workflow.accounts.person import Person, Seat
from workflow.calendar.queries import work_calendar
from workflow.dossiers.editing import in_force
from workflow.dossiers.journal import Act, append
from workflow.dossiers.models import Dossier
from workflow.extensions import new_id
from workflow.text import fold

DOSSIER = Dossier.__table__


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new dossier starts from.

    `kind` and `basis` are values of states.kinds for a recognition, the kind of support and the version of its
    catalogue for an application. `commune_agency_id` is the commune whose matter it is, `lead_agency_id` the agency
    that leads, where one does; `earlier_dossier_id` the closed dossier whose content is taken up again.
    """

    kind: str
    basis: str
    title: str
    commune_code: str
    commune_agency_id: uuid.UUID
    plan_item_id: uuid.UUID | None = None
    unit_id: uuid.UUID | None = None
    procedure: str = "recognition"
    lead_agency_id: uuid.UUID | None = None
    earlier_dossier_id: uuid.UUID | None = None


def open_dossier(session: Session, opening: Opening, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Begin a draft under the version of the procedure in force on the day `on`. Runs inside the caller's transaction.

    Raises Forbidden unless the person holds the post that opens the procedure, a commune's at that commune.
    """
    work_calendar()  # brings the versions that were published, too
    procedure = current(opening.procedure, on)
    seat = _seat(in_force(session, by, on), procedure, opening.commune_agency_id)
    dossier_id, stage = new_id(), procedure.first_stage.name
    plan_item = str(opening.plan_item_id) if opening.plan_item_id else None
    act = Act(
        dossier_id, 1, "open", stage, stage, None, None, by.id, seat.role.value, seat.agency_id, on, at, "",
        {"law": f"{procedure.code} {procedure.version}", "plan_item": plan_item} | _taken_up(opening),
    )  # fmt: skip
    row = {name: value for name, value in asdict(opening).items() if name != "procedure"} | {
        "id": dossier_id, "procedure_code": procedure.code, "procedure_version": procedure.version, "stage": stage,
        "is_open": True, "search_key": fold(opening.title), "waiting_agency_id": seat.agency_id,
        "version": 1, "entry_count": 1, "entry_hash": b"", "opened_by": by.id, "opened_on": on, "opened_at": at,
    }  # fmt: skip
    session.execute(insert(DOSSIER), row)
    digest = append(session, act, b"")
    session.execute(DOSSIER.update().where(DOSSIER.c.id == dossier_id).values(entry_hash=digest))
    return dossier_id


def _seat(person: Person, procedure: Procedure, agency_id: uuid.UUID) -> Seat:
    for seat in person.seats:
        own = seat.agency_kind is not AgencyKind.COMMUNE or seat.agency_id == agency_id
        if seat.post == procedure.opened_by and own:
            return seat
    raise Forbidden(_("Việc này thuộc về %(post)s.", post=_(procedure.opened_by.title)))


def _taken_up(opening: Opening) -> dict[str, str]:
    """What the first line of the journal says of an earlier dossier."""
    return {"earlier": str(opening.earlier_dossier_id)} if opening.earlier_dossier_id else {}
