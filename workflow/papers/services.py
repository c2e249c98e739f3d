"""Writing attachments and papers. Every function here runs inside the caller's transaction."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from workflow.accounts.models import Agency
from workflow.errors import BadInput, NotFound
from workflow.extensions import JsonDict, new_id
from workflow.papers.models import Attachment, FileScan, Paper, PhotoFact, StoredFile
from workflow.papers.numbering import next_code, next_paper_number
from workflow.papers.printing import template_of
from workflow.papers.referring import referenced
from workflow.papers.scans import await_scan
from workflow.papers.secrets import lookup_token, token_hash
from workflow.papers.signatures.models import SignatureVerdict
from workflow.papers.storage import FileStore, Stored
from workflow.papers.types import FileKind, display_name
from workflow.wall_clock import HANOI

ATTACHMENT, PAPER, STORED = Attachment.__table__, Paper.__table__, StoredFile.__table__
SCAN, PHOTO = FileScan.__table__, PhotoFact.__table__
MOST_FILES = 60
"""Files in force that one part of a dossier may have."""

_KEEP = text(
    "INSERT INTO stored_file (digest, size, media_type) VALUES (:digest, :size, :media_type) "
    "ON CONFLICT (digest) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file belongs: a part of a dossier, or evidence of one checklist item."""

    dossier_id: uuid.UUID
    part_code: str
    item_code: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that is safe in the store and was judged. `photo` is where and when it was taken, when that is kept."""

    stored: Stored
    kind: FileKind
    name: str
    photo: JsonDict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reception:
    """What valid reception gives a dossier."""

    code: str
    lookup_hash: bytes
    paper_id: uuid.UUID


def add_attachment(
    session: Session, store: FileStore, place: Place, arrival: Arrival, *, by: uuid.UUID, at: datetime
) -> uuid.UUID | None:
    """Attach a stored file; its id, or None when the same bytes are already there in force.

    Raises BadInput when the part is full or the bytes have vanished from the store.
    """
    if not store.has(arrival.stored.digest):
        raise BadInput(_("Tệp chưa ghi được vào kho. Các tệp khác vẫn an toàn. Xin tải lại tệp này lên."))
    digests = list(session.scalars(select(ATTACHMENT.c.digest).where(*_in_force(place))))
    if arrival.stored.digest in digests:
        return None
    if len(digests) >= MOST_FILES:
        raise BadInput(
            _("Mục này đã có %(most)s tệp, là số tối đa. Các tệp đó vẫn an toàn. Hãy gộp bớt thành một tệp PDF.",
              most=MOST_FILES)
        )  # fmt: skip
    keep_stored(session, arrival)
    added = new_id()
    row = {
        "id": added, "dossier_id": place.dossier_id, "part_code": place.part_code, "item_code": place.item_code,
        "digest": arrival.stored.digest, "name": display_name(arrival.name, arrival.kind), "size": arrival.stored.size,
        "media_type": arrival.kind.media_type, "uploaded_by": by, "at": at,
    }  # fmt: skip
    session.execute(insert(ATTACHMENT), row)
    if arrival.photo:
        session.execute(insert(PHOTO), {"attachment_id": added, **arrival.photo})
    await_scan(session, arrival.stored.digest, at)
    return added


def replace_attachment(
    session: Session, store: FileStore, old_id: uuid.UUID, place: Place, arrival: Arrival,
    *, by: uuid.UUID, at: datetime, handed_in_at: datetime | None,
) -> uuid.UUID | None:  # fmt: skip
    """Put a file in the place of another. What was handed in stays as an earlier version; a draft is dropped.

    None when the same bytes are already there. Raises NotFound when `old_id` is not in force at this place.
    """
    old = _get(session, place, old_id)
    new = add_attachment(session, store, place, arrival, by=by, at=at)
    if new is None:
        return None
    session.execute(update(ATTACHMENT).where(ATTACHMENT.c.replaced_by_id == old_id).values(replaced_by_id=new))
    if was_handed_in(old.at, handed_in_at):
        session.execute(update(ATTACHMENT).where(ATTACHMENT.c.id == old_id).values(replaced_by_id=new))
    else:
        _delete(session, old_id)
    return new


def remove_attachment(
    session: Session, dossier_id: uuid.UUID, attachment_id: uuid.UUID, *, handed_in_at: datetime | None
) -> str:
    """Take away a file that was never handed in; its name. What it had replaced is in force again.

    Raises NotFound, BadInput when it was handed in: then it may only be replaced.
    """
    old = _get(session, Place(dossier_id, ""), attachment_id)
    if was_handed_in(old.at, handed_in_at):
        raise BadInput(
            _("“%(name)s” đã nộp cùng hồ sơ nên được giữ lại. Nếu tệp sai, hãy thay bằng tệp khác: bản cũ vẫn nằm "
              "trong lịch sử.", name=old.name)
        )  # fmt: skip
    session.execute(update(ATTACHMENT).where(ATTACHMENT.c.replaced_by_id == attachment_id).values(replaced_by_id=None))
    _delete(session, attachment_id)
    return str(old.name)


def _delete(session: Session, attachment_id: uuid.UUID) -> None:
    session.execute(delete(PHOTO).where(PHOTO.c.attachment_id == attachment_id))
    session.execute(delete(ATTACHMENT).where(ATTACHMENT.c.id == attachment_id))


def was_handed_in(at: datetime, handed_in_at: datetime | None) -> bool:
    """Whether a file that came at `at` was part of the last hand-in."""
    return handed_in_at is not None and at <= handed_in_at


def forget_unreferenced(session: Session) -> int:
    """Drop the rows of stored files that nothing refers to. The sweep of the store then deletes their bytes."""
    used = referenced()
    session.execute(delete(SCAN).where(SCAN.c.digest.not_in(used)))
    gone = session.execute(delete(STORED).where(STORED.c.digest.not_in(used)))
    left = select(STORED.c.digest)
    session.execute(delete(SignatureVerdict).where(SignatureVerdict.digest.not_in(left)))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def keep_stored(session: Session, arrival: Arrival) -> None:
    """Write the row of a file that is safe in the store, unless it is there."""
    session.execute(_KEEP, _stored(arrival))


def receive(
    session: Session, *, dossier_id: uuid.UUID, agency_id: uuid.UUID, entry_number: int, facts: JsonDict, on: date,
    at: datetime,
) -> Reception:  # fmt: skip
    """Valid reception: the dossier's code by the prefix of the receiving agency, its look-up hash, its receipt.

    `facts` come from `receipt.receipt_facts` with no code yet. Raises Refused when the day has no numbers left.
    """
    prefix = session.scalars(select(Agency.dossier_prefix).where(Agency.id == agency_id)).one()
    if not prefix:
        raise BadInput(
            _("Cơ quan tiếp nhận chưa có mã để cấp mã hồ sơ. Hồ sơ vẫn nguyên. Hãy nhờ người quản trị nhập mã, "
              "ví dụ H38.12.")
        )  # fmt: skip
    code = next_code(session, prefix, on)
    paper_id = issue_receipt(session, dossier_id, entry_number, facts | {"code": code}, at)
    return Reception(code, token_hash(lookup_token(dossier_id)), paper_id)


def issue_receipt(
    session: Session, dossier_id: uuid.UUID, entry_number: int, facts: JsonDict, at: datetime
) -> uuid.UUID:
    """Keep the facts of a receipt (Mẫu 01); it is printed from them whenever asked. Secrets are not among them."""
    return _keep_paper(session, "M01", dossier_id, entry_number, facts, at)


def issue(
    session: Session, form: str, dossier_id: uuid.UUID, entry_number: int, facts: JsonDict, at: datetime,
    *, agency_id: uuid.UUID,
) -> uuid.UUID:  # fmt: skip
    """Issue a letter (Mẫu 02 to 05, see `letters`): keep its facts, with its number where the office numbers the form.

    `agency_id` is the agency that issues it. Numbers count up for each agency and year without gaps.
    """
    template = template_of(form, facts["version"])
    if template.symbol:
        year = at.astimezone(HANOI).year
        taken = next_paper_number(session, agency_id, form, year)
        facts = facts | {"number": f"{taken:02d}/{template.symbol}"}
    return _keep_paper(session, form, dossier_id, entry_number, facts, at)


def _keep_paper(
    session: Session, form: str, dossier_id: uuid.UUID, entry_number: int, facts: JsonDict, at: datetime
) -> uuid.UUID:
    issued = new_id()
    row = {
        "id": issued, "dossier_id": dossier_id, "form": form, "template_version": facts["version"], "facts": facts,
        "entry_number": entry_number, "made_at": at,
    }  # fmt: skip
    session.execute(insert(PAPER), row)
    return issued


def _stored(arrival: Arrival) -> dict[str, Any]:
    return {"digest": arrival.stored.digest, "size": arrival.stored.size, "media_type": arrival.kind.media_type}


def _in_force(place: Place) -> tuple[Any, ...]:
    item = ATTACHMENT.c.item_code
    return (
        ATTACHMENT.c.dossier_id == place.dossier_id,
        ATTACHMENT.c.part_code == place.part_code,
        item.is_(None) if place.item_code is None else item == place.item_code,
        ATTACHMENT.c.replaced_by_id.is_(None),
    )


def _get(session: Session, place: Place, attachment_id: uuid.UUID) -> Any:
    row = session.execute(
        select(ATTACHMENT).where(
            ATTACHMENT.c.id == attachment_id,
            ATTACHMENT.c.dossier_id == place.dossier_id,
            ATTACHMENT.c.replaced_by_id.is_(None),
        )
    ).one_or_none()
    if row is None or (place.part_code and (row.part_code, row.item_code) != (place.part_code, place.item_code)):
        raise NotFound
    return row
