"""Classes of training held for a recognised unit."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from states.training import Topic
from workflow.extensions import Base, Id, UtcDateTime
from workflow.register.models import one_of


class TrainingClass(Base):
    """One class. `new_learners` are those of its learners who had been to none before: a person counts once.

    It is written once; one entered by mistake is withdrawn with a reason and stays.
    """

    __tablename__ = "training_class"

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    topic: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    teacher: Mapped[str] = mapped_column(String(200), default="")
    held_from: Mapped[date]
    held_until: Mapped[date]
    learners: Mapped[int]
    new_learners: Mapped[int]
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    recorded_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_why: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (
        CheckConstraint(one_of("topic", tuple(Topic)), name="known_topic"),
        CheckConstraint("title <> ''", name="is_named"),
        CheckConstraint("held_until >= held_from", name="ends_after_it_begins"),
        CheckConstraint("learners > 0", name="somebody_learns"),
        CheckConstraint("new_learners BETWEEN 0 AND learners", name="new_ones_are_among_them"),
        CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_on IS NULL)", name="withdrawn_by_somebody"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why = '')", name="withdrawn_says_why"),
        Index("ix_training_class_unit", "unit_id", "held_from"),
    )
