"""Who handles a dossier in an agency: one person for each role there, with the history of hand-overs."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, UtcDateTime

_WHILE_CURRENT: dict[str, Any] = {
    "sqlite_where": text("ended_at IS NULL"),
    "postgresql_where": text("ended_at IS NULL"),
}


class Assignment(Base):
    """One person handles one dossier in one role at one agency, from an instant until another."""

    __tablename__ = "assignment"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    role: Mapped[str] = mapped_column(String(40))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    given_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        Index("uq_assignment_current", "dossier_id", "agency_id", "role", unique=True, **_WHILE_CURRENT),
    )
