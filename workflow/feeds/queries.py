"""Reading uploads: only whoever brought one in sees it."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from workflow.accounts.person import Person
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.feeds.models import FeedImport

IMPORT = FeedImport.__table__
SHOWN = 20


def get_import(import_id: uuid.UUID, person: Person) -> Any:
    """One upload of the person's. Raises NotFound."""
    own = IMPORT.c.id == import_id, IMPORT.c.uploaded_by == person.id
    row = db.session.execute(select(IMPORT).where(*own)).one_or_none()
    if row is None:
        raise NotFound
    return row


def imports_of(person: Person) -> Sequence[Any]:
    """The person's latest uploads."""
    columns = IMPORT.c.id, IMPORT.c.feed, IMPORT.c.file_name, IMPORT.c.count, IMPORT.c.uploaded_at, IMPORT.c.written_at
    wanted = select(*columns).where(IMPORT.c.uploaded_by == person.id)
    return db.session.execute(wanted.order_by(IMPORT.c.uploaded_at.desc()).limit(SHOWN)).all()
