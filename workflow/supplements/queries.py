"""Reading supplement requests, as the law asks for them and as pages show them."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from states.facts import Gap, GapFault, OpenSupplement
from workflow.extensions import IdType, db
from workflow.supplements.models import RequestState, SupplementGap, SupplementRequest

REQUEST, GAP = SupplementRequest.__table__, SupplementGap.__table__
_ID = bindparam("dossier_id", type_=IdType)
_GAPS = (
    select(REQUEST.c.asked_on, REQUEST.c.answer_by, REQUEST.c.author_id, GAP.c.where, GAP.c.fault, GAP.c.note,
           GAP.c.answer)
    .outerjoin(GAP, GAP.c.request_id == REQUEST.c.id)
    .where(REQUEST.c.dossier_id == _ID, REQUEST.c.state == bindparam("state"))
    .order_by(GAP.c.position)
)  # fmt: skip


def gaps_of_draft(dossier_id: uuid.UUID) -> tuple[Gap, ...]:
    """The gaps listed for a request that has not been sent yet; empty when none is being written."""
    return _gaps_in(_read(dossier_id, RequestState.DRAFT))


def open_supplement(dossier_id: uuid.UUID) -> OpenSupplement | None:
    """The request the dossier waits for, with what was answered so far, or None."""
    rows = _read(dossier_id, RequestState.OPEN)
    if not rows:
        return None
    first = rows[0]
    return OpenSupplement(first.asked_on, first.answer_by, str(first.author_id), _gaps_in(rows))


def _read(dossier_id: uuid.UUID, state: RequestState) -> Sequence[Any]:
    return db.session.connection().execute(_GAPS, {"dossier_id": dossier_id, "state": state.value}).all()


def _gaps_in(rows: Sequence[Any]) -> tuple[Gap, ...]:
    return tuple(
        Gap(row.where, GapFault(row.fault), row.note, bool(row.answer.strip())) for row in rows if row.where is not None
    )
