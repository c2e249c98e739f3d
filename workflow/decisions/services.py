"""Signing, numbering, issuing and delivering a decision; voiding a number; numbers given on paper.

Every function here runs inside the caller's transaction. Who may do it was asked before: by the law where it is a step
of a dossier, by the page's service where it is the clerk's own book.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from workflow.decisions.kinds import PaperState, Way, symbol_of
from workflow.decisions.models import DecisionDelivery, DecisionDossier, DecisionPaper, DecisionSignature
from workflow.decisions.numbering import next_number
from workflow.decisions.queries import Signed, find_signed, open_decisions
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id

PAPER, SIGNATURE = DecisionPaper.__table__, DecisionSignature.__table__
LISTED, DELIVERY = DecisionDossier.__table__, DecisionDelivery.__table__


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, as what ("KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"), on which day."""

    signer_id: uuid.UUID
    signer_name: str
    signer_title: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Book:
    """Whose book a number is taken from, by whom, when. `on` is the day in Lào Cai: its year is the number's year."""

    agency_id: uuid.UUID
    by: uuid.UUID
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Numbered:
    """A decision that has a number."""

    decision_id: uuid.UUID
    symbol: str


def sign(session: Session, dossier_id: uuid.UUID, entry_number: int, signature: Signature) -> uuid.UUID:
    """Write down a signature under the decision of a dossier."""
    signed = new_id()
    row = {"id": signed, "dossier_id": dossier_id, "entry_number": entry_number}
    kept = {name: getattr(signature, name) for name in Signature.__slots__}
    session.execute(insert(SIGNATURE), row | kept)
    return signed


def number(
    session: Session, dossier_id: uuid.UUID, book: Book, *, chosen: uuid.UUID | None = None,
    corrects_id: uuid.UUID | None = None,
) -> Numbered:  # fmt: skip
    """Give the signed decision of a dossier its number: a new one, or put it on the list of the `chosen` decision.

    Raises NotFound when nobody has signed, Refused when the chosen decision takes no more dossiers.
    """
    signed = find_signed(dossier_id)
    if signed is None:
        raise NotFound
    if chosen is None:
        made = _new_paper(session, signed, book, corrects_id)
    else:
        made = _join(session, dossier_id, signed, chosen)
    session.execute(insert(LISTED), {"id": new_id(), "decision_id": made.decision_id, "dossier_id": dossier_id})
    return made


def _new_paper(session: Session, signed: Signed, book: Book, corrects_id: uuid.UUID | None) -> Numbered:
    year, taken = next_number(session, book.agency_id, book.on)
    made = Numbered(new_id(), symbol_of(taken))
    session.execute(
        insert(PAPER),
        {
            "id": made.decision_id, "agency_id": book.agency_id, "kind": signed.kind.value, "year": year,
            "number": taken, "symbol": made.symbol, "state": PaperState.NUMBERED.value, "numbered_by": book.by,
            "numbered_at": book.at, "corrects_id": corrects_id, **_signature_columns(signed),
        },
    )  # fmt: skip
    return made


def _join(session: Session, dossier_id: uuid.UUID, signed: Signed, chosen: uuid.UUID) -> Numbered:
    """The chosen decision, locked and still open. Its day becomes that of the last signature on its list."""
    row = session.execute(select(PAPER).where(PAPER.c.id == chosen).with_for_update()).one_or_none()
    if row is None or str(chosen) not in open_decisions(dossier_id):
        full = _("Quyết định đã chọn không nhận thêm hồ sơ: đã phát hành, đã hủy số hoặc do người khác ký.")
        raise Refused(Reason(full, where="ask:decision"))
    columns: dict[str, Any] = {"state": PaperState.NUMBERED.value}
    if row.state == PaperState.ON_PAPER.value:
        columns |= _signature_columns(signed)
    else:
        columns["signed_on"] = max(row.signed_on, signed.signed_on)
    session.execute(update(PAPER).where(PAPER.c.id == chosen).values(columns))
    return Numbered(row.id, row.symbol)


def _signature_columns(signed: Signed) -> dict[str, Any]:
    return {name: getattr(signed, name) for name in ("signed_on", "signer_id", "signer_name", "signer_title")}


def issue(session: Session, dossier_id: uuid.UUID, *, by: uuid.UUID, on: date, at: datetime) -> Numbered:
    """The decision of a dossier goes out. The day of the first dossier of a list is the decision's.

    Raises NotFound without a number, Stale when the number was voided at this moment.
    """
    signed = find_signed(dossier_id)
    if signed is None or signed.decision_id is None:
        raise NotFound
    first = {"state": PaperState.ISSUED.value, "issued_on": on, "issued_by": by, "issued_at": at}
    mine = PAPER.c.id == signed.decision_id
    numbered = session.execute(update(PAPER).where(mine, PAPER.c.state == PaperState.NUMBERED.value).values(first))
    if numbered.rowcount != 1:  # type: ignore[attr-defined]
        state = session.execute(select(PAPER.c.state).where(mine)).scalar_one()
        if state != PaperState.ISSUED.value:
            raise Stale(Reason(_("Số quyết định của hồ sơ vừa bị hủy.")))
    listed = (LISTED.c.decision_id == signed.decision_id, LISTED.c.dossier_id == dossier_id, LISTED.c.is_live)
    if session.execute(update(LISTED).where(*listed).values(issued_on=on)).rowcount != 1:  # type: ignore[attr-defined]
        raise Stale(Reason(_("Số quyết định của hồ sơ vừa bị hủy.")))
    return Numbered(signed.decision_id, signed.symbol or "")


@dataclass(frozen=True, slots=True)
class HandOver:
    """Into whose hands a result came, when, and how."""

    delivered_on: date
    received_by: str
    way: Way = Way.DESK
    note: str = ""


def deliver(session: Session, dossier_id: uuid.UUID, hand_over: HandOver, *, by: uuid.UUID, at: datetime) -> uuid.UUID:
    """Write down that the decision reached the one who asked. Raises NotFound before it has gone out."""
    signed = find_signed(dossier_id)
    if signed is None or signed.decision_id is None or signed.issued_on is None:
        raise NotFound
    delivered = new_id()
    row = {"id": delivered, "decision_id": signed.decision_id, "dossier_id": dossier_id, "by": by, "at": at}
    kept = {"delivered_on": hand_over.delivered_on, "received_by": hand_over.received_by, "note": hand_over.note}
    session.execute(insert(DELIVERY), row | kept | {"way": hand_over.way.value})
    return delivered
