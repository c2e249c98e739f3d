"""Reading site visits. The department's environmental people see all of it; a commune only what concerns it.

An inspection that somebody else asked for is not announced to the commune where it takes place.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from workflow.accounts.models import Account
from workflow.accounts.person import Person
from workflow.environment.following import REMEDY
from workflow.environment.pollution_queries import REQUEST
from workflow.environment.standing import communes_of, is_of_department
from workflow.environment.telling import appraisers
from workflow.environment.unit_queries import AGENCY
from workflow.environment.visit_models import SUBJECTS, SiteVisit, SiteVisitMember, SiteVisitStop
from workflow.errors import NotFound
from workflow.extensions import db

VISIT, MEMBER, STOP = SiteVisit.__table__, SiteVisitMember.__table__, SiteVisitStop.__table__
ACCOUNT = Account.__table__
ANNOUNCED = or_(
    STOP.c.pollution_inspection_id.is_(None),
    STOP.c.pollution_inspection_id.in_(
        select(REQUEST.c.id).where(REQUEST.c.asked_agency_id == STOP.c.commune_agency_id).correlate(STOP)
    ),
)


@dataclass(frozen=True)
class VisitView:
    """One trip that the reader may see, with the stops that the reader may see."""

    row: Any
    stops: Sequence[Any]
    members: Sequence[Any]

    @property
    def id(self) -> uuid.UUID:
        found: uuid.UUID = self.row.id
        return found

    @property
    def is_planned(self) -> bool:
        return bool(self.row.state == "planned")


def stops_seen_by(person: Person) -> ColumnElement[bool]:
    """The condition on a stop under which the person may see it."""
    return true() if is_of_department(person) else and_(STOP.c.commune_agency_id.in_(communes_of(person)), ANNOUNCED)


def get_visit(visit_id: uuid.UUID, person: Person) -> VisitView:
    """One trip of which the reader may see a stop. Raises NotFound."""
    row = db.session.execute(select(VISIT).where(VISIT.c.id == visit_id)).one_or_none()
    stops = db.session.execute(
        select(
            STOP, AGENCY.c.short_name.label("commune"), AGENCY.c.commune_code, REMEDY.c.demand,
            REMEDY.c.item_code, REQUEST.c.ground,
        )
        .join(AGENCY, AGENCY.c.id == STOP.c.commune_agency_id)
        .outerjoin(REMEDY, REMEDY.c.id == STOP.c.remedy_id)
        .outerjoin(REQUEST, REQUEST.c.id == STOP.c.pollution_inspection_id)
        .where(STOP.c.visit_id == visit_id, stops_seen_by(person))
        .order_by(STOP.c.position)
    ).all()  # fmt: skip
    if row is None or not stops:
        raise NotFound
    who = select(ACCOUNT.c.id, ACCOUNT.c.name).join(MEMBER, MEMBER.c.account_id == ACCOUNT.c.id)
    members = db.session.execute(who.where(MEMBER.c.visit_id == visit_id).order_by(ACCOUNT.c.sort_key)).all()
    return VisitView(row, stops, members)


def visits(person: Person, most: int = 30) -> Sequence[Any]:
    """The trips of which the reader may see a stop: those to come by their day, then the last ones."""
    counted = (
        select(VISIT.c.id, VISIT.c.planned_on, VISIT.c.state, VISIT.c.cancelled_why, func.count().label("stops"))
        .join(STOP, STOP.c.visit_id == VISIT.c.id)
        .where(stops_seen_by(person))
        .group_by(VISIT.c.id, VISIT.c.planned_on, VISIT.c.state, VISIT.c.cancelled_why)
        .order_by(VISIT.c.planned_on.desc(), VISIT.c.id.desc())
        .limit(most)
    )
    rows = db.session.execute(counted).all()
    planned = sorted((row for row in rows if row.state == "planned"), key=lambda row: row.planned_on)
    return [*planned, *(row for row in rows if row.state != "planned")]


def announced_to(session: Session, visit_id: uuid.UUID) -> Counter[uuid.UUID]:
    """The communes that are told of a trip, with the number of their stops."""
    rows = session.execute(select(STOP.c.commune_agency_id).where(STOP.c.visit_id == visit_id, ANNOUNCED))
    return Counter(row.commune_agency_id for row in rows)


@dataclass(frozen=True, slots=True)
class Calls:
    """When something was last visited, and when it will be."""

    planned: dict[tuple[str, uuid.UUID], Any]
    done: dict[tuple[str, uuid.UUID], Any]


def subject_of(stop: Any) -> str:
    """Which column of a stop says what it is about."""
    return next(name for name in SUBJECTS if getattr(stop, name) is not None)


def calls() -> Calls:
    """The open stop and the last stop done, for everything that was ever visited. One statement."""
    rows = db.session.execute(
        select(*(STOP.c[name] for name in SUBJECTS), STOP.c.is_open, STOP.c.outcome, VISIT.c.id, VISIT.c.planned_on)
        .join(VISIT, VISIT.c.id == STOP.c.visit_id)
        .where(or_(STOP.c.is_open, STOP.c.outcome == "done"))
        .order_by(VISIT.c.planned_on)
    )
    found = Calls({}, {})
    for row in rows:
        name = subject_of(row)
        (found.planned if row.is_open else found.done)[name, getattr(row, name)] = row
    return found


def appraiser_choices(on: date) -> list[tuple[uuid.UUID, str]]:
    """Who may go along: the appraisers of the department, by name."""
    who = select(ACCOUNT.c.id, ACCOUNT.c.name).where(ACCOUNT.c.id.in_(appraisers(db.session(), on)))
    return [(row.id, row.name) for row in db.session.execute(who.order_by(ACCOUNT.c.sort_key, ACCOUNT.c.id))]
