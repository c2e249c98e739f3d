"""Who is at the desk: a signed-in person with the posts held today.

Read anew on every request, never kept in a session.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from flask_login import UserMixin

from states.actors import Actor, AgencyKind, HeldPost, Post, Role


@dataclass(frozen=True)
class Seat:
    """One post held at one concrete agency.

    Under a delegation it is held for somebody else: `acting_for` is that person, `signs_as` the authority words over
    a signature ("KT. CHỦ TỊCH, PHÓ CHỦ TỊCH").
    """

    role: Role
    agency_id: uuid.UUID
    agency_kind: AgencyKind
    agency_name: str
    commune_code: str | None = None
    acting_for: uuid.UUID | None = None
    signs_as: str = ""

    @property
    def post(self) -> Post:
        return Post(self.role, self.agency_kind)


@dataclass(frozen=True)
class Person(UserMixin):  # type: ignore[misc]
    """A person who has signed in. `seats` are the posts in force on the day of the request."""

    id: uuid.UUID
    name: str
    username: str
    seats: tuple[Seat, ...]
    session_id: bytes = b""

    @cached_property
    def actor(self) -> Actor:
        return actor_of(self.id, self.seats)

    @cached_property
    def posts(self) -> frozenset[Post]:
        return frozenset(seat.post for seat in self.seats)

    def holds(self, role: Role) -> bool:
        return any(seat.role is role for seat in self.seats)

    @property
    def commune_codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(seat.commune_code for seat in self.seats if seat.commune_code))


def actor_of(person_id: uuid.UUID, seats: Iterable[Seat]) -> Actor:
    """The law's view of a person: an id and the posts held."""
    held = list(seats)
    others = frozenset(str(seat.acting_for) for seat in held if seat.acting_for)
    return Actor(str(person_id), frozenset(HeldPost(seat.post, str(seat.agency_id)) for seat in held), others)
