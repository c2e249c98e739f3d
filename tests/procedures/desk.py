"""The administrator who writes versions, at a browser; and the days on which they come into use."""

import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.pages import Page
from tests.people import People
from workflow.audit.models import Event
from workflow.extensions import db
from workflow.procedures.models import Edition
from workflow.wall_clock import now, today

RECOGNITION = "/procedures/recognition/2026.2"
ENVIRONMENT = "/procedures/checklists/environment/2026.1"
M03 = "/procedures/forms/M03/v1"
TOMORROW = timedelta(days=1)


class Desk:
    """One administrator and their browser; `begin` gives the id of the draft."""

    def __init__(self, app: Flask, people: People) -> None:
        self.app, self.people = app, people
        self.someone = people("administrator")
        self.client: FlaskClient = people.client(self.someone)

    def begin(self, base: str = RECOGNITION, version: str = "2027.1", since: date | None = None) -> uuid.UUID:
        since = since or today() + TOMORROW
        answer = self.client.post(f"{base}/new", data={"version": version, "valid_from": f"{since:%d/%m/%Y}"})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return uuid.UUID(re.findall(r"[0-9a-f-]{36}", answer.location)[0])

    def row(self, edition_id: uuid.UUID) -> Any:
        with self.app.app_context():
            return db.session.execute(select(Edition.__table__).where(Edition.id == edition_id)).one()

    def page(self, edition_id: uuid.UUID, part: str = "") -> Page:
        return Page(self.client.get(f"/procedures/drafts/{edition_id}{part}"))

    def send(self, edition_id: uuid.UUID, act: str, client: FlaskClient | None = None, **fields: Any) -> Any:
        """One form of the draft's page as it stands, with some fields typed over."""
        seen = fields.pop("seen", None) or self.row(edition_id).edited
        data = {"seen": str(seen), **fields}
        return (client or self.client).post(f"/procedures/drafts/{edition_id}/{act}", data=data)

    def save(self, edition_id: uuid.UUID, act: str, **fields: Any) -> None:
        """The same, and it is kept."""
        answer = self.send(edition_id, act, **fields)
        assert answer.status_code == 303, Page(answer).text

    def save_document(self, edition_id: uuid.UUID, **changed: Any) -> None:
        told = self.row(edition_id).document | changed
        self.save(edition_id, "document", document=json.dumps(told, ensure_ascii=False))

    def publish(self, edition_id: uuid.UUID) -> None:
        self.save(edition_id, "publish")

    def acts(self) -> list[tuple[str, Any]]:
        """What the journal of the office says of versions."""
        with self.app.app_context():
            rows = db.session.execute(select(Event.kind, Event.detail).order_by(Event.seq)).all()
        return [(kind, detail) for kind, detail in rows if kind.startswith("edition:")]


def filled(page: Page) -> dict[str, str]:
    """Every field of a page as a browser would send it."""
    found: dict[str, str] = {}
    for node in page.all("input"):
        ticked = node.get("type") not in ("checkbox", "radio") or node.get("checked") is not None
        if node.get("name") and ticked:
            found[str(node.get("name"))] = node.get("value") or ""
    for node in page.all("textarea"):
        found[str(node.get("name"))] = (node.text or "").removeprefix("\n")
    for node in page.all("select"):
        chosen = [option for option in node.iter("option") if option.get("selected") is not None]
        found[str(node.get("name"))] = (chosen or list(node.iter("option")))[0].get("value") or ""
    return {name: value for name, value in found.items() if name not in ("csrf_token", "seen", "language", "back")}


@contextmanager
def tomorrow(days: int = 1) -> Iterator[None]:
    """The world some days later."""
    with time_machine.travel(now() + timedelta(days=days), tick=True):
        yield
