"""Reading opinions, as the law asks for them and as pages show them."""

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, select

from states.actors import AgencyKind
from states.facts import Answer, OpinionFact
from workflow.accounts.models import Agency
from workflow.extensions import IdType, db
from workflow.opinions.models import OpinionRequest

REQUEST, AGENCY = OpinionRequest.__table__, Agency.__table__
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
