"""The journal at the end of a life: the product's own verification, and the two chains recomputed apart."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import text

from workflow.dossiers.journal import verify
from workflow.extensions import db

LINES = text("SELECT seq, dossier_id, number, prev_hash, hash, head FROM entry ORDER BY seq")


def chain_faults() -> Iterator[str]:
    """Where the journal does not hang together."""
    yield from (f"{broken.seq}: {broken.sentence}" for broken in verify(db.session()))
    head, last = b"", dict[str, tuple[int, bytes]]()
    for place, line in enumerate(db.session.execute(LINES), 1):
        head = hashlib.sha256(head + line.hash).digest()
        number, before = last.get(line.dossier_id, (0, b""))
        if (line.seq, line.number, line.prev_hash, line.head) != (place, number + 1, before, head):
            yield f"line {place} does not follow"
        last[line.dossier_id] = line.number, line.hash
