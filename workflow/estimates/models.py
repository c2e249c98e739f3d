"""The yearly estimates of communes, line by line. Money is whole VND."""

import uuid
from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from states.estimates import ESTIMATE, FIRST_YEAR, LAST_YEAR
from states.support import Fund
from workflow.extensions import Base, Id
from workflow.register.models import one_of


class Estimate(Base):
    """What one commune asks for one year. `version` counts every change, so that two who write at once are told.

    `reason` is why the department returned it last.
    """

    __tablename__ = "estimate"
    __table_args__ = (
        UniqueConstraint("commune_code", "year"),
        CheckConstraint(f"year BETWEEN {FIRST_YEAR} AND {LAST_YEAR}", name="year"),
        CheckConstraint(one_of("state", tuple(ESTIMATE.states)), name="known_state"),
        CheckConstraint("state = 'draft' OR submitted_on IS NOT NULL", name="submitted_on_a_day"),
        CheckConstraint("state NOT IN ('noted', 'returned') OR answered_on IS NOT NULL", name="answered_on_a_day"),
        CheckConstraint("state <> 'returned' OR reason <> ''", name="returned_says_why"),
        Index("ix_estimate_year", "year", "state"),
    )

    id: Mapped[Id]
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    year: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    submitted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    submitted_on: Mapped[date | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")


class EstimateLine(Base):
    """Money for one purpose, from one source, for one unit; without a unit it is for the whole commune."""

    __tablename__ = "estimate_line"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(one_of("source", tuple(fund.value for fund in Fund)), name="source"),
        CheckConstraint("purpose <> ''", name="says_what_for"),
    )

    id: Mapped[Id]
    estimate_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("estimate.id"), index=True)
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    content: Mapped[str] = mapped_column(String(500), default="")
    source: Mapped[str] = mapped_column(String(1))
    amount: Mapped[int] = mapped_column(BigInteger)
