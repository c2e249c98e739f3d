"""Writing what is known of signatures: verdicts and prints by the worker, signed files for whoever issues a paper."""

import hashlib
import logging
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any

from blinker import Signal
from sqlalchemy import bindparam, insert, or_, select, text, update
from sqlalchemy.orm import Session

from workflow.extensions import Json, UtcDateTime, db, new_id
from workflow.papers.models import Paper, StoredFile
from workflow.papers.printed import FORMS, reprint
from workflow.papers.scans import await_scan
from workflow.papers.services import Arrival, keep_stored
from workflow.papers.signatures.checking import UNREADABLE, Judgement, judge_file
from workflow.papers.signatures.models import PaperPrint, SignatureVerdict, SignedFile
from workflow.papers.signatures.trust import fingerprint, trusted
from workflow.papers.signatures.verdicts import Verdict
from workflow.papers.storage import store
from workflow.transactions import writing

STORED, VERDICT, PRINT = StoredFile.__table__, SignatureVerdict.__table__, PaperPrint.__table__
SIGNED, PAPER = SignedFile.__table__, Paper.__table__
AT_ONCE, BUDGET = 20, 40.0
"""Files and seconds of one run of the worker: mail waits behind it."""

MOST_TRIES, REST = 3, timedelta(hours=1)
"""A file that could not be judged is tried again: the machine may have been busy."""

PRINTER = f"typst {version('typst')}"
files_wait = Signal()
"""Sent after a commit that left a PDF nobody has judged yet."""

_log = logging.getLogger(__name__)
_KEEP = text(
    "INSERT INTO signature_verdict (digest, verdict, signatures, signers, trust, tries, checked_at) "
    "VALUES (:digest, :verdict, :signatures, :signers, :trust, 1, :at) "
    "ON CONFLICT (digest) DO UPDATE SET verdict = excluded.verdict, signatures = excluded.signatures, "
    "signers = excluded.signers, checked_at = excluded.checked_at, "
    "tries = CASE WHEN signature_verdict.trust = excluded.trust THEN signature_verdict.tries + 1 ELSE 1 END, "
    "trust = excluded.trust"
).bindparams(bindparam("signers", type_=Json), bindparam("at", type_=UtcDateTime))


def judge_waiting(clock: Callable[[], datetime]) -> int:
    """Judge stored PDFs that nobody has judged by the present trust store; how many. Each is a transaction of its own.

    Stops after `BUDGET` seconds; what is left waits for the next run.
    """
    began, done, trust, roots = time.monotonic(), 0, fingerprint(), trusted()
    for digest in _waiting(trust, clock() - REST):
        if time.monotonic() - began > BUDGET:
            break
        _keep(digest, _judged(digest, roots), trust, clock())
        done += 1
    return done


def _waiting(trust: bytes, before: datetime) -> list[bytes]:
    again = (VERDICT.c.verdict == Verdict.UNREADABLE.value) & (VERDICT.c.tries < MOST_TRIES)
    return list(
        db.session.scalars(
            select(STORED.c.digest)
            .outerjoin(VERDICT, VERDICT.c.digest == STORED.c.digest)
            .where(
                STORED.c.media_type == "application/pdf",
                or_(VERDICT.c.digest.is_(None), VERDICT.c.trust != trust, again & (VERDICT.c.checked_at < before)),
            )
            .order_by(VERDICT.c.digest.is_not(None), STORED.c.digest)
            .limit(AT_ONCE)
        )
    )


def _judged(digest: bytes, roots: Any) -> Judgement:
    try:
        return judge_file(store().path(digest), roots)
    except OSError:
        _log.error("the bytes of %s are missing or cannot be read", digest.hex())
        return UNREADABLE


def _keep(digest: bytes, found: Judgement, trust: bytes, at: datetime) -> None:
    row = {"digest": digest, "verdict": found.verdict.value, "signers": found.signers, "trust": trust, "at": at}
    with writing() as session:
        session.execute(_KEEP, row | {"signatures": len(found.signers)})


def note_prints() -> int:
    """Print papers that this printer has not printed yet and keep the digests of what came out; how many."""
    printed = select(PRINT.c.paper_id).where(PRINT.c.paper_id == PAPER.c.id, PRINT.c.printer == PRINTER).exists()
    wanted = select(PAPER.c.id, PAPER.c.form, PAPER.c.facts).where(PAPER.c.form.in_(list(FORMS)), ~printed)
    rows = db.session.execute(wanted.order_by(PAPER.c.id).limit(AT_ONCE)).all()
    made = [
        {"paper_id": row.id, "printer": PRINTER, "digest": print_digest(row.id, row.form, row.facts)} for row in rows
    ]
    for row in made:
        with writing() as session:
            session.execute(_NOTE, row)
    return len(made)


_NOTE = text(
    "INSERT INTO paper_print (paper_id, printer, digest) VALUES (:paper_id, :printer, :digest) "
    "ON CONFLICT (paper_id, printer) DO NOTHING"
).bindparams(bindparam("paper_id", type_=PRINT.c.paper_id.type))


def print_digest(paper_id: uuid.UUID, form: str, facts: Any) -> bytes:
    """SHA-256 of a paper as this office prints it now."""
    return hashlib.sha256(reprint(paper_id, form, facts)).digest()


def keep_signed(
    session: Session, arrival: Arrival, *, by: uuid.UUID, at: datetime, paper_id: uuid.UUID | None = None,
    decision_id: uuid.UUID | None = None,
) -> bool:  # fmt: skip
    """Keep a stored file as the signed file of a paper or of a decision; an earlier one stays, as an earlier one.

    Runs inside the caller's transaction. False when the same bytes are its signed file already.
    """
    mine = SIGNED.c.paper_id == paper_id if paper_id else SIGNED.c.decision_id == decision_id
    current = (mine, SIGNED.c.replaced_at.is_(None))
    before = session.execute(select(SIGNED.c.digest, SIGNED.c.at).where(*current)).one_or_none()
    if before and bytes(before.digest) == arrival.stored.digest:
        return False
    keep_stored(session, arrival)
    await_scan(session, arrival.stored.digest, at)
    if before:  # whoever waited for the lock may have come earlier than what they replace
        session.execute(update(SIGNED).where(*current).values(replaced_at=max(at, before.at)))
    row = {
        "id": new_id(), "paper_id": paper_id, "decision_id": decision_id, "digest": arrival.stored.digest,
        "name": arrival.name, "size": arrival.stored.size, "uploaded_by": by, "at": at,
    }  # fmt: skip
    session.execute(insert(SIGNED), row)
    return True
