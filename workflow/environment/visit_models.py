"""Site visits: a day, who goes, and the stops, each of which gets its result."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, UtcDateTime
from workflow.register.models import one_of

VISIT_STATES = ("planned", "held", "cancelled")
OUTCOMES = ("done", "not_done")
SUBJECTS = ("dossier_id", "remedy_id", "pollution_inspection_id")
"""What a stop may be about; each stop is about one of them."""
_OPEN: dict[str, Any] = {"sqlite_where": text("is_open = 1"), "postgresql_where": text("is_open")}
_COUNTED = " + ".join(f"CASE WHEN {subject} IS NULL THEN 0 ELSE 1 END" for subject in SUBJECTS)


class SiteVisit(Base):
    """One trip of the department's appraisers. `record` is what they wrote down when every stop had its result."""

    __tablename__ = "site_visit"

    id: Mapped[Id]
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    planned_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(10), default="planned")
    version: Mapped[int] = mapped_column(default=1)
    record: Mapped[str] = mapped_column(default="")
    cancelled_why: Mapped[str] = mapped_column(String(500), default="")
    planned_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint(one_of("state", VISIT_STATES), name="known_state"),
        CheckConstraint("version > 0", name="version_from_one"),
        CheckConstraint("(closed_by IS NULL) = (closed_at IS NULL)", name="closed_by_somebody"),
        CheckConstraint("(state = 'planned') = (closed_by IS NULL)", name="over_when_closed"),
        CheckConstraint("state <> 'held' OR record <> ''", name="held_has_a_record"),
        CheckConstraint("(state = 'cancelled') = (cancelled_why <> '')", name="cancelled_says_why"),
        Index("ix_site_visit_day", "state", "planned_on"),
    )


class SiteVisitMember(Base):
    """Somebody who goes along."""

    __tablename__ = "site_visit_member"

    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("site_visit.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)


class SiteVisitStop(Base):
    """One stop of a trip, about one thing. While it `is_open` no other trip may plan the same thing."""

    __tablename__ = "site_visit_stop"

    id: Mapped[Id]
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("site_visit.id"))
    position: Mapped[int]
    commune_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    about: Mapped[str] = mapped_column(String(300))
    dossier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("dossier.id"), index=True)
    remedy_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("remedy.id"))
    pollution_inspection_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("pollution_inspection.id"))
    is_open: Mapped[bool] = mapped_column(default=True)
    outcome: Mapped[str | None] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(2000), default="")

    __table_args__ = (
        CheckConstraint(f"{_COUNTED} = 1", name="is_about_one_thing"),
        CheckConstraint("position > 0", name="position_from_one"),
        CheckConstraint(one_of("outcome", OUTCOMES), name="known_outcome"),
        CheckConstraint("NOT is_open OR outcome IS NULL", name="open_until_its_outcome"),
        CheckConstraint("outcome IS NULL OR outcome <> 'not_done' OR words <> ''", name="not_done_says_why"),
        UniqueConstraint("visit_id", "position"),
        Index("uq_site_visit_stop_dossier", "dossier_id", unique=True, **_OPEN),
        Index("uq_site_visit_stop_remedy", "remedy_id", unique=True, **_OPEN),
        Index("uq_site_visit_stop_inspection", "pollution_inspection_id", unique=True, **_OPEN),
    )
