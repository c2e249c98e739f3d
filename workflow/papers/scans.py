"""Virus scans of stored files, when the office has a scanner (LANGNGHE_CLAMD). See docs/decisions/0022-papers-in.md.

A file waits with its row; the worker asks after the commit. Until the scanner has said that it is safe nobody gets the
bytes. What never got a verdict is asked again for ever: after 1, 2, 4 minutes and so on, at last every hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from blinker import Namespace
from flask import current_app
from sqlalchemy import event, func, insert, select, update
from sqlalchemy.orm import Session

from workflow.extensions import db
from workflow.papers.models import FileScan, ScanState, StoredFile

SCAN, STORED = FileScan.__table__, StoredFile.__table__
LONGEST_WAIT = timedelta(hours=1)
AT_ONCE = 200
_ANNOUNCED = "a file waits for its scan"

file_waits = Namespace().signal("file-waits")
"""Sent after a commit that left a file to scan. Whoever listens may hurry; the worker looks every minute anyway."""


@dataclass(frozen=True, slots=True)
class ScanFigures:
    """What an administrator wants to know. `never` are files from before the office had a scanner."""

    is_on: bool
    pending: int
    safe: int
    infected: int
    never: int
    last_error: str


def is_scanning() -> bool:
    """Whether this office has a virus scanner."""
    return bool(current_app.config["CLAMD"])


def status_of(state: str | None) -> str:
    """`safe`, `pending`, `infected`, or `off`: what a file without a verdict is in an office without a scanner."""
    if state == ScanState.INFECTED:
        return "infected"
    if not is_scanning():
        return "off"
    return state or ScanState.PENDING.value


class Scanned:
    """A file as the scanner left it. Here alone it is said whose bytes may be given away."""

    __slots__ = ()
    scan_state: str | None

    @property
    def scan(self) -> str:
        """`safe`, `pending`, `infected` or `off` (see `status_of`)."""
        return status_of(self.scan_state)

    @property
    def is_open(self) -> bool:
        """Whether its bytes may be given to a reader who may see it."""
        return self.scan in ("safe", "off")


def await_scan(session: Session, digest: bytes, at: datetime) -> None:
    """Let a stored file wait for the scanner, unless it has a verdict already."""
    if not is_scanning():
        return
    if session.scalar(select(SCAN.c.digest).where(SCAN.c.digest == digest)) is None:
        session.execute(insert(SCAN), _waiting(digest, at))
    session.info[_ANNOUNCED] = True


def adopt(session: Session, at: datetime) -> int:
    """Let files that were never shown to a scanner wait for it: those from before the office had one."""
    bare = session.scalars(
        select(STORED.c.digest).outerjoin(SCAN, SCAN.c.digest == STORED.c.digest).where(SCAN.c.digest.is_(None))
    ).all()
    if bare:
        session.execute(insert(SCAN), [_waiting(digest, at) for digest in bare])
    return len(bare)


def _waiting(digest: bytes, at: datetime) -> dict[str, Any]:
    return {
        "digest": digest, "state": ScanState.PENDING.value, "attempts": 0, "next_at": at, "found": "", "last_error": "",
    }  # fmt: skip


def due(at: datetime) -> Sequence[bytes]:
    """Files whose scan is due, those that wait longest first."""
    wanted = SCAN.c.state == ScanState.PENDING.value, SCAN.c.next_at <= at
    return db.session.scalars(select(SCAN.c.digest).where(*wanted).order_by(SCAN.c.next_at).limit(AT_ONCE)).all()


def record(session: Session, digest: bytes, found: str, at: datetime) -> bool:
    """Write a verdict down; whether it is news (another worker may have been quicker)."""
    state = ScanState.INFECTED if found else ScanState.SAFE
    told = session.connection().execute(
        update(SCAN)
        .where(SCAN.c.digest == digest, SCAN.c.state == ScanState.PENDING.value)
        .values(state=state.value, checked_at=at, found=found, attempts=SCAN.c.attempts + 1, last_error="")
    )
    return told.rowcount == 1


def put_off(session: Session, digest: bytes, error: str, at: datetime) -> None:
    """No verdict: ask again later."""
    tried = session.scalar(select(SCAN.c.attempts).where(SCAN.c.digest == digest)) or 0
    wait = min(timedelta(minutes=2 ** min(tried, 10)), LONGEST_WAIT)
    session.execute(
        update(SCAN)
        .where(SCAN.c.digest == digest, SCAN.c.state == ScanState.PENDING.value)
        .values(attempts=tried + 1, next_at=at + wait, last_error=error[:200])
    )


def figures() -> ScanFigures:
    """How the scans stand."""
    states = select(SCAN.c.state, func.count().label("files")).group_by(SCAN.c.state)
    counted: dict[str, int] = {row.state: row.files for row in db.session.execute(states)}
    files = db.session.scalar(select(func.count()).select_from(STORED)) or 0
    error = db.session.scalar(
        select(SCAN.c.last_error).where(SCAN.c.last_error != "").order_by(SCAN.c.next_at.desc()).limit(1)
    )
    pending, safe, infected = (counted.get(state.value, 0) for state in ScanState)
    return ScanFigures(is_scanning(), pending, safe, infected, files - pending - safe - infected, error or "")


@event.listens_for(Session, "after_commit")
def _announce(session: Session) -> None:
    if session.info.pop(_ANNOUNCED, False):
        file_waits.send()
