"""Units whose criteria have been unmet for years, and units that nobody reviews."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from states.actors import AgencyKind, Role
from states.kernel import Procedure
from states.kinds import Kind
from states.procedures.review import current_review
from states.reviewing import Finding, Run, Warned, unmet, unmet_run, warning
from workflow.accounts.models import Agency
from workflow.accounts.person import Person
from workflow.extensions import db
from workflow.register.models import Unit, UnitSite
from workflow.reviews.facts import CONFIRMED, kept_of
from workflow.reviews.models import AnnualReview

REVIEW, UNIT, SITE, AGENCY = AnnualReview.__table__, Unit.__table__, UnitSite.__table__, Agency.__table__
FIRST_SITE = and_(SITE.c.unit_id == UNIT.c.id, SITE.c.position == 1)
IN_BEING = and_(AGENCY.c.commune_code == SITE.c.commune_code, AGENCY.c.valid_to.is_(None))
"""The commune of a unit's first place answers for it."""


@dataclass(frozen=True, slots=True)
class Watched:
    """One active unit whose criteria are unmet, with the run of years and what has to be said today."""

    unit_id: uuid.UUID
    name: str
    kind: Kind
    agency_id: uuid.UUID
    commune: str
    run: Run
    warned: Warned | None
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """One active unit without a confirmed review in the last full year; `last_year` is the last it had, if any."""

    unit_id: uuid.UUID
    name: str
    kind: Kind
    commune: str
    last_year: int | None


_UNITS = (
    select(
        UNIT.c.id, UNIT.c.name, UNIT.c.kind, UNIT.c.recognised_year,
        AGENCY.c.id.label("agency_id"), AGENCY.c.short_name.label("commune"),
    )
    .join(SITE, FIRST_SITE)
    .join(AGENCY, IN_BEING)
    .where(UNIT.c.status == "active")
    .order_by(AGENCY.c.sort_key, UNIT.c.sort_key, UNIT.c.id)
)  # fmt: skip
_CONFIRMED = (
    select(REVIEW.c.unit_id, REVIEW.c.year, REVIEW.c.maintained, REVIEW.c.criteria)
    .where(REVIEW.c.state == CONFIRMED)
    .order_by(REVIEW.c.unit_id, REVIEW.c.year)
)


def active_units(communes: Sequence[uuid.UUID] | None = None) -> Sequence[Any]:
    """Active units with the commune that answers for each; of these communes only when they are named."""
    wanted = _UNITS if communes is None else _UNITS.where(AGENCY.c.id.in_(communes))
    return db.session.execute(wanted).all()


def _reviews() -> dict[uuid.UUID, list[Any]]:
    found: defaultdict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in db.session.execute(_CONFIRMED):
        found[row.unit_id].append(row)
    return found


def watched(on: date, communes: Sequence[uuid.UUID] | None = None) -> list[Watched]:
    """Active units that do not meet their criteria, the longest first; `warned` is empty before the warning year."""
    procedure, reviews = current_review(on), _reviews()
    found = [_watched(unit, reviews.get(unit.id, []), procedure, on) for unit in active_units(communes)]
    return sorted((each for each in found if each), key=lambda each: each.run.first)


def _watched(unit: Any, reviews: Sequence[Any], procedure: Procedure, on: date) -> Watched | None:
    run = unmet_run(Finding(row.year, row.maintained) for row in reviews)
    if run is None:
        return None
    kind = Kind(unit.kind)
    warned = warning(run.since, on, procedure.number("warn_from_year"), procedure.number("ready_after_years"))
    titles = tuple(each.title for each in unmet(kind, kept_of(reviews[-1].criteria)))
    return Watched(unit.id, unit.name, kind, unit.agency_id, unit.commune, run, warned, titles)


def unreviewed(on: date, communes: Sequence[uuid.UUID] | None = None) -> list[Unreviewed]:
    """Active units, recognised by the end of last year, without a confirmed review of it; never reviewed ones first."""
    reviews, last_full = _reviews(), on.year - 1
    found = []
    for unit in active_units(communes):
        years = [row.year for row in reviews.get(unit.id, [])]
        if unit.recognised_year <= last_full and last_full not in years:
            last = max(years, default=None)
            found.append(Unreviewed(unit.id, unit.name, Kind(unit.kind), unit.commune, last))
    return sorted(found, key=lambda each: each.last_year or 0)


def communes_of(person: Person) -> list[uuid.UUID] | None:
    """The communes to which a reader's warnings are limited; None for whoever reads the whole province."""
    seats = [seat for seat in person.seats if seat.role is not Role.ADMINISTRATOR]
    if any(seat.agency_kind in (AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.PROVINCE) for seat in seats):
        return None
    return [seat.agency_id for seat in seats if seat.agency_kind is AgencyKind.COMMUNE]
