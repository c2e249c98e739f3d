"""Classes of training held for a recognised unit."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from states.training import Topic
from workflow.extensions import Base, Id
from workflow.register.models import one_of
from workflow.register.written_once import WrittenOnce, written_once_checks


class TrainingClass(WrittenOnce, Base):
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

    __table_args__ = (
        CheckConstraint(one_of("topic", tuple(Topic)), name="known_topic"),
        CheckConstraint("title <> ''", name="is_named"),
        CheckConstraint("held_until >= held_from", name="ends_after_it_begins"),
        CheckConstraint("learners > 0", name="somebody_learns"),
        CheckConstraint("new_learners BETWEEN 0 AND learners", name="new_ones_are_among_them"),
        *written_once_checks(),
        Index("ix_training_class_unit", "unit_id", "held_from"),
    )
