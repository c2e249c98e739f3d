"""Whether a file that somebody holds is the one the office issued or keeps as signed: by its digest alone."""

import uuid
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select

from workflow.extensions import db
from workflow.lookup.verification import Verified
from workflow.papers.printed import FORMS
from workflow.papers.signatures.models import PaperPrint, SignedFile
from workflow.papers.signatures.services import PRINTER, print_digest

SIGNED, PRINT = SignedFile.__table__, PaperPrint.__table__


class Match(StrEnum):
    """What a file is to a paper."""

    PRINTED = "printed"
    SIGNED = "signed"
    EARLIER = "earlier"
    OTHER = "other"


def compare(found: Verified, digest: bytes) -> Match:
    """What the file of this digest is to the paper: its signed file, an earlier one, its print, or another file."""
    signed = db.session.execute(select(SIGNED.c.digest, SIGNED.c.replaced_at).where(_mine(found))).all()
    if any(bytes(row.digest) == digest and row.replaced_at is None for row in signed):
        return Match.SIGNED
    if any(bytes(row.digest) == digest for row in signed):
        return Match.EARLIER
    return Match.PRINTED if digest in _prints(found) else Match.OTHER


def is_comparable(found: Verified) -> bool:
    """Whether the office holds or prints anything to compare with."""
    if found.form in FORMS:
        return True
    return db.session.scalar(select(SIGNED.c.id).where(_mine(found)).limit(1)) is not None


def _mine(found: Verified) -> ColumnElement[bool]:
    """Signed files of the paper, and of the decision it is the text of."""
    if found.decision_id is None:
        return SIGNED.c.paper_id == found.id
    return or_(SIGNED.c.paper_id == found.id, SIGNED.c.decision_id == found.decision_id)


def find_by_digest(digest: bytes) -> uuid.UUID | None:
    """The issued paper that a file of this digest is a print or a signed file of, if the office knows one."""
    signed = select(SIGNED.c.paper_id, SIGNED.c.decision_id).where(SIGNED.c.digest == digest)
    row = db.session.execute(signed.order_by(SIGNED.c.replaced_at.is_not(None), SIGNED.c.id).limit(1)).one_or_none()
    print_of = db.session.scalar(select(PRINT.c.paper_id).where(PRINT.c.digest == digest).limit(1))
    return (row.paper_id or row.decision_id) if row else print_of


def _prints(found: Verified) -> set[bytes]:
    """The paper as it was ever printed, as far as that was noted, and as it is printed now."""
    if found.form not in FORMS or found.facts is None:
        return set()
    rows = db.session.execute(select(PRINT.c.printer, PRINT.c.digest).where(PRINT.c.paper_id == found.id)).all()
    known = {bytes(row.digest) for row in rows}
    if all(row.printer != PRINTER for row in rows):
        known.add(print_digest(found.id, found.form, found.facts))
    return known
