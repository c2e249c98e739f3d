"""Reading attachments and papers of a dossier whose reader was checked before."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from states.papers_asked import ALL_PARTS
from states.parts import Need
from workflow.accounts.models import Account, Agency
from workflow.errors import NotFound
from workflow.extensions import JsonDict, db
from workflow.papers.arriving_queries import ArrivingRow
from workflow.papers.attachment_rows import AttachmentRow, PartRow, twins_of
from workflow.papers.models import Attachment, FileScan, Paper, PhotoFact, ScanState, StoredFile
from workflow.papers.referring import referenced
from workflow.papers.signatures.models import SignatureVerdict
from workflow.papers.signatures.trust import fingerprint
from workflow.papers.types import EVIDENCE_PART

__all__ = ["AttachmentRow", "PaperRow", "PartRow"]

ATTACHMENT, PAPER, STORED = Attachment.__table__, Paper.__table__, StoredFile.__table__
SCAN, PHOTO, VERDICT = FileScan.__table__, PhotoFact.__table__, SignatureVerdict.__table__
_BESIDE = {
    "by_name": Account.name, "scan_state": SCAN.c.state, "found": SCAN.c.found, "taken_at": PHOTO.c.taken_at,
    "latitude": PHOTO.c.latitude, "longitude": PHOTO.c.longitude, "verdict": VERDICT.c.verdict,
    "signers": VERDICT.c.signers,
}  # fmt: skip
"""Columns of an attachment's row that stand in other tables."""

