"""Links with tourism, intellectual property rights and OCOP ratings of recognised units."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from states.achievements import Achievement
from workflow.extensions import Base, Id
from workflow.register.models import one_of
from workflow.register.written_once import WrittenOnce, written_once_checks

KINDS = tuple(kind.value for kind in Achievement)


class UnitAchievement(WrittenOnce, Base):
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

    __table_args__ = (
        CheckConstraint(one_of("kind", KINDS), name="known_kind"),
        CheckConstraint("what <> ''", name="is_named"),
        CheckConstraint("valid_until >= valid_from", name="ends_after_it_begins"),
        *written_once_checks(),
        Index("ix_unit_achievement_unit", "unit_id", "kind"),
    )
