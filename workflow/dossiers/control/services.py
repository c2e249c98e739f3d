"""Writing down that the register left the office: it names people and how to reach them."""

import uuid
from datetime import datetime

from workflow.audit.services import record
from workflow.dossiers.control.book import Book
from workflow.transactions import writing


def note_export(book: Book, file_format: str, *, by: uuid.UUID, at: datetime) -> None:
    """Who took the register of which period, when, in which form."""
    with writing() as session:
        record(
            session, "dossier:register:printed", at=at, actor_id=by, first=book.period.first, last=book.period.last,
            agency=book.period.agency_id, count=len(book.lines), format=file_format,
        )  # fmt: skip
