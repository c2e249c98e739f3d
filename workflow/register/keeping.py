"""Whose unit it is: a post at a commune counts for the units that have a place there, a post elsewhere for all."""

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, or_, select

from states.actors import Post
from workflow.accounts.person import Person, Seat
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.register.models import Unit, UnitSite
from workflow.register.queries import units_to_choose

UNIT, SITE = Unit.__table__, UnitSite.__table__


def seat_for(person: Person, posts: Collection[Post], unit_id: uuid.UUID) -> Seat | None:
    """A seat in which the person has one of these posts towards a unit, or None. Raises NotFound for no unit."""
    codes = set(db.session.scalars(select(SITE.c.commune_code).where(SITE.c.unit_id == unit_id)))
    if not codes:
        raise NotFound
    seats = (seat for seat in person.seats if seat.post in posts)
    return next((seat for seat in seats if seat.commune_code is None or seat.commune_code in codes), None)


def units_for(person: Person, posts: Collection[Post], unit_id: ColumnElement[uuid.UUID]) -> ColumnElement[bool]:
    """The condition on the id of a unit under which the person has one of these posts towards it."""
    seats = [seat for seat in person.seats if seat.post in posts]
    own = [seat.commune_code for seat in seats if seat.commune_code is not None]
    everywhere = [unit_id.is_not(None)] if len(own) < len(seats) else []
    return or_(unit_id.in_(select(SITE.c.unit_id).where(SITE.c.commune_code.in_(own))), *everywhere)


def units_kept_by(person: Person, posts: Collection[Post]) -> list[tuple[str, str]]:
    """Active units towards which the person has one of these posts, to choose from."""
    return units_to_choose(units_for(person, posts, UNIT.c.id))
