"""People for tests: each with a post, each able to sign in."""

import uuid
from dataclasses import dataclass
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from states.actors import POSTS, AgencyKind, Role
from workflow.accounts import sessions
from workflow.accounts.models import Account, Agency, PostHolding
from workflow.accounts.person import Person
from workflow.accounts.queries import person_in_force
from workflow.accounts.session_services import Visit, open_session
from workflow.extensions import db, new_id
from workflow.transactions import writing
from workflow.wall_clock import now, today

MUONG_HUM = "Mường Hum"


@dataclass(frozen=True)
class Someone:
    """A person of a test."""

    id: uuid.UUID
    username: str
    agency_id: uuid.UUID


class People:
    """`people("commune_officer")` makes a person; `people.client(someone)` is a browser they have signed in with."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(
        self, role: str, commune: str = MUONG_HUM, name: str = "", since: date = date(2025, 7, 1), kind: str = ""
    ) -> Someone:
        """Make a person with a post. `commune` is the bare name of a commune, for commune roles; `kind` that of the
        agency, for roles that several kinds have (else the first of them).
        """
        kinds = [post.agency for post in POSTS if post.role is Role(role)]
        return self._hire(role, AgencyKind(kind) if kind else kinds[0], commune, name, since)

    def _hire(self, role: str, kind: AgencyKind, commune: str, name: str, since: date) -> Someone:
        with self.app.app_context(), writing() as session:
            agency = session.scalars(self._agency(kind, commune)).one()
            someone = Someone(new_id(), f"{role}.{uuid.uuid4().hex[:6]}", agency.id)
            session.add(
                Account(
                    id=someone.id,
                    username=someone.username,
                    name=name or f"Người {role}",
                    epoch=1,
                    is_active=True,
                    created_at=now(),
                )
            )
            session.flush()
            session.add(PostHolding(account_id=someone.id, role=role, agency_id=agency.id, valid_from=since))
        return someone

    @staticmethod
    def _agency(kind: AgencyKind, commune: str) -> object:
        wanted = select(Agency).where(Agency.kind == kind.value)
        if kind is AgencyKind.COMMUNE:
            from workflow.register.models import Commune

            wanted = wanted.join(Commune, Commune.code == Agency.commune_code).where(Commune.name == commune)
        return wanted

    def client(self, someone: Someone) -> FlaskClient:
        """A browser in which this person has signed in."""
        client = self.app.test_client()
        with self.app.app_context():
            with writing() as session:
                token = open_session(session, someone.id, Visit(now(), "127.0.0.1", "tests"))
            client.set_cookie(self.app.config["SID_COOKIE"], sessions.seal(token))
        return client

    def person(self, someone: Someone, on: date | None = None) -> Person:
        """The person as services take them."""
        with self.app.app_context():
            found = person_in_force(db.session(), someone.id, on or today())
        assert found is not None
        return found
