"""Opinions of other agencies: what was asked of whom, on which papers, and what came back."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from states.facts import Answer
from workflow.extensions import Base, Id, UtcDateTime

STATES = ("asked", "drafted", "answered", "silent", "revoked")


def _one_of(column: str, values: tuple[str, ...] | type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class OpinionRound(Base):
    """One question put to several agencies at once. `due_on` is the last day to answer."""

    __tablename__ = "opinion_round"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    days: Mapped[int]
    due_on: Mapped[date]
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    asking_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    asked_on: Mapped[date]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("length(question) > 0", name="asks_something"),
        CheckConstraint("days > 0", name="gives_a_day"),
    )


class OpinionRequest(Base):
    """The same question at one agency. `state` is a stage of the opinion procedure (states.procedures.opinion)."""

    __tablename__ = "opinion_request"

    id: Mapped[Id]
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("opinion_round.id"))
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default="asked")
    version: Mapped[int] = mapped_column(default=1)
    answer: Mapped[str | None] = mapped_column(String(20))
    remarks: Mapped[str] = mapped_column(Text, default="")
    drafted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    drafted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_reason: Mapped[str] = mapped_column(Text, default="")
    treatment: Mapped[str] = mapped_column(Text, default="")
    treated_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    treated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("round_id", "agency_id"),
        CheckConstraint(_one_of("state", STATES), name="state"),
        CheckConstraint(f"answer IS NULL OR {_one_of('answer', Answer)}", name="answer"),
        CheckConstraint("state <> 'answered' OR (answer IS NOT NULL AND answered_by IS NOT NULL)", name="answered"),
        CheckConstraint("(treatment = '') = (treated_by IS NULL)", name="treated_by_somebody"),
        Index("ix_opinion_request_dossier", "dossier_id", "state"),
        Index("ix_opinion_request_agency", "agency_id", "state", "due_on"),
    )


class OpinionPaper(Base):
    """One of the papers the agency is shown. Without an attachment it is the declared content as a whole."""

    __tablename__ = "opinion_paper"

    id: Mapped[Id]
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("opinion_round.id"), index=True)
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
