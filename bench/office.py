"""An office to measure: a migrated and installed database, the application over it, a person at every desk."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from states.actors import POSTS, AgencyKind, Post, Role
from tests.databases import build
from workflow import create_app
from workflow.accounts.models import Account, Agency, PostHolding
from workflow.accounts.person import Person
from workflow.accounts.queries import person_in_force
from workflow.extensions import db, new_id
from workflow.register.models import Commune
from workflow.transactions import writing
from workflow.wall_clock import now, today

SETTINGS: dict[str, Any] = {
    "SECRET_KEY": "a secret of the measurements, long enough to be one",
    "LOOKUP_KEY": "another secret of the measurements, long enough too",
    "ARGON2_PROFILE": "cheapest",
    "DEMO": False,
    "TRUSTED_HOSTS": None,
}
FIRST_DAY = date(2024, 1, 1)

Desk = tuple[Role, uuid.UUID]


@dataclass(frozen=True)
class Place:
    """A commune and its People's Committee."""

    code: str
    name: str
    agency_id: uuid.UUID


@dataclass(frozen=True)
class Office:
    """The application and who sits where. `single` are the agencies that exist once."""

    app: Flask
    communes: tuple[Place, ...]
    single: Mapping[AgencyKind, uuid.UUID]
    people: Mapping[Desk, uuid.UUID]

    def desk(self, post: Post, commune: Place) -> Desk:
        """The desk of a post: at the commune, or at the only agency of its kind."""
        return post.role, commune.agency_id if post.agency is AgencyKind.COMMUNE else self.single[post.agency]

    def person(self, role: Role, agency_id: uuid.UUID | None = None) -> Person:
        """Who holds a role, as services take them; for a role of a commune, say which."""
        agency_id = agency_id or next(agency for (held, agency) in self.people if held is role)
        with self.app.app_context():
            found = person_in_force(db.session(), self.people[role, agency_id], today())
        assert found is not None
        return found


def open_app(folder: Path) -> Flask:
    """The application over the database in a folder."""
    url = f"sqlite:///{folder / 'office.sqlite'}"
    return create_app(**SETTINGS, SQLALCHEMY_DATABASE_URI=url, FILES_DIR=str(folder / "files"))


def open_office(folder: Path) -> Office:
    """Build the database, and put one person on every desk."""
    build(f"sqlite:///{folder / 'office.sqlite'}", SETTINGS, folder)
    app = open_app(folder)
    with app.app_context(), writing() as session:
        named = select(Commune.code, Commune.full_name, Agency.id).join(Agency, Agency.commune_code == Commune.code)
        communes = tuple(Place(*row) for row in session.execute(named.order_by(Commune.code)))
        once = select(Agency.kind, Agency.id).where(Agency.commune_code.is_(None), Agency.valid_to.is_(None))
        single = {AgencyKind(kind): agency_id for kind, agency_id in session.execute(once)}
        desks = [(post.role, agency) for post in POSTS for agency in _agencies(post, communes, single)]
        people = {desk: new_id() for desk in desks}
        _seat(session, people)
    return Office(app, communes, single, people)


def _agencies(post: Post, communes: tuple[Place, ...], single: Mapping[AgencyKind, uuid.UUID]) -> list[uuid.UUID]:
    if post.agency is AgencyKind.COMMUNE:
        return [commune.agency_id for commune in communes]
    return [single[post.agency]] if post.agency in single else []


def _seat(session: Any, people: Mapping[Desk, uuid.UUID]) -> None:
    accounts = [
        {"id": person_id, "username": f"{role.value}.{number}", "name": f"Nguyễn Văn {number}", "epoch": 1,
         "is_active": True, "created_at": now()}
        for number, ((role, _agency), person_id) in enumerate(people.items())
    ]  # fmt: skip
    held = [
        {"id": new_id(), "account_id": person_id, "role": role.value, "agency_id": agency_id, "valid_from": FIRST_DAY}
        for (role, agency_id), person_id in people.items()
    ]
    session.execute(insert(Account.__table__), accounts)
    session.execute(insert(PostHolding.__table__), held)
