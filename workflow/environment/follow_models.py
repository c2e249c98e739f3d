"""Remedies with their history, and pollution inspections that somebody asked for."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from states.procedures.pollution_inspection import POLLUTION_INSPECTION_2026_1, Pollution
from states.procedures.remedy import REMEDY_2026_1
from workflow.extensions import Base, Id, UtcDateTime
from workflow.register.models import one_of

REMEDY_STATES = tuple(stage.name for stage in REMEDY_2026_1.stages)
ASKED_STATES = tuple(stage.name for stage in POLLUTION_INSPECTION_2026_1.stages)
CONCLUSIONS = tuple(each.value for each in Pollution)
_RUNNING: dict[str, Any] = {
    "sqlite_where": text("state IN ('open', 'reported')"),
    "postgresql_where": text("state IN ('open', 'reported')"),
}


class Remedy(Base):
    """Something found amiss in a dossier's appraisal or in an inspection, that a commune puts right by a day.

    `state` is a stage of the remedy procedure; `version` counts its changes, each of which is a `RemedyEntry`.
    `demand` is what the appraiser found; `about` names the dossier or the unit.
    """

    __tablename__ = "remedy"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("dossier.id"))
    inspection_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("establishment_inspection.id"))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    commune_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    procedure_version: Mapped[str] = mapped_column(String(20))
    checklist_name: Mapped[str] = mapped_column(String(60))
    item_code: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(300))
    demand: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    opened_on: Mapped[date]
    opened_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("(dossier_id IS NULL) <> (inspection_id IS NULL)", name="comes_from_one_place"),
        CheckConstraint(one_of("state", REMEDY_STATES), name="known_state"),
        CheckConstraint("version > 0", name="version_from_one"),
        UniqueConstraint("inspection_id", "item_code"),
        Index("uq_remedy_running", "dossier_id", "item_code", unique=True, **_RUNNING),
        Index("ix_remedy_commune", "commune_agency_id", "state", "due_on"),
        Index("ix_remedy_due", "state", "due_on"),
    )


class RemedyEntry(Base):
    """One act on a remedy, never changed: what was done and said, and the day by which it is then due."""

    __tablename__ = "remedy_entry"

    id: Mapped[Id]
    remedy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("remedy.id"))
    number: Mapped[int]
    action: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    actor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    on: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("remedy_id", "number"),
        CheckConstraint("number > 0", name="number_from_one"),
    )


class PollutionInspection(Base):
    """A request of a competent level to assess pollution at a unit or an establishment, and what came of it.

    `by_on` is the day by which the asker wants to know; `commune_agency_id` the commune where it is.
    """

    __tablename__ = "pollution_inspection"

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    establishment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("establishment.id"))
    commune_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    procedure_version: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str]
    by_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    asked_role: Mapped[str] = mapped_column(String(40))
    asked_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    asked_on: Mapped[date]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    inspected_on: Mapped[date | None]
    conclusion: Mapped[str | None] = mapped_column(String(20))
    result: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint(one_of("state", ASKED_STATES), name="known_state"),
        CheckConstraint(one_of("conclusion", CONCLUSIONS), name="known_conclusion"),
        CheckConstraint("ground <> ''", name="has_a_ground"),
        CheckConstraint("by_on >= asked_on", name="asked_in_time"),
        CheckConstraint("version > 0", name="version_from_one"),
        CheckConstraint("(taken_by IS NULL) = (taken_at IS NULL)", name="taken_by_somebody"),
        CheckConstraint("(closed_by IS NULL) = (closed_at IS NULL)", name="closed_by_somebody"),
        CheckConstraint("(state IN ('concluded', 'declined')) = (closed_by IS NOT NULL)", name="over_when_closed"),
        CheckConstraint(
            "(state = 'concluded') = (conclusion IS NOT NULL AND result <> '' AND inspected_on IS NOT NULL)",
            name="concluded_says_what",
        ),
        CheckConstraint("state <> 'declined' OR reason <> ''", name="declined_says_why"),
        Index("ix_pollution_inspection_state", "state", "by_on"),
    )
