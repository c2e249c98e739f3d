"""The worker's scans: each file is shown to the scanner outside of any transaction, its verdict written in one.

Whoever is concerned by an infected file is told with the verdict: the commune, who handles the dossier, who sent it,
and the administrators.
"""

import logging
from datetime import date, datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from states.actors import Role
from workflow.accounts.people_queries import administrators, holders_of
from workflow.dossiers.models import Dossier
from workflow.dossiers.notices import those_it_waits_for
from workflow.notices.services import tell
from workflow.papers import scans
from workflow.papers.clamd import Unanswered, ask
from workflow.papers.models import Attachment
from workflow.papers.storage import store
from workflow.transactions import writing

ATTACHMENT, DOSSIER = Attachment.__table__, Dossier.__table__
_log = logging.getLogger(__name__)


def scan_due(on: date, at: datetime) -> int:
    """Show the scanner every file whose turn it is; how many got a verdict. Does nothing without a scanner."""
    if not scans.is_scanning():
        return 0
    return sum(_scan(digest, on, at) for digest in scans.due(at))


def scan_all(on: date, at: datetime) -> int:
    """Every hour: also what was never shown to a scanner."""
    if not scans.is_scanning():
        return 0
    with writing() as session:
        scans.adopt(session, at)
    return scan_due(on, at)


def _scan(digest: bytes, on: date, at: datetime) -> bool:
    try:
        with store().open(digest) as stream:
            found = ask(current_app.config["CLAMD"], stream)
    except (Unanswered, FileNotFoundError) as failed:
        _log.warning("no verdict on %s: %s", digest.hex(), failed)
        with writing() as session:
            scans.put_off(session, digest, _error(failed), at)
        return False
    with writing() as session:
        if scans.record(session, digest, found, at) and found:
            _log.error("a virus in %s: %s", digest.hex(), found)
            _tell(session, digest, on, at)
    return True


def _error(failed: Exception) -> str:
    return str(failed) if isinstance(failed, Unanswered) else type(failed).__name__


def _tell(session: Session, digest: bytes, on: date, at: datetime) -> None:
    rows = session.execute(
        select(DOSSIER, ATTACHMENT.c.uploaded_by)
        .join(ATTACHMENT, ATTACHMENT.c.dossier_id == DOSSIER.c.id)
        .where(ATTACHMENT.c.digest == digest)
        .order_by(ATTACHMENT.c.at)
    ).all()
    for row in rows:
        officers = holders_of(session, Role.COMMUNE_OFFICER, row.commune_agency_id, on)
        once = f"infected:{row.id}:{digest.hex()[:32]}"
        readers = dict.fromkeys([row.uploaded_by, *officers, *those_it_waits_for(session, row, on)])
        tell(session, "file:infected", to=readers, at=at, dossier_id=row.id, once=once, code=row.code)
        others = [one for one in administrators(session, on) if one not in readers]
        tell(
            session, "file:infected", to=others, at=at, dossier_id=row.id, path="/admin/jobs", once=once, code=row.code
        )
