"""A dossier whose decision has its number, and the clerk who brings back what was signed outside."""

import io
import uuid
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.story import Story
from workflow.decisions.models import DecisionDossier
from workflow.extensions import db
from workflow.papers.models import Paper
from workflow.papers.secrets import paper_code


def post_file(client: FlaskClient, address: str, content: bytes | None, name: str = "da-ky.pdf", **more: Any) -> Any:
    """Send a file as a page's form does."""
    sent = {"file": FileStorage(io.BytesIO(content), name)} if content is not None else {}
    boundary, body = encode_multipart(sent)
    return client.post(address, data=body, content_type=f'multipart/form-data; boundary="{boundary}"', **more)


def decision_of(story: Story) -> uuid.UUID:
    """The decision that the dossier is on now."""
    wanted = select(DecisionDossier.decision_id).where(DecisionDossier.dossier_id == story.id, DecisionDossier.is_live)
    with story.app.app_context():
        found: uuid.UUID = db.session.scalars(wanted).one()
    return found


def paper_of(story: Story, form: str) -> Any:
    """The newest paper of a form."""
    with story.app.app_context():
        rows = select(Paper.__table__).where(Paper.dossier_id == story.id, Paper.form == form)
        return db.session.execute(rows.order_by(Paper.entry_number.desc()).limit(1)).one()


def code_of(story: Story, paper_id: uuid.UUID) -> str:
    with story.app.app_context():
        return paper_code(paper_id)


def keep(story: Story, target_id: uuid.UUID, content: bytes, role: str = "province_clerk", name: str = "x.pdf") -> Any:
    """Somebody brings the signed file of a paper."""
    return post_file(story.people.client(story.who(role)), f"/dossiers/{story.id}/signed/{target_id}", content, name)
