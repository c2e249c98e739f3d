"""What rules read of reviews and inspections, from stored rows."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import and_, bindparam, column, select, table

from states.facts import InspectionFact, UnitFact
from states.kinds import Kind
from states.reviewing import (
    Effectiveness,
    Figures,
    Finding,
    Kept,
    ReviewFact,
    criteria_to_keep,
    criteria_unmet_since,
    unmet,
)
from workflow.extensions import IdType, db
from workflow.register.models import Unit
from workflow.reviews.models import AnnualReview, InspectedCriterion

UNIT, REVIEW, WORD = Unit.__table__, AnnualReview.__table__, InspectedCriterion.__table__
CONFIRMED = "confirmed"

_UNIT = (
    select(UNIT.c.id, UNIT.c.kind, UNIT.c.status, REVIEW.c.year, REVIEW.c.maintained, REVIEW.c.criteria)
    .outerjoin(REVIEW, and_(REVIEW.c.unit_id == UNIT.c.id, REVIEW.c.state == CONFIRMED))
    .where(UNIT.c.id == bindparam("unit_id", type_=IdType))
    .order_by(REVIEW.c.year)
)
_DOSSIER = table("dossier", column("id", IdType), column("kind"))
"""The room of dossiers stands above this one; all that is read of it here is the kind of unit a dossier is about."""

_INSPECTED = (
    select(_DOSSIER.c.kind, WORD.c.criterion, WORD.c.met)
    .join(WORD, and_(WORD.c.dossier_id == _DOSSIER.c.id, WORD.c.is_current))
    .where(_DOSSIER.c.id == bindparam("dossier_id", type_=IdType))
)


def unit_fact(unit_id: uuid.UUID | None) -> UnitFact | None:
    """A unit as the law asks about it: active or not, and since when its criteria are unmet. One statement."""
    rows = db.session.execute(_UNIT, {"unit_id": unit_id}).all() if unit_id else []
    if not rows:
        return None
    since = criteria_unmet_since(Finding(row.year, row.maintained) for row in rows if row.year is not None)
    last = rows[-1]
    titles = tuple(each.title for each in unmet(Kind(last.kind), kept_of(last.criteria or {}))) if since else ()
    return UnitFact(str(last.id), last.status == "active", since, titles)


def inspection_of(dossier_id: uuid.UUID) -> InspectionFact | None:
    """What the inspection of a revocation dossier found, by criterion; None before it began. One statement."""
    rows = db.session.execute(_INSPECTED, {"dossier_id": dossier_id}).all()
    return _inspection(Kind(rows[0].kind), {row.criterion: row.met for row in rows}) if rows else None


def _inspection(kind: Kind, found: Mapping[str, bool]) -> InspectionFact:
    asked = criteria_to_keep(kind)
    missing = tuple(each.title for each in asked if each.code not in found)
    failed = tuple(each.title for each in asked if found.get(each.code) is False)
    return InspectionFact(not missing, missing, failed)


def kept_of(criteria: Mapping[str, Any]) -> dict[str, Kept]:
    """The words on criteria as they are stored."""
    return {code: Kept(word["met"], word.get("remark", "")) for code, word in criteria.items()}


def stored(words: Mapping[str, Kept]) -> dict[str, Any]:
    """The words on criteria as they are kept in a row."""
    return {code: {"met": word.met, "remark": word.remark} for code, word in words.items()}


def figures_of(row: Any) -> Figures:
    """The figures of one stored review."""
    return Figures(row.households, row.trade_households, row.workers, row.trained_workers, row.revenue_vnd)


def review_fact(row: Any, kind: str, last_year: Any | None) -> ReviewFact:
    """One stored review as the law reads it; `last_year` is the stored review of the year before."""
    return ReviewFact(
        Kind(kind), figures_of(row), kept_of(row.criteria),
        Effectiveness(row.effectiveness_proposed) if row.effectiveness_proposed else None,
        figures_of(last_year) if last_year is not None else None,
        str(row.filled_by) if row.filled_by else None,
    )  # fmt: skip


def findings(rows: Iterable[Any]) -> tuple[Finding, ...]:
    """What confirmed reviews found, year by year."""
    return tuple(Finding(row.year, row.maintained) for row in rows if row.state == CONFIRMED)
