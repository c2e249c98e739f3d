"""Yearly reviews of recognised units, and what an inspection found before a revocation."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from states.procedures.review import REVIEW_2026_1
from states.reviewing import Effectiveness
from workflow.extensions import Base, Id, Json, JsonDict, UtcDateTime
from workflow.register.models import one_of

CURRENT = text("is_current")
RATINGS = tuple(rating.value for rating in Effectiveness)
STATES = tuple(stage.name for stage in REVIEW_2026_1.stages)
FIRST_YEAR, LAST_YEAR = 2020, 2100


class AnnualReview(Base):
    """What one year was like in one unit. `state` is a stage of the review procedure; `version` counts its changes.

    `criteria` holds {code: {"met": bool, "remark": text}}; `maintained` is what these words amount to. Figures are of
    the year, `revenue_vnd` whole đồng. One review per unit and year.
    """

    __tablename__ = "annual_review"

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    procedure_version: Mapped[str] = mapped_column(String(20))
    commune_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(default=1)
    households: Mapped[int | None]
    trade_households: Mapped[int | None]
    workers: Mapped[int | None]
    trained_workers: Mapped[int | None]
    revenue_vnd: Mapped[int | None] = mapped_column(BigInteger)
    criteria: Mapped[JsonDict] = mapped_column(Json, default=dict)
    maintained: Mapped[bool | None]
    effectiveness_proposed: Mapped[str | None] = mapped_column(String(20))
    effectiveness_confirmed: Mapped[str | None] = mapped_column(String(20))
    environment: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    returned_reason: Mapped[str] = mapped_column(default="")
    confirmed_remark: Mapped[str] = mapped_column(default="")
    opened_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    filled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    filled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("unit_id", "year"),
        CheckConstraint(one_of("state", STATES), name="known_state"),
        CheckConstraint(f"year BETWEEN {FIRST_YEAR} AND {LAST_YEAR}", name="sane_year"),
        CheckConstraint("version > 0", name="version_from_one"),
        CheckConstraint("households >= 0 AND trade_households >= 0", name="households_counted"),
        CheckConstraint("trade_households <= households", name="trade_within_all"),
        CheckConstraint("workers >= 0 AND trained_workers >= 0", name="workers_counted"),
        CheckConstraint("trained_workers <= workers", name="trained_within_workers"),
        CheckConstraint("revenue_vnd >= 0", name="revenue_not_negative"),
        CheckConstraint(one_of("effectiveness_proposed", RATINGS), name="known_proposal"),
        CheckConstraint(one_of("effectiveness_confirmed", RATINGS), name="known_rating"),
        CheckConstraint("(filled_by IS NULL) = (filled_at IS NULL)", name="filled_by_somebody"),
        CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", name="approved_by_somebody"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed_by_somebody"),
        CheckConstraint("(state = 'confirmed') = (confirmed_by IS NOT NULL)", name="confirmed_has_its_author"),
        CheckConstraint("state <> 'confirmed' OR maintained IS NOT NULL", name="confirmed_says_whether_kept"),
        Index("ix_annual_review_year", "year", "state"),
        Index("ix_annual_review_commune", "commune_agency_id", "year"),
    )


class InspectedCriterion(Base):
    """What the department's inspection found of one criterion. Never overwritten: a new word stands before the old."""

    __tablename__ = "inspected_criterion"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    criterion: Mapped[str] = mapped_column(String(40))
    met: Mapped[bool]
    remark: Mapped[str] = mapped_column(default="")
    inspected_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_current: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (
        CheckConstraint("met OR remark <> ''", name="unmet_says_why"),
        Index(
            "uq_inspected_criterion_current", "dossier_id", "criterion", unique=True,
            sqlite_where=CURRENT, postgresql_where=CURRENT,
        ),
    )  # fmt: skip
