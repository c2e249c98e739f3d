"""Who produces in a recognised unit, what inspections found there, and the environmental plans of the unit.

Minimum data: an establishment or household is a name, a village, a trade and the days between which it works. No id
numbers, no birthdays; names are never public. Inspections are written once and never changed.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from states.inspecting import INSPECTION_RESULTS, Verdict
from workflow.extensions import Base, Id, UtcDateTime
from workflow.register.models import one_of

PRODUCERS = ("establishment", "household")
VERDICTS = tuple(verdict.value for verdict in Verdict)
RESULTS = tuple(result.value for result in INSPECTION_RESULTS)
STANDING = text("withdrawn_at IS NULL")


class Establishment(Base):
    """A producing establishment or household of a unit, kept by one of the unit's communes.

    It produces from `active_from` until the day before `closed_on`. `version` counts changes and inspections.
    """

    __tablename__ = "establishment"

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    commune_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    village: Mapped[str] = mapped_column(String(200), default="")
    trade: Mapped[str] = mapped_column(String(300), default="")
    sort_key: Mapped[str] = mapped_column(String(900), default="")
    active_from: Mapped[date]
    closed_on: Mapped[date | None]
    closed_why: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)
    added_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint(one_of("kind", PRODUCERS), name="known_kind"),
        CheckConstraint("name <> ''", name="is_named"),
        CheckConstraint("closed_on >= active_from", name="closes_after_it_begins"),
        CheckConstraint("(closed_on IS NULL) = (closed_why = '')", name="closed_says_why"),
        CheckConstraint("version > 0", name="version_from_one"),
        Index("ix_establishment_unit", "unit_id", "sort_key"),
    )


class EstablishmentInspection(Base):
    """One inspection of one establishment, and what its answers amount to. A correction is another inspection."""

    __tablename__ = "establishment_inspection"

    id: Mapped[Id]
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    checklist_version: Mapped[str] = mapped_column(String(20))
    inspected_on: Mapped[date]
    verdict: Mapped[str] = mapped_column(String(20))
    remark: Mapped[str] = mapped_column(default="")
    inspected_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint(one_of("verdict", VERDICTS), name="known_verdict"),
        Index("ix_establishment_inspection_day", "establishment_id", "inspected_on", "at"),
    )


class EstablishmentAnswer(Base):
    """The answer of one inspection to one item of the checklist."""

    __tablename__ = "establishment_answer"

    inspection_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment_inspection.id"), primary_key=True)
    item_code: Mapped[str] = mapped_column(String(20), primary_key=True)
    result: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    remedy_due_on: Mapped[date | None]

    __table_args__ = (
        CheckConstraint(one_of("result", RESULTS), name="known_result"),
        CheckConstraint("result <> 'not_applicable' OR reason <> ''", name="not_applicable_says_why"),
    )


class EnvironmentalPlan(Base):
    """An environmental protection plan of a unit. How long it runs is for the law to say (`plan_runs_until`).

    One entered by mistake is withdrawn with a reason and stays. `dossier_id` is the recognition it was taken from.
    """

    __tablename__ = "environmental_plan"

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    number: Mapped[str] = mapped_column(String(60))
    approved_on: Mapped[date]
    approved_by: Mapped[str] = mapped_column(String(200))
    dossier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("dossier.id"))
    added_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_why: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (
        CheckConstraint("number <> ''", name="has_its_number"),
        CheckConstraint("approved_by <> ''", name="approved_by_somebody"),
        CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="withdrawn_by_somebody"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_why = '')", name="withdrawn_says_why"),
        UniqueConstraint("dossier_id"),
        Index(
            "uq_environmental_plan_once", "unit_id", "number", "approved_on", unique=True,
            sqlite_where=STANDING, postgresql_where=STANDING,
        ),
    )  # fmt: skip
