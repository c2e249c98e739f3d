"""Reading opinions, as the law asks for them and as pages show them."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, select

from states.actors import AgencyKind
from states.facts import Answer, OpinionFact
from workflow.accounts.models import Account, Agency
from workflow.extensions import IdType, db
from workflow.opinions.models import OpinionPaper, OpinionRequest, OpinionRound

REQUEST, AGENCY, ACCOUNT = OpinionRequest.__table__, Agency.__table__, Account.__table__
SHORT_LIST = 50
OUT = ("asked", "drafted")
"""States in which an answer is still awaited."""

_OF = (
    select(
        REQUEST.c.due_on, REQUEST.c.state, REQUEST.c.answer, REQUEST.c.treatment, AGENCY.c.kind,
        AGENCY.c.short_name.label("agency_name"),
    )
    .join(AGENCY, AGENCY.c.id == REQUEST.c.agency_id)
    .where(REQUEST.c.dossier_id == bindparam("dossier_id", type_=IdType), REQUEST.c.state != "revoked")
    .order_by(REQUEST.c.id)
)  # fmt: skip


def opinions_of(dossier_id: uuid.UUID) -> tuple[OpinionFact, ...]:
    """Every opinion asked for in a dossier, those that were revoked left out, in the order of asking."""
    return tuple(fact_of(row) for row in db.session.connection().execute(_OF, {"dossier_id": dossier_id}))


def fact_of(row: Any) -> OpinionFact:
    """One request as the law sees it."""
    answer = Answer(row.answer) if row.answer and row.state == "answered" else None
    return OpinionFact(
        AgencyKind(row.kind), row.agency_name, row.due_on, row.state, row.state in OUT, answer, bool(row.treatment)
    )


def asked_of(dossier_id: ColumnElement[Any], agency_ids: Iterable[uuid.UUID]) -> ColumnElement[bool]:
    """Whether one of these agencies is being asked about the dossier right now."""
    return exists().where(
        REQUEST.c.dossier_id == dossier_id, REQUEST.c.agency_id.in_(sorted(agency_ids)), REQUEST.c.state.in_(OUT)
    )


ROUND, PAPER = OpinionRound.__table__, OpinionPaper.__table__
_DRAFTER, _ANSWERER, _ASKER = ACCOUNT.alias("drafter"), ACCOUNT.alias("answerer"), ACCOUNT.alias("asker")
_ASKING = AGENCY.alias("asking")
_WIDE = (
    select(
        REQUEST, ROUND.c.question, ROUND.c.days, ROUND.c.asked_on, ROUND.c.asked_by, ROUND.c.asking_agency_id,
        AGENCY.c.kind, AGENCY.c.short_name.label("agency_name"), _ASKING.c.short_name.label("asking_name"),
        _DRAFTER.c.name.label("drafter"), _ANSWERER.c.name.label("answerer"), _ASKER.c.name.label("asker"),
    )
    .join(ROUND, ROUND.c.id == REQUEST.c.round_id)
    .join(AGENCY, AGENCY.c.id == REQUEST.c.agency_id)
    .join(_ASKING, _ASKING.c.id == ROUND.c.asking_agency_id)
    .join(_ASKER, _ASKER.c.id == ROUND.c.asked_by)
    .outerjoin(_DRAFTER, _DRAFTER.c.id == REQUEST.c.drafted_by)
    .outerjoin(_ANSWERER, _ANSWERER.c.id == REQUEST.c.answered_by)
)  # fmt: skip
_OF_DOSSIER = _WIDE.where(REQUEST.c.dossier_id == bindparam("dossier_id", type_=IdType)).order_by(REQUEST.c.id.desc())
_ONE = _WIDE.where(REQUEST.c.id == bindparam("request_id", type_=IdType))


def requests_of(dossier_id: uuid.UUID) -> Sequence[Any]:
    """Every request of a dossier with its question and names, the latest first. One statement."""
    return db.session.execute(_OF_DOSSIER, {"dossier_id": dossier_id}).all()


def find_request(request_id: uuid.UUID) -> Any | None:
    """One request with its question and names, or None."""
    return db.session.execute(_ONE, {"request_id": request_id}).one_or_none()


def requests_to(agency_ids: Iterable[uuid.UUID], *, out: bool) -> Sequence[Any]:
    """What these agencies are asked, the most urgent first; or (`out` False) what they have answered, latest first."""
    mine = REQUEST.c.agency_id.in_(sorted(agency_ids))
    if out:
        return db.session.execute(_WIDE.where(mine, REQUEST.c.state.in_(OUT)).order_by(REQUEST.c.due_on)).all()
    done = (
        _WIDE.where(mine, REQUEST.c.state.in_(("answered", "silent"))).order_by(REQUEST.c.id.desc()).limit(SHORT_LIST)
    )
    return db.session.execute(done).all()


def papers_of_round(round_id: uuid.UUID) -> Sequence[uuid.UUID | None]:
    """The attachments shown with a question; None among them stands for the declared content."""
    return db.session.scalars(select(PAPER.c.attachment_id).where(PAPER.c.round_id == round_id)).all()


def waiting_requests(on: date, *, late: bool) -> Sequence[Any]:
    """Requests that still wait for an answer: due before the day `on`, or not."""
    term = REQUEST.c.due_on < on if late else REQUEST.c.due_on >= on
    return db.session.execute(_WIDE.where(REQUEST.c.state.in_(OUT), term).order_by(REQUEST.c.id)).all()
