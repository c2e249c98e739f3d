"""Who declared a conflict of interest in a dossier."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, UtcDateTime, db


class ConflictOfInterest(Base):
    """One person's conflict in one dossier, declared by himself or recorded by his leader, with its ground."""

    __tablename__ = "conflict_of_interest"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    ground: Mapped[str] = mapped_column(String(300))
    declared_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    on: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("length(ground) > 0", name="has_a_ground"),
        Index("uq_conflict_of_interest_dossier_id_account_id", "dossier_id", "account_id", unique=True),
    )


_ROW = ConflictOfInterest.__table__
_OF = select(_ROW.c.account_id).where(_ROW.c.dossier_id == bindparam("dossier_id", type_=Uuid()))


def conflicted_in(row: Any) -> frozenset[str]:
    """Ids of the people who may not handle this dossier."""
    return frozenset(str(found) for found in db.session.connection().execute(_OF, {"dossier_id": row.id}).scalars())
