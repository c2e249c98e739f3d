"""Who works in the office of these lives: two for every post, so that duties can be kept apart, and some strangers."""

from dataclasses import dataclass, field

from flask import Flask

from states.actors import AgencyKind, Post, Role, concrete
from tests.people import People
from tests.support.desk import consulted
from workflow.accounts.person import Person
from workflow.accounts.system import system_person
from workflow.extensions import db

ELSEWHERE = "Y Tý"
TWICE = (
    "commune_officer", "commune_leader", "reception_desk", "env_appraiser", "dept_officer", "dept_leader",
    "province_clerk", "province_leader",
)  # fmt: skip
ASKED = (AgencyKind.INDUSTRY_TRADE, AgencyKind.CULTURE_SPORTS_TOURISM, AgencyKind.FINANCE)


@dataclass
class Cast:
    """Everybody, in the order in which they came."""

    everybody: list[Person] = field(default_factory=list)
    strangers: list[Person] = field(default_factory=list)
    system: Person | None = None
    _holding: dict[tuple[Post, object], list[Person]] = field(default_factory=dict)

    def holding(self, post: Post, agency_id: object = None) -> list[Person]:
        """Who holds a post (or stands in for an abstract one), at an agency where it matters."""
        if (post, agency_id) not in self._holding:
            self._holding[post, agency_id] = self._find(post, agency_id)
        return self._holding[post, agency_id]

    def _find(self, post: Post, agency_id: object) -> list[Person]:
        posts = concrete(post)
        return [
            person
            for person in self.everybody
            if any(seat.post in posts and agency_id in (None, seat.agency_id) for seat in person.seats)
        ]

    def one(self, role: str, place: int = 0) -> Person:
        """The first person in a role, or another."""
        return [person for person in self.everybody if person.holds(Role(role))][place]

    def at(self, kind: AgencyKind, role: Role) -> Person:
        """An officer or a leader of a department."""
        return next(
            person
            for person in self.everybody
            if any((seat.agency_kind, seat.role) == (kind, role) for seat in person.seats)
        )


def hire(app: Flask) -> Cast:
    """Fill the posts."""
    people, cast = People(app), Cast()
    for role in TWICE:
        cast.everybody += [people.person(people(role, name=f"{role} {number}")) for number in (1, 2)]
    for kind in ASKED:
        for role in (Role.CONSULTED_OFFICER, Role.CONSULTED_LEADER):
            cast.everybody.append(people.person(consulted(app, people, kind, role)))
    cast.strangers += [people.person(people(role, commune=ELSEWHERE)) for role in ("commune_officer", "commune_leader")]
    cast.strangers.append(people.person(people("administrator")))
    with app.app_context():
        cast.system = system_person(db.session())
    return cast
