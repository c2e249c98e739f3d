"""Reading the journal of acts that concern no dossier."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflow.audit.chain import GENESIS, digest
from workflow.audit.kinds import KINDS
from workflow.audit.models import Event
from workflow.extensions import db

PAGE = 50
_COLUMNS = (Event.seq, Event.at, Event.actor_id, Event.kind, Event.subject, Event.detail, Event.ip)


@dataclass(frozen=True, slots=True)
class Line:
    """One act as a reader sees it."""

    seq: int
    at: datetime
    actor_id: uuid.UUID | None
    kind: str
    sentence: str
    subject: str
    detail: dict[str, Any]
    ip: str


def journal(before: int | None = None, subject: str = "") -> tuple[list[Line], int | None]:
    """The newest acts before line number `before`, and the number to ask for the next page (None at the end)."""
    asked = select(*_COLUMNS).order_by(Event.seq.desc()).limit(PAGE + 1)
    if before is not None:
        asked = asked.where(Event.seq < before)
    if subject:
        asked = asked.where(Event.subject == subject)
    rows = db.session.execute(asked).all()
    lines = [_line(row) for row in rows[:PAGE]]
    return lines, lines[-1].seq if len(rows) > PAGE else None


def first_broken_line() -> int | None:
    """The number of the first line whose place or hash does not fit the line before it; None when all fit.

    A bare chain cannot see that its last lines are missing: compare the end with a checkpoint kept elsewhere.
    """
    asked = select(*_COLUMNS, Event.prev_hash, Event.hash).order_by(Event.seq).execution_options(yield_per=1000)
    prev, expected = GENESIS, 1
    with db.session.execute(asked) as rows:
        for row in rows:
            line = {column.key: getattr(row, column.key) for column in _COLUMNS}
            if row.seq != expected or bytes(row.prev_hash) != prev or digest(line, prev) != bytes(row.hash):
                return expected
            prev, expected = bytes(row.hash), expected + 1
    return None


def _line(row: Any) -> Line:
    known = KINDS.get(row.kind)
    return Line(
        row.seq, row.at, row.actor_id, row.kind, known.sentence if known else row.kind, row.subject, row.detail, row.ip
    )


def actor_ids(lines: Sequence[Line]) -> set[uuid.UUID]:
    """Who appears in these lines, as actor or as subject."""
    found = {line.actor_id for line in lines if line.actor_id}
    for line in lines:
        try:
            found.add(uuid.UUID(line.subject))
        except ValueError:
            continue
    return found
