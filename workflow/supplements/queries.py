"""Reading supplement requests, as the law asks for them and as pages show them."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, case, func, select

from states.facts import Gap, GapFault, OpenSupplement
from workflow.accounts.models import Account
from workflow.extensions import IdType, db
from workflow.supplements.models import RequestState, SupplementGap, SupplementRequest

REQUEST, GAP, ACCOUNT = SupplementRequest.__table__, SupplementGap.__table__, Account.__table__
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


_WRITTEN = (
    select(
        REQUEST.c.id.label("request_id"), REQUEST.c.answer_by, REQUEST.c.asked_on, GAP.c.id, GAP.c.position,
        GAP.c.where, GAP.c.fault, GAP.c.note, GAP.c.answer,
    )
    .join(GAP, GAP.c.request_id == REQUEST.c.id)
    .where(REQUEST.c.dossier_id == _ID, REQUEST.c.state == bindparam("state"))
    .order_by(GAP.c.position)
)  # fmt: skip
_ALL = (
    select(
        REQUEST.c.id, REQUEST.c.stage, REQUEST.c.state, REQUEST.c.asked_on, REQUEST.c.answer_by, REQUEST.c.closed_on,
        REQUEST.c.approver_id, ACCOUNT.c.name.label("author"), func.count(GAP.c.id).label("gaps"),
        func.sum(case((GAP.c.answer != "", 1), else_=0)).label("answered"),
    )
    .join(ACCOUNT, ACCOUNT.c.id == REQUEST.c.author_id)
    .outerjoin(GAP, GAP.c.request_id == REQUEST.c.id)
    .where(REQUEST.c.dossier_id == _ID)
    .group_by(REQUEST.c.id, ACCOUNT.c.name)
    .order_by(REQUEST.c.id.desc())
)  # fmt: skip


def written_gaps(dossier_id: uuid.UUID, state: RequestState) -> Sequence[Any]:
    """The gaps of the draft or of the open request, in order, with their answers."""
    return db.session.execute(_WRITTEN, {"dossier_id": dossier_id, "state": state.value}).all()


def last_answers(dossier_id: uuid.UUID) -> Sequence[Any]:
    """The gaps of the request that was answered last, in order, with what the commune answered."""
    rows = written_gaps(dossier_id, RequestState.ANSWERED)
    last = max((row.request_id for row in rows), default=None)
    return [row for row in rows if row.request_id == last]


def requests_of(dossier_id: uuid.UUID) -> Sequence[Any]:
    """Every request of a dossier, the latest first, with how many gaps it has and how many are answered."""
    return db.session.execute(_ALL, {"dossier_id": dossier_id}).all()
