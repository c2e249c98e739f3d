"""Writing down an act that concerns no dossier."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from workflow.audit.chain import GENESIS, digest, plain
from workflow.audit.kinds import KINDS
from workflow.audit.models import Event

CHAIN_LOCK = 7_201_001

_LINE = Event.__table__
_LAST = select(_LINE.c.seq, _LINE.c.hash).order_by(_LINE.c.seq.desc()).limit(1)
_INSERT = insert(Event.__table__)


def record(
    session: Session,
    kind: str,
    /,
    *,
    at: datetime,
    actor_id: uuid.UUID | None = None,
    subject: object = "",
    ip: str = "",
    **facts: Any,
) -> int:
    """Append one act to the journal and return its number.

    Runs inside the caller's transaction: the act and its line are kept together or not at all. Appends wait for each
    other (a lock of the transaction on PostgreSQL, the single writer on SQLite), so that the chain has one end.
    Raises ValueError for a kind or a fact that `audit.kinds` does not name; dates and ids are written as text.
    """
    known = KINDS.get(kind)
    if known is None or not known.facts.issuperset(facts):
        raise ValueError(f"the journal does not know {kind} with {sorted(facts)}")
    lock_chain(session)
    connection = session.connection()
    last = connection.execute(_LAST).first()
    seq, prev = (last.seq + 1, bytes(last.hash)) if last else (1, GENESIS)
    detail = {name: plain(value) for name, value in facts.items()}
    who: dict[str, Any] = {"actor_id": actor_id, "subject": str(subject), "ip": ip[:45]}
    line = who | {"seq": seq, "at": at, "kind": kind, "detail": detail}
    connection.execute(_INSERT, {**line, "prev_hash": prev, "hash": digest(line, prev)})
    return seq


def lock_chain(session: Session) -> None:
    """Wait until no other transaction appends. Runs inside the caller's transaction."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
