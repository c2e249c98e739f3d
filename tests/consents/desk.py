"""An officer of Mường Hum who writes down who agreed, and what the public sees of it."""

import io
import json
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.papers.photographs import photograph
from tests.people import People, Someone
from workflow.consents.models import Consent, DataSubject, Exhibit
from workflow.extensions import db
from workflow.register.models import Unit
from workflow.wall_clock import today

SILVER = "Làng nghề chạm khắc bạc"
"""A recognised unit of Mường Hum (row B.I.17 of the annex)."""

TODAY = f"{today():%d/%m/%Y}"


@dataclass
class Desk:
    """The officer, a stranger, and the unit."""

    app: Flask
    people: People
    officer: Someone = field(init=False)
    unit_id: uuid.UUID = field(init=False)
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.officer = self.people("commune_officer")
        self.client = self.people.client(self.officer)
        with self.app.app_context():
            self.unit_id = db.session.scalars(select(Unit.id).where(Unit.name == SILVER)).one()

    @property
    def here(self) -> str:
        return f"/register/{self.unit_id}"

    def agree(self, name: str, *kinds: str, client: FlaskClient | None = None, **more: Any) -> Any:
        """Somebody agrees; the answer of the form."""
        data = {
            "name": name, "kinds": list(kinds), "phone": "0912 345 678", "given_on": TODAY, "channel": "paper",
            "was_read": "y",
        }  # fmt: skip
        return (client or self.client).post(f"{self.here}/consents/new", data=data | more)

    def consent(self, name: str, kind: str) -> str:
        """The latest consent of a person to a kind."""
        wanted = select(Consent.id).join(DataSubject).where(DataSubject.name == name, Consent.kind == kind)
        with self.app.app_context():
            return str(db.session.scalars(wanted.order_by(Consent.id.desc())).first())

    def withdraw(self, name: str, kind: str, client: FlaskClient | None = None, on: str = TODAY) -> Any:
        address = f"{self.here}/consents/{self.consent(name, kind)}/withdraw"
        return (client or self.client).post(address, data={"withdrawn_on": on})

    def add_photo(self, title: str, *people: str, file: bytes | None = None, name: str = "may-cua-toi.jpg") -> Any:
        chosen = [self.consent(each, "photo") for each in people]
        data = {"title": title, "people": chosen, "photo": (io.BytesIO(file or photograph()), name)}
        return self.client.post(f"{self.here}/photos/new", data=data)

    def add_story(self, title: str, body: str, *people: str) -> Any:
        data = {"title": title, "body": body, "people": [self.consent(each, "story") for each in people]}
        return self.client.post(f"{self.here}/stories/new", data=data)

    def exhibit(self, title: str) -> str:
        with self.app.app_context():
            return str(db.session.scalars(select(Exhibit.id).where(Exhibit.title == title)).one())

    def picture(self, title: str) -> int:
        """What the public route answers for a photo."""
        return self.app.test_client().get(f"{self.here}/photos/{self.exhibit(title)}?size=thumb").status_code

    def everything_public(self) -> str:
        """All that a stranger can read of the unit, in one text: page and exports."""
        stranger = self.app.test_client()
        exports = (stranger.get(f"/register.{kind}").text for kind in ("csv", "geojson"))
        told = [
            record for record in stranger.get("/register.json").get_json()["units"] if record["id"] == str(self.unit_id)
        ]
        return "\n".join([stranger.get(self.here).text, json.dumps(told, ensure_ascii=False), *map(plain, exports)])


def plain(text: str) -> str:
    """JSON with its escapes read."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
