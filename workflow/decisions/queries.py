"""Reading decisions: what a dossier's decision has come to, which papers may still take another dossier."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, and_, bindparam, column, select, table

from states.facts import DecisionFact
from workflow.decisions.corrections import correction_of
from workflow.decisions.kinds import KIND_OF_PROCEDURE, KIND_TITLES, DecisionKind, PaperState
from workflow.decisions.models import DecisionDelivery, DecisionDossier, DecisionPaper, DecisionSignature
from workflow.errors import NotFound
from workflow.extensions import IdType, db

__all__ = ["correction_of", "decision_of", "find_signed", "get_issued", "kind_title", "open_decisions"]

PAPER, SIGNATURE = DecisionPaper.__table__, DecisionSignature.__table__
LISTED, DELIVERY = DecisionDossier.__table__, DecisionDelivery.__table__
_DOSSIER = table("dossier", column("id", IdType), column("procedure_code", String))

_SIGNED = (
    select(
        SIGNATURE.c.signed_on, SIGNATURE.c.signer_id, SIGNATURE.c.signer_name, SIGNATURE.c.signer_title,
        _DOSSIER.c.procedure_code, PAPER.c.id.label("decision_id"), PAPER.c.symbol, PAPER.c.numbered_at,
        PAPER.c.signed_on.label("dated_on"), LISTED.c.issued_on, DELIVERY.c.delivered_on, DELIVERY.c.received_by,
        DELIVERY.c.way,
    )
    .join(_DOSSIER, _DOSSIER.c.id == SIGNATURE.c.dossier_id)
    .outerjoin(LISTED, and_(LISTED.c.dossier_id == SIGNATURE.c.dossier_id, LISTED.c.is_live))
    .outerjoin(PAPER, PAPER.c.id == LISTED.c.decision_id)
    .outerjoin(
        DELIVERY, and_(DELIVERY.c.decision_id == PAPER.c.id, DELIVERY.c.dossier_id == SIGNATURE.c.dossier_id)
    )
    .where(SIGNATURE.c.dossier_id == bindparam("dossier_id"))
    .order_by(SIGNATURE.c.entry_number.desc())
    .limit(1)
)  # fmt: skip
_OPEN = (
    select(PAPER.c.id, PAPER.c.symbol, PAPER.c.signed_on, PAPER.c.state, PAPER.c.signer_name)
    .join(SIGNATURE, SIGNATURE.c.dossier_id == bindparam("dossier_id"))
    .where(
        PAPER.c.kind == bindparam("kind"),
        PAPER.c.year >= bindparam("signed_in"),
        (
            (PAPER.c.state == PaperState.NUMBERED.value)
            & (PAPER.c.signer_id == SIGNATURE.c.signer_id)
            & (PAPER.c.signer_title == SIGNATURE.c.signer_title)
        )
        | (PAPER.c.state == PaperState.ON_PAPER.value),
    )
    .order_by(PAPER.c.year.desc(), PAPER.c.number.desc())
)
_ALONE = frozenset({DecisionKind.CORRECT})
"""Kinds whose decisions cover one dossier only: a correction names the one decision it corrects."""


@dataclass(frozen=True, slots=True)
class Signed:
    """How far the decision of one dossier has come. What has not happened yet is None, a number not given yet empty.

    `dated_on` is the day on the paper. `issued_on` is the day of this dossier's own step.
    """

    signed_on: date
    signer_id: uuid.UUID
    signer_name: str
    signer_title: str
    procedure_code: str
    decision_id: uuid.UUID | None
    symbol: str | None
    numbered_at: datetime | None
    dated_on: date | None
    issued_on: date | None
    delivered_on: date | None
    received_by: str | None
    way: str | None

    @property
    def kind(self) -> DecisionKind:
        """What a dossier of this procedure ends in."""
        return KIND_OF_PROCEDURE[self.procedure_code]


@dataclass(frozen=True, slots=True)
class Issued:
    """A decision that went out, as the register writes it down. `signed_on` is the day on the paper."""

    decision_id: uuid.UUID
    kind: str
    symbol: str
    signed_on: date
    signer_name: str
    signer_title: str
    issued_on: date


def find_signed(dossier_id: uuid.UUID) -> Signed | None:
    """The decision of a dossier with all that is known of it, or None while nobody has signed."""
    row = db.session.execute(_SIGNED, {"dossier_id": dossier_id}).mappings().one_or_none()
    return Signed(**row) if row else None


def decision_of(dossier_id: uuid.UUID) -> DecisionFact | None:
    """The same as the law asks for it."""
    found = find_signed(dossier_id)
    if found is None:
        return None
    dated_on = found.dated_on or found.signed_on
    return DecisionFact(found.kind.value, dated_on, found.symbol or "", found.issued_on, found.delivered_on)


def get_issued(dossier_id: uuid.UUID) -> Issued:
    """The decision of a dossier that has gone out. Raises NotFound before that."""
    found = find_signed(dossier_id)
    if found is None or found.decision_id is None or found.issued_on is None:
        raise NotFound
    return Issued(
        found.decision_id, found.kind.value, found.symbol or "", found.dated_on or found.signed_on, found.signer_name,
        found.signer_title, found.issued_on,
    )  # fmt: skip


def open_decisions(dossier_id: uuid.UUID) -> Mapping[str, str]:
    """Decisions of the same kind that have a number and have not gone out, signed by the signer of this dossier, by id.

    One decision may so cover a list of dossiers. A number that was given on paper for such a decision is among them.
    """
    signed = find_signed(dossier_id)
    if signed is None or signed.kind in _ALONE:
        return {}
    asked = {"dossier_id": dossier_id, "kind": signed.kind.value, "signed_in": signed.signed_on.year}
    return {str(row.id): _words(row) for row in db.session.execute(_OPEN, asked)}


def _words(row: Any) -> str:
    if row.state == PaperState.ON_PAPER.value:
        return f"{row.symbol}, số đã cấp trên giấy"
    return f"{row.symbol}, {row.signer_name} ký ngày {row.signed_on:%d/%m/%Y}"


def kind_title(kind: str) -> str:
    """A kind of decision in words."""
    return KIND_TITLES[DecisionKind(kind)]
