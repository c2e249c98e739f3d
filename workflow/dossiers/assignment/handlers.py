"""Who handles a dossier where it goes: the person assigned there, or nobody in particular."""

import uuid

from sqlalchemy import Uuid, bindparam, select

from states.actors import concrete
from workflow.dossiers.assignment.models import Assignment
from workflow.dossiers.doing import Doing

_ROW = Assignment.__table__
_CURRENT = select(_ROW.c.account_id).where(
    _ROW.c.dossier_id == bindparam("dossier_id", type_=Uuid()),
    _ROW.c.agency_id == bindparam("agency_id", type_=Uuid()),
    _ROW.c.role.in_(bindparam("roles", expanding=True)),
    _ROW.c.ended_at.is_(None),
)


def handler_after(doing: Doing, agency_id: uuid.UUID | None) -> uuid.UUID | None:
    """The account that handles the dossier after a step, at the agency it then waits for; None when nobody does."""
    if agency_id is None:
        return None
    decision, procedure = doing.decision, doing.case.procedure
    posts = procedure.handlers(decision.dest, decision.hold_after)
    roles = sorted({post.role.value for by in posts for post in concrete(by)})
    asked = {"dossier_id": doing.case.id, "agency_id": agency_id, "roles": roles}
    found: uuid.UUID | None = doing.session.connection().execute(_CURRENT, asked).scalars().first()
    return found
