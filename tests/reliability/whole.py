"""Whether an office is whole: what must be true of its database and its files after any race, crash or refusal."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from states.procedures import get as get_procedure
from workflow.dossiers import journal
from workflow.dossiers.models import Dossier, Entry, FormToken, Submission
from workflow.extensions import db
from workflow.papers.models import Attachment, CodeCounter, Paper
from workflow.papers.storage import FileStore

DOSSIER, ENTRY = Dossier.__table__, Entry.__table__
PAPER, SUBMISSION = Paper.__table__, Submission.__table__


def faults(app: Flask, with_files: bool = False) -> list[str]:
    """Every way in which the office contradicts itself, read at one moment; none when it is whole.

    `with_files` also reads the bytes of every attachment.
    """
    with app.app_context():
        db.session.remove()
        session = db.session()
        if db.engine.dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        try:
            return list(_faults(app, session, with_files))
        finally:
            db.session.remove()


def _faults(app: Flask, session: Session, with_files: bool) -> Iterator[str]:
    if db.engine.dialect.name == "sqlite":
        answer = session.scalar(text("PRAGMA integrity_check"))
        if answer != "ok":
            yield f"the file is damaged: {answer}"
    yield from (f"journal {broken.seq}: {broken.sentence}" for broken in journal.verify(session))
    lines = _by_dossier(session, select(ENTRY).order_by(ENTRY.c.seq))
    papers = _by_dossier(session, select(PAPER).where(PAPER.c.form == "M01"))
    kept = _by_dossier(session, select(SUBMISSION.c.dossier_id, SUBMISSION.c.number).order_by(SUBMISSION.c.number))
    for row in session.execute(select(DOSSIER)):
        found = _faults_of(row, lines[row.id], papers[row.id], [handed.number for handed in kept[row.id]])
        yield from (f"{row.title} {row.id}: {fault}" for fault in found)
    yield from _faults_of_numbers(session)
    yield from _spent_without_an_act(session)
    if with_files:
        yield from _faults_of_files(session, FileStore(Path(app.config["FILES_DIR"])))


def _by_dossier(session: Session, wanted: Any) -> dict[Any, list[Any]]:
    rows: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in session.execute(wanted):
        rows[row.dossier_id].append(row)
    return rows


def _faults_of(row: Any, lines: list[Any], papers: list[Any], kept: list[int]) -> Iterator[str]:
    if not lines:
        yield "no journal"
        return
    last, procedure = lines[-1], get_procedure(row.procedure_code, row.procedure_version)
    if row.entry_count != len(lines):
        yield f"counts {row.entry_count} entries, the journal has {len(lines)}"
    if row.entry_hash != last.hash:
        yield "does not know the hash of its last entry"
    if (row.stage, row.hold) != (last.dest, last.hold_after):
        yield f"stands in {row.stage} {row.hold}, its journal says {last.dest} {last.hold_after}"
    if row.is_open == procedure.stage(row.stage).final:
        yield f"open is {row.is_open} in {row.stage}"
    given = [line.payload["code"] for line in lines if line.action == "receive"]
    if not (given == [paper.facts["code"] for paper in papers] == ([row.code] if row.code else [])):
        yield f"code {row.code}, received as {given}, {len(papers)} receipts"
    handed_in = [line.number for line in lines if "handed_in" in line.payload]
    if handed_in != kept:
        yield f"handed in at {handed_in}, kept {kept}"


def _faults_of_numbers(session: Session) -> Iterator[str]:
    """Codes of one prefix and day run from 1 to the counter, without a gap or a double."""
    codes = list(session.scalars(select(DOSSIER.c.code).where(DOSSIER.c.code.is_not(None)).order_by(DOSSIER.c.code)))
    given = [
        f"{prefix}-{day:%y%m%d}-{number:04d}"
        for prefix, day, last in session.execute(select(CodeCounter.prefix, CodeCounter.day, CodeCounter.last))
        for number in range(1, last + 1)
    ]
    if codes != sorted(given):
        yield f"codes {codes[-3:]} ({len(codes)}), counters gave {len(given)}"


def _spent_without_an_act(session: Session) -> Iterator[str]:
    lost = (
        select(func.count())
        .select_from(FormToken)
        .outerjoin(ENTRY, (ENTRY.c.dossier_id == FormToken.dossier_id) & (ENTRY.c.number == FormToken.entry_number))
        .where(ENTRY.c.id.is_(None))
    )
    if count := session.scalar(lost):
        yield f"{count} form tokens are spent without an act"


def _faults_of_files(session: Session, store: FileStore) -> Iterator[str]:
    for digest, size in session.execute(select(Attachment.digest, Attachment.size).distinct()):
        path = store.path(digest)
        if not path.is_file():
            yield f"the bytes of {digest.hex()[:12]} are gone"
        elif path.stat().st_size != size or hashlib.sha256(path.read_bytes()).digest() != digest:
            yield f"the bytes of {digest.hex()[:12]} are not what was sent"
