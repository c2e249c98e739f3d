"""Reading units with what concerns their environment: places, producers, inspections, plans."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from states.appraisal import plan_runs_until
from states.following import Nearness, current_follow_up, plan_nearness
from states.inspecting import Compliance, Producer, Seen, Verdict, compliance
from workflow.accounts.models import Agency
from workflow.accounts.person import Person
from workflow.environment.models import EnvironmentalPlan, Establishment, EstablishmentInspection
from workflow.environment.standing import SITE, UNIT, concerns, units_seen_by
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.register.models import Decision

AGENCY, PLAN, DECISION = Agency.__table__, EnvironmentalPlan.__table__, Decision.__table__
ESTABLISHMENT, INSPECTION = Establishment.__table__, EstablishmentInspection.__table__
FIRST_SITE = and_(SITE.c.unit_id == UNIT.c.id, SITE.c.position == 1)
IN_BEING = and_(AGENCY.c.commune_code == SITE.c.commune_code, AGENCY.c.valid_to.is_(None))
"""The commune of a unit's first place answers for its environmental plan."""

_UNITS = (
    select(
        UNIT.c.id, UNIT.c.name, UNIT.c.kind, UNIT.c.trade, UNIT.c.status, SITE.c.village,
        AGENCY.c.id.label("agency_id"), AGENCY.c.short_name.label("commune"),
    )
    .join(SITE, FIRST_SITE)
    .join(AGENCY, IN_BEING)
    .order_by(AGENCY.c.sort_key, UNIT.c.sort_key, UNIT.c.id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CurrentPlan:
    """The latest environmental plan of a unit, and how near its end is on a day."""

    id: uuid.UUID
    unit_id: uuid.UUID
    number: str
    approved_on: date
    approved_by: str
    runs_until: date
    nearness: Nearness


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in a list. `plan` is None where nobody has entered one."""

    row: Any
    compliance: Compliance
    plan: CurrentPlan | None


def get_unit(unit_id: uuid.UUID, person: Person) -> Any:
    """A unit whose environmental file the person may read. Raises NotFound."""
    if not concerns(person):
        raise NotFound
    row = db.session.execute(_UNITS.where(UNIT.c.id == unit_id, units_seen_by(person))).one_or_none()
    if row is None:
        raise NotFound
    return row


def commune_codes_of(unit_id: uuid.UUID) -> set[str]:
    """The communes in which a unit has a place."""
    return set(db.session.scalars(select(SITE.c.commune_code).where(SITE.c.unit_id == unit_id)))


def was_recognised_by_dossier(unit_id: uuid.UUID) -> bool:
    """Whether a dossier of this office led to the recognition, so that its household list can be there."""
    wanted = select(DECISION.c.id).where(DECISION.c.unit_id == unit_id, DECISION.c.kind == "recognise")
    return db.session.execute(wanted.where(DECISION.c.dossier_id.is_not(None)).limit(1)).first() is not None


def unit_lines(person: Person, on: date) -> list[UnitLine]:
    """The recognised units the person reads, commune by commune, as of a day. Three statements."""
    if not concerns(person):
        return []
    units = db.session.execute(_UNITS.where(UNIT.c.status == "active", units_seen_by(person))).all()
    ids = [unit.id for unit in units]
    made, plans = producers(ids), current_plans(ids, on)
    return [UnitLine(unit, compliance(made[unit.id], on), plans.get(unit.id)) for unit in units]


def producers(unit_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Producer]]:
    """The producing establishments of each unit as the law counts them. One statement."""
    rows = db.session.execute(
        select(
            ESTABLISHMENT.c.id, ESTABLISHMENT.c.unit_id, ESTABLISHMENT.c.active_from, ESTABLISHMENT.c.closed_on,
            INSPECTION.c.inspected_on, INSPECTION.c.verdict,
        )
        .outerjoin(INSPECTION, INSPECTION.c.establishment_id == ESTABLISHMENT.c.id)
        .where(ESTABLISHMENT.c.unit_id.in_(unit_ids))
        .order_by(ESTABLISHMENT.c.id, INSPECTION.c.inspected_on, INSPECTION.c.at, INSPECTION.c.id)
    ).all()  # fmt: skip
    seen: defaultdict[uuid.UUID, list[Seen]] = defaultdict(list)
    for row in rows:
        if row.verdict:
            seen[row.id].append(Seen(row.inspected_on, Verdict(row.verdict)))
    found: defaultdict[uuid.UUID, list[Producer]] = defaultdict(list)
    for row in {row.id: row for row in rows}.values():
        found[row.unit_id].append(Producer(row.active_from, row.closed_on, tuple(seen[row.id])))
    return found


def compliance_as_of(on: date, unit_ids: Collection[uuid.UUID], since: date | None = None) -> Compliance:
    """Target 8 of the plan (I.2) for these units as of a day: how many comply, of how many, how many inspected."""
    return compliance((each for of_unit in producers(unit_ids).values() for each in of_unit), on, since)


def current_plans(unit_ids: Collection[uuid.UUID], on: date) -> dict[uuid.UUID, CurrentPlan]:
    """The latest plan of each unit that has one."""
    rows = db.session.execute(
        select(PLAN)
        .where(PLAN.c.unit_id.in_(unit_ids), PLAN.c.withdrawn_at.is_(None))
        .order_by(PLAN.c.approved_on, PLAN.c.added_at)
    )
    months = current_follow_up(on).number("plan_notice_months")
    return {row.unit_id: _current(row, on, months) for row in rows}


def _current(row: Any, on: date, months: int) -> CurrentPlan:
    return CurrentPlan(
        row.id, row.unit_id, row.number, row.approved_on, row.approved_by, plan_runs_until(row.approved_on),
        plan_nearness(row.approved_on, on, months),
    )  # fmt: skip


def plans_of(unit_id: uuid.UUID) -> Sequence[Any]:
    """Every plan of a unit, the latest first, withdrawn ones too."""
    wanted = select(PLAN).where(PLAN.c.unit_id == unit_id).order_by(PLAN.c.approved_on.desc(), PLAN.c.added_at.desc())
    return db.session.execute(wanted).all()


def units_with_plans(on: date) -> list[UnitLine]:
    """Every recognised unit that has a plan, whoever may read it: for dated jobs."""
    units = db.session.execute(_UNITS.where(UNIT.c.status == "active")).all()
    plans = current_plans([unit.id for unit in units], on)
    nothing = Compliance(0, 0, 0)
    return [UnitLine(unit, nothing, plans[unit.id]) for unit in units if unit.id in plans]
