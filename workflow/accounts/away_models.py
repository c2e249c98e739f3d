"""Being away: posts lent to somebody else for some days, and days on which a person is not there."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, UtcDateTime


class Delegation(Base):
    """One post lent by its holder (ủy quyền, KT.). It ends with its last day, when it is ended, or with the post."""

    __tablename__ = "delegation"

    id: Mapped[Id]
    holding_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("post_holding.id"))
    to_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    signs_as: Mapped[str] = mapped_column(String(120), default="")
    ground: Mapped[str] = mapped_column(String(300))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    given_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="ends_after_it_begins"),
        CheckConstraint("ground <> ''", name="has_a_ground"),
        CheckConstraint("(ended_by IS NULL) = (ended_at IS NULL)", name="ended_by_somebody"),
        Index("ix_delegation_to", "to_id", "valid_to"),
    )


class Absence(Base):
    """Days on which a person is away: what waits for them is open to their colleagues meanwhile."""

    __tablename__ = "absence"

    id: Mapped[Id]
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="ends_after_it_begins"),
        Index("ix_absence_account", "account_id", "last_on"),
    )
