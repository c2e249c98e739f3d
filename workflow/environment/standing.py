"""Who may see and do what about the environment of recognised units. What one may not see does not exist.

A commune sees the units that have a place in it; the department's environmental people and the province see all.
"""

import uuid

from sqlalchemy import ColumnElement, select, true

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    DEPT_LEADER,
    DEPT_OFFICER,
    ENV_APPRAISER,
    PROVINCE_CLERK,
    PROVINCE_LEADER,
    Post,
)
from states.procedures.pollution_inspection import MAY_ASK
from workflow.accounts.person import Person, Seat
from workflow.register.models import Unit, UnitSite

UNIT, SITE = Unit.__table__, UnitSite.__table__
OF_THE_COMMUNE = frozenset({COMMUNE_OFFICER, COMMUNE_LEADER})
OF_THE_DEPARTMENT = frozenset({ENV_APPRAISER, DEPT_OFFICER, DEPT_LEADER})
OF_THE_PROVINCE = frozenset({PROVINCE_CLERK, PROVINCE_LEADER})
READERS = OF_THE_COMMUNE | OF_THE_DEPARTMENT | OF_THE_PROVINCE


def concerns(person: Person) -> bool:
    """Whether anything here is for this person."""
    return bool(person.posts & READERS)


def is_appraiser(person: Person) -> bool:
    """Whether the person inspects, plans visits and closes remedies."""
    return ENV_APPRAISER in person.posts


def is_of_department(person: Person) -> bool:
    """Whether the person follows up for the whole province at the department."""
    return bool(person.posts & OF_THE_DEPARTMENT)


def reads_the_province(person: Person) -> bool:
    """Whether the person reads the units of every commune."""
    return bool(person.posts & (OF_THE_DEPARTMENT | OF_THE_PROVINCE))


def communes_of(person: Person) -> list[uuid.UUID]:
    """The communes for which the person reads."""
    return [seat.agency_id for seat in person.seats if seat.post in OF_THE_COMMUNE]


def units_seen_by(person: Person) -> ColumnElement[bool]:
    """The condition on a unit under which the person may read its environmental file."""
    if reads_the_province(person):
        return true()
    codes = [seat.commune_code for seat in person.seats if seat.post in OF_THE_COMMUNE]
    return UNIT.c.id.in_(select(SITE.c.unit_id).where(SITE.c.commune_code.in_(codes)))


def seat_with(person: Person, posts: tuple[Post, ...] | frozenset[Post]) -> Seat | None:
    """A seat of the person with one of these posts, or None."""
    return next((seat for seat in person.seats if seat.post in posts), None)


def asking_agencies(person: Person) -> list[uuid.UUID]:
    """The agencies for which the person may ask for an inspection, and read what was asked."""
    return [seat.agency_id for seat in person.seats if seat.post in MAY_ASK]
