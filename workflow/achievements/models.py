"""Links with tourism, intellectual property rights and OCOP ratings of recognised units."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from states.achievements import Achievement
from workflow.extensions import Base, Id, UtcDateTime
from workflow.register.models import one_of

KINDS = tuple(kind.value for kind in Achievement)


class UnitAchievement(Base):
    """One of a unit, as its keeper wrote it down. It counts from `valid_from` through `valid_until` (None: no end).

    It is written once; one entered by mistake is withdrawn with a reason and stays, so that what was counted on a past
    day can be counted again.
    """

    __tablename__ = "unit_achievement"

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(String(300))
    number: Mapped[str] = mapped_column(String(100), default="")
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    recorded_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_why: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (
        CheckConstraint(one_of("kind", KINDS), name="known_kind"),
        CheckConstraint("what <> ''", name="is_named"),
        CheckConstraint("valid_until >= valid_from", name="ends_after_it_begins"),
        CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_on IS NULL)", name="withdrawn_by_somebody"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why = '')", name="withdrawn_says_why"),
        Index("ix_unit_achievement_unit", "unit_id", "kind"),
    )