_INFECTED = select(SCAN.c.digest).where(SCAN.c.state == ScanState.INFECTED.value)
_PARTS = (
    select(ATTACHMENT.c.part_code)
    .where(
        ATTACHMENT.c.digest.not_in(_INFECTED),
        ATTACHMENT.c.dossier_id == bindparam("dossier_id"),
        ATTACHMENT.c.replaced_by_id.is_(None),
        ATTACHMENT.c.part_code != EVIDENCE_PART,
    )
    .distinct()
)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that was issued for a dossier."""

    id: uuid.UUID
    form: str
    template_version: str
    entry_number: int
    made_at: datetime
    facts: JsonDict


def _attachments(dossier_id: uuid.UUID) -> Select[Any]:
    columns = [_BESIDE[name] if name in _BESIDE else ATTACHMENT.c[name] for name in AttachmentRow.__slots__]
    judged = (VERDICT.c.digest == ATTACHMENT.c.digest) & (VERDICT.c.trust == fingerprint())
    return (
        select(*columns)
        .outerjoin(VERDICT, judged)
        .join(Account, Account.id == ATTACHMENT.c.uploaded_by)
        .outerjoin(SCAN, SCAN.c.digest == ATTACHMENT.c.digest)
        .outerjoin(PHOTO, PHOTO.c.attachment_id == ATTACHMENT.c.id)
        .where(ATTACHMENT.c.dossier_id == dossier_id)
        .order_by(ATTACHMENT.c.at, ATTACHMENT.c.id)
    )


def attachments_of(dossier_id: uuid.UUID) -> Mapping[str, tuple[AttachmentRow, ...]]:
    """The files in force of a dossier, by part code, oldest first; replaced files and evidence are left out."""
    return _grouped(row for row in _rows(dossier_id) if row.is_current and row.item_code is None)


def evidence_of(dossier_id: uuid.UUID) -> Mapping[str, tuple[AttachmentRow, ...]]:
    """The evidence in force by code of the checklist item."""
    found: dict[str, tuple[AttachmentRow, ...]] = {}
    for row in _rows(dossier_id):
        if row.is_current and row.item_code is not None:
            found[row.item_code] = (*found.get(row.item_code, ()), row)
    return found


def part_rows(
    dossier_id: uuid.UUID, needs: Sequence[Need], unfinished: Mapping[str, tuple[ArrivingRow, ...]]
) -> tuple[PartRow, ...]:
    """Every paper the dossier may or must hold (states.papers_asked), with its files and their earlier versions.

    Parts that no longer belong to the dossier (its basis was changed) stay in sight while they hold files.
    `unfinished` are files that the reader has on the way, by part code.
    """
    rows = [row for row in _rows(dossier_id) if row.item_code is None]
    now, earlier = _grouped(r for r in rows if r.is_current), _grouped(r for r in rows if not r.is_current)
    wanted = [(part, need) for need in needs for part in need.parts]
    known = {part.code for part, _need in wanted}
    left = [ALL_PARTS[code] for code in now if code in ALL_PARTS and code not in known]
    wanted += [(part, Need((part,), required=False)) for part in left]
    clean = {code for code, files in now.items() if any(file.scan != "infected" for file in files)}
    twins = twins_of(row for row in rows if row.is_current)
    return tuple(
        PartRow(
            part, need, now.get(part.code, ()), earlier.get(part.code, ()), need.required and not need.is_met(clean),
            twins, unfinished.get(part.code, ()),
        )
        for part, need in wanted
    )  # fmt: skip


def files_handed_in(dossier_id: uuid.UUID) -> list[list[str]]:
    """[part, name, digest] of every file in force, evidence left out, in the order of coming: what a hand-in keeps."""
    current = ATTACHMENT.c.replaced_by_id.is_(None), ATTACHMENT.c.item_code.is_(None)
    rows = db.session.execute(
        select(ATTACHMENT.c.part_code, ATTACHMENT.c.name, ATTACHMENT.c.digest)
        .where(ATTACHMENT.c.dossier_id == dossier_id, *current)
        .order_by(ATTACHMENT.c.at, ATTACHMENT.c.id)
    )
    return [[row.part_code, row.name, row.digest.hex()] for row in rows]


def attachments_until(dossier_id: uuid.UUID, at: datetime) -> Mapping[str, tuple[AttachmentRow, ...]]:
    """The files that were in force at an instant, by part code: later ones and what they replaced tell nothing yet."""
    rows = [row for row in _rows(dossier_id) if row.item_code is None and row.at <= at]
    later = {row.id for row in _rows(dossier_id) if row.at > at}
    return _grouped(row for row in rows if row.is_current or row.replaced_by_id in later)


def _rows(dossier_id: uuid.UUID) -> list[AttachmentRow]:
    return [AttachmentRow(*row) for row in db.session.execute(_attachments(dossier_id))]


def _grouped(rows: Iterable[AttachmentRow]) -> dict[str, tuple[AttachmentRow, ...]]:
    found: dict[str, tuple[AttachmentRow, ...]] = {}
    for row in rows:
        found[row.part_code] = (*found.get(row.part_code, ()), row)
    return found


def every_file(dossier_id: uuid.UUID) -> Sequence[AttachmentRow]:
    """Every file of a dossier, oldest first: replaced ones and evidence among them."""
    return _rows(dossier_id)


def attached_parts(dossier_id: uuid.UUID) -> frozenset[str]:
    """Codes of the parts that have at least one file in force; one that carries a virus is no paper."""
    return frozenset(db.session.scalars(_PARTS, {"dossier_id": dossier_id}))


def get_attachment(dossier_id: uuid.UUID, attachment_id: uuid.UUID) -> AttachmentRow:
    """A file of this very dossier. Raises NotFound for a file of another one."""
    row = db.session.execute(_attachments(dossier_id).where(ATTACHMENT.c.id == attachment_id)).one_or_none()
    if row is None:
        raise NotFound
    return AttachmentRow(*row)


def papers_of(dossier_id: uuid.UUID) -> Sequence[PaperRow]:
    """The papers issued for a dossier, newest first."""
    return [PaperRow(*row) for row in db.session.execute(_papers(dossier_id))]


def get_paper(dossier_id: uuid.UUID, paper_id: uuid.UUID) -> PaperRow:
    """A paper of this very dossier. Raises NotFound."""
    row = db.session.execute(_papers(dossier_id).where(PAPER.c.id == paper_id)).one_or_none()
    if row is None:
        raise NotFound
    return PaperRow(*row)


def _papers(dossier_id: uuid.UUID) -> Select[Any]:
    columns = [PAPER.c[name] for name in PaperRow.__slots__]
    return select(*columns).where(PAPER.c.dossier_id == dossier_id).order_by(PAPER.c.entry_number.desc())


def agency_names(ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Names of agencies as papers write them."""
    rows = db.session.execute(select(Agency.id, Agency.name).where(Agency.id.in_(list(ids))))
    return {row.id: row.name for row in rows}


def stored_digests() -> list[bytes]:
    """Every digest whose bytes the office must have."""
    return list(db.session.scalars(select(STORED.c.digest).order_by(STORED.c.digest)))


def referenced_digests() -> frozenset[bytes]:
    """Digests that some row of the office refers to, replaced files included."""
    return frozenset(db.session.scalars(referenced()))
