"""Associations, co-operatives, co-operative groups and enterprises, and the units they work with."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from states.partners import PARTNER_KINDS
from workflow.extensions import Base, Id
from workflow.register.models import one_of


class Partner(Base):
    """One of them. `contact` is for officers only; `edited` counts changes."""

    __tablename__ = "partner"
    __table_args__ = (
        CheckConstraint(one_of("kind", tuple(PARTNER_KINDS)), name="known_kind"),
        CheckConstraint("name <> ''", name="is_named"),
        CheckConstraint("kind = 'association' OR commune_code IS NOT NULL", name="has_its_commune"),
        CheckConstraint("active_until >= active_from", name="ends_after_it_begins"),
    )

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(300))
    search_key: Mapped[str] = mapped_column(String(300))
    sort_key: Mapped[str] = mapped_column(Text)
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("commune.code"), index=True)
    contact: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    active_from: Mapped[date]
    active_until: Mapped[date | None]
    edited: Mapped[int] = mapped_column(default=1)


class PartnerUnit(Base):
    """A unit that a partner works with."""

    __tablename__ = "partner_unit"

    partner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("partner.id"), primary_key=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
