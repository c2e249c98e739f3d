"""The demo people as a troupe: each signs in by hand once, and dossiers of a play are theirs from the first step."""

from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import select

from tests.browser.desks.player import Player
from tests.browser.server import Office
from tests.papers.bundles import with_bytes
from tests.people import People, Someone
from tests.story import Story
from workflow.accounts.models import Account, PostHolding
from workflow.extensions import db

Seat = TypeVar("Seat", bound=Player)
ROLES = {
    "commune_officer": "canbo.muonghum", "commune_leader": "lanhdao.muonghum", "reception_desk": "tiepnhan",
    "env_appraiser": "thamdinh", "dept_officer": "chuyenvien", "dept_leader": "lanhdao.so",
    "province_clerk": "vanphong", "province_leader": "phochutich",
}  # fmt: skip


def someone(app: Flask, username: str) -> Someone:
    """A demo person as services and fixtures know them."""
    with app.app_context():
        held = select(Account.id, PostHolding.agency_id).join(PostHolding, PostHolding.account_id == Account.id)
        found = db.session.execute(held.where(Account.username == username)).one()
    return Someone(found.id, username, found.agency_id)


def story_of(app: Flask, people: People) -> Story:
    """A story whose steps in the background are taken by the demo people."""
    told = Story(app, people)
    told.cast = {role: someone(app, username) for role, username in ROLES.items()}
    return told


class Troupe:
    """Who plays: `troupe("chuyenvien", Asker)` is that person at a browser, signed in by hand the first time."""

    def __init__(self, enter: Any, office: Office, people: People, play: str, js: bool = True) -> None:
        self.enter, self.app, self.people, self.play = enter, office.app, people, play
        self.how = {"js": js, "screens": play if js else "", "in_turn": True}
        self.visitors: dict[str, Any] = {}

    def __call__(self, username: str, desk: type[Seat]) -> Seat:
        if username not in self.visitors:
            self.visitors[username] = self.enter(username, **self.how)
        return desk(self.visitors[username], username)

    def story(self) -> Story:
        """A complete draft of the demo officer of Mường Hum."""
        return with_bytes(story_of(self.app, self.people).draft())
