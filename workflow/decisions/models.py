"""A decision in four facts, each with its own evidence: signed, numbered, issued, delivered.

Signing belongs to a dossier; the number to a paper, on which several dossiers may stand. Nothing is ever deleted: a
number that must not be used is void, and says why.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.decisions.kinds import DecisionKind, PaperState, Way
from workflow.extensions import Base, Id, UtcDateTime

LIVE = text("is_live")


def _one_of(column: str, values: Iterable[str]) -> str:
    """SQL text of a CHECK that a column holds one of the stored values."""
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class DecisionCounter(Base):
    """The last number of one agency in one year; 0 while only the row has been made."""

    __tablename__ = "decision_counter"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]

    __table_args__ = (
        CheckConstraint("last >= 0", name="counts_up"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="sane_year"),
    )


class DecisionPaper(Base):
    """One number of a year's book, and the decision that carries it. `ground` says why it was given on paper."""

    __tablename__ = "decision_paper"

    id: Mapped[Id]
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[str] = mapped_column(String(12))
    year: Mapped[int]
    number: Mapped[int]
    symbol: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(10))
    signed_on: Mapped[date | None]
    signer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    signer_name: Mapped[str] = mapped_column(String(120), default="")
    signer_title: Mapped[str] = mapped_column(String(160), default="")
    numbered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    numbered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ground: Mapped[str] = mapped_column(Text, default="")
    issued_on: Mapped[date | None]
    issued_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    void_reason: Mapped[str] = mapped_column(Text, default="")
    void_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    void_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decision.id"))

    __table_args__ = (
        UniqueConstraint("agency_id", "year", "number"),
        CheckConstraint(_one_of("kind", DecisionKind), name="kind"),
        CheckConstraint(_one_of("state", PaperState), name="state"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("state NOT IN ('numbered', 'issued') OR signed_on IS NOT NULL", name="signed_before_numbered"),
        CheckConstraint("(signed_on IS NULL) = (signer_id IS NULL)", name="signed_by_somebody"),
        CheckConstraint("state <> 'on_paper' OR ground <> ''", name="on_paper_says_why"),
        CheckConstraint("(state = 'issued') = (issued_on IS NOT NULL)", name="issued_has_a_day"),
        CheckConstraint("(issued_on IS NULL) = (issued_at IS NULL)", name="issued_day_and_instant"),
        CheckConstraint("(state = 'void') = (void_at IS NOT NULL)", name="void_has_its_instant"),
        CheckConstraint("state <> 'void' OR void_reason <> ''", name="void_says_why"),
        CheckConstraint("corrects_id IS NULL OR kind = 'correct'", name="only_a_correction_corrects"),
    )


class DecisionSignature(Base):
    """Who signed the decision of a dossier, as what, and on which day. Written at the step that approves."""

    __tablename__ = "decision_signature"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    entry_number: Mapped[int]
    signer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    signer_name: Mapped[str] = mapped_column(String(120))
    signer_title: Mapped[str] = mapped_column(String(160))
    signed_on: Mapped[date]

    __table_args__ = (
        UniqueConstraint("dossier_id", "entry_number"),
        CheckConstraint("signer_title <> ''", name="signed_as_something"),
    )


class DecisionDossier(Base):
    """A dossier on a decision's list. `issued_on` is the day of its own step; a void paper's rows are not live."""

    __tablename__ = "decision_dossier"

    id: Mapped[Id]
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decision_paper.id"))
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    is_live: Mapped[bool] = mapped_column(default=True)
    issued_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("decision_id", "dossier_id"),
        CheckConstraint("issued_on IS NULL OR is_live", name="issued_stays_live"),
        Index(
            "uq_decision_dossier_live", "dossier_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE,
        ),
    )  # fmt: skip


class DecisionDelivery(Base):
    """A decision reached the one who asked: when, how, and into whose hands."""

    __tablename__ = "decision_delivery"

    id: Mapped[Id]
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decision_paper.id"))
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    delivered_on: Mapped[date]
    received_by: Mapped[str] = mapped_column(String(120))
    way: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("decision_id", "dossier_id"),
        CheckConstraint(_one_of("way", Way), name="way"),
        CheckConstraint("received_by <> ''", name="somebody_received"),
    )


class CorrectionRequest(Base):
    """What a correcting decision is about: the decision of the register whose words are wrong, and on what ground."""

    __tablename__ = "correction_request"

    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decision.id"))
    ground: Mapped[str] = mapped_column(Text, default="")


class CorrectionChange(Base):
    """One thing that a correction would change in the register. `position` is the place, 0 for the unit itself."""

    __tablename__ = "correction_change"

    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("correction_request.dossier_id"), primary_key=True)
    field: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    before: Mapped[str] = mapped_column(String(300))
    after: Mapped[str] = mapped_column(String(300))

    __table_args__ = (
        CheckConstraint(_one_of("field", ("name", "trade", "village", "former_commune")), name="field"),
        CheckConstraint('"before" <> "after"', name="changes_something"),
        CheckConstraint("(field IN ('name', 'trade')) = (position = 0)", name="place_of_a_place"),
    )
