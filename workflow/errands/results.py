"""The files of results: a store of their own beside that of attachments, emptied after some days."""

from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workflow.errands.models import Errand
from workflow.extensions import db
from workflow.papers.storage import FileStore

ERRAND = Errand.__table__
REMEMBERED = timedelta(days=90)
"""How long a finished errand stays in its owner's list."""


def results() -> FileStore:
    """The store of results of this installation."""
    return FileStore(Path(current_app.config["FILES_DIR"]) / "results")


def forget(session: Session, at: datetime) -> int:
    """Let go of files kept long enough and of errands finished long ago. Returns how many rows changed."""
    old = update(ERRAND).where(ERRAND.c.digest.is_not(None), ERRAND.c.kept_until < at).values(digest=None)
    gone = delete(ERRAND).where(ERRAND.c.finished_at < at - REMEMBERED, ERRAND.c.digest.is_(None))
    return sum(session.connection().execute(each).rowcount for each in (old, gone))


def sweep_results() -> int:
    """Delete the bytes that no errand refers to any more; how many files went."""
    kept = frozenset(db.session.scalars(select(ERRAND.c.digest).where(ERRAND.c.digest.is_not(None))))
    return results().sweep(kept)
