"""A commune and a receiving desk for tests of files, papers and the public look-up."""

import io
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, insert, select, update
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from states.kinds import Kind
from tests.people import People, Someone
from workflow.dossiers import reception
from workflow.dossiers.case import DossierCase
from workflow.dossiers.models import Dossier, Submission
from workflow.dossiers.request_models import Request
from workflow.dossiers.wizard_start_services import start_free
from workflow.extensions import db, new_id
from workflow.papers import services
from workflow.papers.services import Reception
from workflow.transactions import writing
from workflow.wall_clock import now, today

TITLE = "Làng nghề mây tre đan dân tộc Hà Nhì, Nậm Pung"


@dataclass(frozen=True)
class Draft:
    """A dossier being drafted, and the officer who drafts it."""

    id: uuid.UUID
    officer: Someone
    client: FlaskClient

    def send(self, *files: tuple[bytes, str], part: str = "CV-RESULTS", **more: str) -> Any:
        """Send files to a part of the dossier, as its page does."""
        sent = [FileStorage(io.BytesIO(content), name) for content, name in files]
        boundary, body = encode_multipart({"part": part, "files": sent, **more})
        kind = f'multipart/form-data; boundary="{boundary}"'
        return self.client.post(f"/dossiers/{self.id}/attachments", data=body, content_type=kind)


def draft(app: Flask, people: People, commune: str = "Mường Hum") -> Draft:
    officer = people("commune_officer", commune=commune)
    person = people.person(officer)
    with app.app_context():
        dossier_id = start_free(TITLE, Kind.CRAFT_VILLAGE, by=person, on=today(), at=now())
    return Draft(dossier_id, officer, people.client(officer))


def hand_in(app: Flask, dossier_id: uuid.UUID, at: datetime) -> None:
    """Keep a version as handed in; the dossier stays open to its commune, as under a supplement."""
    row = {"id": new_id(), "dossier_id": dossier_id, "number": 1, "content": {}, "digest": b"0" * 32, "at": at}
    with app.app_context(), writing() as session:
        session.execute(insert(Submission), [row])


def receive(app: Flask, people: People, dossier_id: uuid.UUID, due_on: date | None = None) -> Reception:
    """Receive a dossier as the step does: code, receipt, look-up hash; it then stands in environmental appraisal."""
    desk = people.person(people("reception_desk", name="Nguyễn Thị Hồng Ngọc"))
    due_on, at, on = due_on or date(2027, 1, 15), now(), today()
    told = {"proposer_name": "Lò Thị Mẩy", "proposer_phone": "0912 345 123", "proposer_address": "thôn Nậm Pung"}
    with app.app_context(), writing() as session:
        session.execute(delete(Request).where(Request.dossier_id == dossier_id))
        session.execute(insert(Request), [{"dossier_id": dossier_id, **told}])
        row = session.execute(select(Dossier.__table__).where(Dossier.id == dossier_id)).one()
        facts = reception.facts_of(DossierCase(session, row, on), desk, at, due_on)
        seat = desk.seats[0]
        got = services.receive(
            session, dossier_id=dossier_id, agency_id=seat.agency_id, entry_number=2, facts=facts, on=on, at=at
        )
        session.execute(
            update(Dossier).where(Dossier.id == dossier_id).values(
                stage="environmental_appraisal", code=got.code, lookup_hash=got.lookup_hash, received_on=on,
                received_at=at, due_on=due_on, waiting_agency_id=seat.agency_id,
            )
        )  # fmt: skip
    return got


def count(app: Flask, model: Any) -> int:
    with app.app_context():
        return len(db.session.execute(select(*model.__table__.primary_key.columns)).all())
