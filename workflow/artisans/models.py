"""People who practise the craft of a unit, with or without a title, and what the unit makes."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from states.artisans import RANKS
from workflow.extensions import Base, Id
from workflow.register.models import one_of
from workflow.register.written_once import WrittenOnce, written_once_checks

_BY_DECISION = ", ".join(repr(rank.code) for rank in RANKS.values() if rank.by_decision)


class Artisan(WrittenOnce, Base):
    """One person of a unit, as a keeper wrote them down. One entered by mistake is withdrawn with a reason and stays.

    Without a title that was published by decision the name is public only by a live consent of `subject_id` to it.
    """

    __tablename__ = "artisan"

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    rank: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    craft: Mapped[str] = mapped_column(String(300), default="")
    decision_number: Mapped[str] = mapped_column(String(100), default="")
    decided_on: Mapped[date | None]
    subject_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("data_subject.id"), index=True)

    __table_args__ = (
        CheckConstraint(one_of("rank", tuple(RANKS)), name="known_rank"),
        CheckConstraint("name <> ''", name="is_named"),
        CheckConstraint(f"(rank IN ({_BY_DECISION})) = (decision_number <> '')", name="titled_by_decision"),
        CheckConstraint("(decision_number = '') = (decided_on IS NULL)", name="decision_has_its_day"),
        *written_once_checks(),
        Index("ix_artisan_unit", "unit_id", "rank"),
    )


class UnitProduct(WrittenOnce, Base):
    """Something a unit makes, as its commune describes it. One that is made no more is withdrawn and stays."""

    __tablename__ = "unit_product"

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    raw_material: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (
        CheckConstraint("name <> ''", name="is_named"),
        *written_once_checks(),
    )
