"""What is asked for, from which money, what was promised, paid and accepted. Money is whole VND.

A commitment never exceeds its fund line: the sum stands in the line itself, under a CHECK.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from states.support import Fund
from workflow.extensions import Base, Id, UtcDateTime

SOURCES = f"({', '.join(repr(fund.value) for fund in Fund)})"


class SupportRequest(Base):
    """What one application declares. `establishment_key` finds the same establishment however its name is typed.

    `asked_on` is the day it was last changed; `granted` is what the province gave.
    """

    __tablename__ = "support_request"
    __table_args__ = (
        CheckConstraint("unit_id IS NULL OR plan_item_id IS NULL", name="for_one_thing"),
        CheckConstraint("year BETWEEN 2000 AND 2200", name="year"),
        CheckConstraint("cost >= 0", name="cost"),
        CheckConstraint("own_capital >= 0", name="own_capital"),
        CheckConstraint("requested >= 0", name="requested"),
        CheckConstraint(f"fund IN {SOURCES}", name="fund"),
        CheckConstraint("granted BETWEEN 0 AND requested", name="granted_within_the_request"),
        Index("ix_support_request_twin", "establishment_key", "kind", "year"),
    )

    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    catalogue_version: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    plan_item_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plan_item.id"))
    year: Mapped[int]
    asked_on: Mapped[date]
    applicant_name: Mapped[str] = mapped_column(String(200), default="")
    applicant_role: Mapped[str] = mapped_column(String(200), default="")
    applicant_phone: Mapped[str] = mapped_column(String(30), default="")
    applicant_address: Mapped[str] = mapped_column(String(300), default="")
    establishment: Mapped[str] = mapped_column(String(300), default="")
    establishment_key: Mapped[str] = mapped_column(String(300), default="")
    purpose: Mapped[str] = mapped_column(String(300), default="")
    content: Mapped[str] = mapped_column(Text, default="")
    cost: Mapped[int | None] = mapped_column(BigInteger)
    own_capital: Mapped[int | None] = mapped_column(BigInteger)
    requested: Mapped[int | None] = mapped_column(BigInteger)
    fund: Mapped[str | None] = mapped_column(String(1))
    twin_note: Mapped[str] = mapped_column(Text, default="")
    granted: Mapped[int | None] = mapped_column(BigInteger)


class FundLine(Base):
    """Money of one year for one programme: what is allocated, promised to dossiers, and paid."""

    __tablename__ = "fund_line"
    __table_args__ = (
        UniqueConstraint("year", "source", "programme", "agency_id"),
        CheckConstraint("year BETWEEN 2000 AND 2200", name="year"),
        CheckConstraint(f"source IN {SOURCES}", name="source"),
        CheckConstraint("length(programme) > 0", name="programme_is_named"),
        CheckConstraint("committed BETWEEN 0 AND allocation", name="committed_within_the_allocation"),
        CheckConstraint("paid BETWEEN 0 AND committed", name="paid_within_the_committed"),
    )

    id: Mapped[Id]
    year: Mapped[int]
    source: Mapped[str] = mapped_column(String(1))
    programme: Mapped[str] = mapped_column(String(300))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    allocation: Mapped[int] = mapped_column(BigInteger)
    committed: Mapped[int] = mapped_column(BigInteger, default=0)
    paid: Mapped[int] = mapped_column(BigInteger, default=0)
    note: Mapped[str] = mapped_column(Text, default="")


class Commitment(Base):
    """Money of a fund line promised to one dossier; what is released goes back to the line."""

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("paid >= 0", name="paid"),
        CheckConstraint("released >= 0", name="released"),
        CheckConstraint("paid + released <= amount", name="spent_once"),
    )

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    fund_line_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("fund_line.id"), index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    paid: Mapped[int] = mapped_column(BigInteger, default=0)
    released: Mapped[int] = mapped_column(BigInteger, default=0)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Payment(Base):
    """Money that left a commitment, with the number of its voucher."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("length(voucher) > 0", name="voucher_is_named"),
    )

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    commitment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("commitment.id"), index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    paid_on: Mapped[date]
    voucher: Mapped[str] = mapped_column(String(60))
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Acceptance(Base):
    """What was found when the work was checked at its end."""

    __tablename__ = "acceptance"
    __table_args__ = (CheckConstraint("length(report) > 0", name="report_is_written"),)

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    accepted_on: Mapped[date]
    is_accepted: Mapped[bool] = mapped_column(default=True)
    report: Mapped[str] = mapped_column(Text)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
