"""What was found on the environment, and what the department says of each criterion. Nothing here is overwritten:

a new answer is a new row, and the earlier one stays behind it (`is_current` false). One current row per item, kept by
a partial unique index.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, UtcDateTime

CURRENT = text("is_current")


class Appraisal(Base):
    """The environmental appraisal of one dossier, and the version of the checklist it was begun under."""

    __tablename__ = "appraisal"

    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    checklist_code: Mapped[str] = mapped_column(String(40))
    checklist_version: Mapped[str] = mapped_column(String(20))
    started_on: Mapped[date]
    started_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))


class ItemAnswer(Base):
    """One answer to one item. `result` is empty while only a remark has been noted down."""

    __tablename__ = "item_answer"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("appraisal.dossier_id"))
    item_code: Mapped[str] = mapped_column(String(20))
    result: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    remedy_due_on: Mapped[date | None]
    answered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_current: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (
        CheckConstraint("result IN ('met', 'not_met', 'not_applicable', 'needs_site_visit')", name="known_result"),
        CheckConstraint("result IS NULL OR result <> 'not_applicable' OR reason <> ''", name="not_applicable_says_why"),
        Index(
            "uq_item_answer_current",
            "dossier_id",
            "item_code",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        Index("ix_item_answer_dossier", "dossier_id", "item_code", "at"),
    )


class CriterionConfirmation(Base):
    """The department's word on one criterion: met or not. The environmental one is never typed (see queries)."""

    __tablename__ = "criterion_confirmation"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    criterion: Mapped[str] = mapped_column(String(40))
    met: Mapped[bool]
    remark: Mapped[str] = mapped_column(default="")
    confirmed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    on: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_current: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (
        Index(
            "uq_criterion_confirmation_current", "dossier_id", "criterion", unique=True,
            sqlite_where=CURRENT, postgresql_where=CURRENT,
        ),
        Index("ix_criterion_confirmation_dossier", "dossier_id", "criterion", "at"),
    )  # fmt: skip
