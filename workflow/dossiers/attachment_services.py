"""Attaching files to a dossier: each is judged and made safe first, then its row is written under the lock."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from states.papers_asked import papers_asked
from states.parts import Need
from workflow.accounts.person import Person
from workflow.dossiers.editing import lock_for_editing, lock_for_work
from workflow.dossiers.models import Submission
from workflow.dossiers.queries import DossierView
from workflow.errors import BadInput, NotFound
from workflow.papers import queries as papers
from workflow.papers import services
from workflow.papers.queries import PartRow
from workflow.papers.services import Arrival, Place
from workflow.papers.storage import LARGEST_FILE, FileStore, store
from workflow.papers.types import EVIDENCE_PART, display_name, judge
from workflow.transactions import writing

EVIDENCE_ACTION = "sign_off"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived: bytes and the name its owner gave."""

    stream: IO[bytes]
    name: str


@dataclass(slots=True)
class Outcome:
    """What became of several files: names kept, names already there, sentences about those refused."""

    kept: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def part_rows(dossier: DossierView) -> tuple[PartRow, ...]:
    """Every paper of a dossier with its files, for the template macro `parts`."""
    return papers.part_rows(dossier.id, needs_of(dossier))


def needs_of(dossier: DossierView) -> tuple[Need, ...]:
    """The papers the law asks of this dossier."""
    row = dossier.row
    return papers_asked(row.procedure_code, row.kind, row.basis)


def add_files(place: Place, uploads: Iterable[Upload], *, by: Person, on: date, at: datetime) -> Outcome:
    """Attach files to a part of a dossier, or as evidence of a checklist item (`place.item_code`).

    Each file is a whole of its own: a good one is kept although another is refused. Raises NotFound, Forbidden,
    MovedOn when the person may not attach there now.
    """
    outcome, keep = Outcome(), store()
    for upload in uploads:
        try:
            arrival = _arrive(keep, place, upload)
            with writing() as session:
                _lock(session, place, by, on)
                added = services.add_attachment(session, keep, place, arrival, by=by.id, at=at)
        except BadInput as refusal:
            outcome.refused.append(str(refusal))
        else:
            (outcome.kept if added else outcome.known).append(display_name(upload.name, arrival.kind))
    return outcome


def replace_file(
    dossier_id: uuid.UUID, attachment_id: uuid.UUID, upload: Upload, *, by: Person, on: date, at: datetime
) -> Outcome:
    """Put a file in the place of another of the same dossier. Raises as `add_files` does."""
    old, keep, outcome = papers.get_attachment(dossier_id, attachment_id), store(), Outcome()
    place = Place(dossier_id, old.part_code, old.item_code)
    try:
        arrival = _arrive(keep, place, upload)
        with writing() as session:
            _lock(session, place, by, on)
            handed_in = _handed_in_at(session, dossier_id)
            added = services.replace_attachment(
                session, keep, attachment_id, place, arrival, by=by.id, at=at, handed_in_at=handed_in
            )
    except BadInput as refusal:
        outcome.refused.append(str(refusal))
    else:
        (outcome.kept if added else outcome.known).append(display_name(upload.name, arrival.kind))
    return outcome


def remove_file(dossier_id: uuid.UUID, attachment_id: uuid.UUID, *, by: Person, on: date) -> str:
    """Take away a file that was never handed in; its name. Raises NotFound, Forbidden, MovedOn, BadInput."""
    old = papers.get_attachment(dossier_id, attachment_id)
    with writing() as session:
        _lock(session, Place(dossier_id, old.part_code, old.item_code), by, on)
        handed_in = _handed_in_at(session, dossier_id) if old.item_code is None else None
        return services.remove_attachment(session, dossier_id, attachment_id, handed_in_at=handed_in)


def check_part(dossier: DossierView, part_code: str) -> None:
    """Raise NotFound for a part that this dossier does not have."""
    if all(part_code not in need.codes for need in needs_of(dossier)):
        raise NotFound


def _arrive(keep: FileStore, place: Place, upload: Upload) -> Arrival:
    """Judge first: what is refused never reaches the store."""
    name = display_name(upload.name)
    size = upload.stream.seek(0, 2)
    upload.stream.seek(0)
    if size > LARGEST_FILE:
        raise BadInput(
            _("“%(name)s” lớn hơn 100 MB. Tệp này chưa được lưu; các tệp khác vẫn an toàn. Hãy quét ở 300 dpi, "
              "đen trắng, hoặc chia thành nhiều tệp.", name=name)
        )  # fmt: skip
    kind = judge(upload.stream, name, place.part_code)
    return Arrival(keep.put(upload.stream), kind, name)


def _lock(session: Session, place: Place, by: Person, on: date) -> None:
    if place.part_code == EVIDENCE_PART:
        lock_for_work(session, place.dossier_id, by, on, EVIDENCE_ACTION)
    else:
        lock_for_editing(session, place.dossier_id, by, on)


def _handed_in_at(session: Session, dossier_id: uuid.UUID) -> datetime | None:
    return session.scalar(select(func.max(Submission.at)).where(Submission.dossier_id == dossier_id))
