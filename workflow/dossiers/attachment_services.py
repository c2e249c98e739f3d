"""Attaching files to a dossier: each is judged and made safe first, then its row is written under the lock."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from states.papers_asked import papers_asked
from states.parts import Need
from workflow.accounts.person import Person
from workflow.dossiers.editing import hold_for_editing, hold_for_work, lock_for_editing, lock_for_work
from workflow.dossiers.models import Submission
from workflow.dossiers.queries import DossierView
from workflow.errors import BadInput, NotFound
from workflow.extensions import JsonDict
from workflow.papers import photos, services
from workflow.papers import queries as papers
from workflow.papers.arriving_queries import unfinished
from workflow.papers.file_kinds import PICTURES
from workflow.papers.portable import Unsafe
from workflow.papers.queries import PartRow
from workflow.papers.services import Arrival, Place
from workflow.papers.storage import LARGEST_FILE, FileStore, store
from workflow.papers.types import EVIDENCE_PART, Unsuitable, about, display_name, judge
from workflow.transactions import writing

EVIDENCE_ACTION = "sign_off"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived: bytes and the name its owner gave.

    With `keeps_photo` place and time of a photograph are kept beside it; `photo` are those its sender has read already.
    """

    stream: IO[bytes]
    name: str
    keeps_photo: bool = False
    photo: JsonDict = field(default_factory=dict)


@dataclass(slots=True)
class Outcome:
    """What became of several files: names kept, names already there, sentences about those refused."""

    kept: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def part_rows(dossier: DossierView, reader: Person, at: datetime) -> tuple[PartRow, ...]:
    """Every paper of a dossier with its files, for the template macro `parts`."""
    mine = unfinished(dossier.id, reader.id, at) if dossier.is_editable_by(reader) else {}
    return papers.part_rows(dossier.id, needs_of(dossier), mine)


def needs_of(dossier: DossierView) -> tuple[Need, ...]:
    """The papers the law asks of this dossier."""
    row = dossier.row
    return papers_asked(row.procedure_code, row.kind, row.basis)


def add_files(place: Place, uploads: Iterable[Upload], *, by: Person, on: date, at: datetime) -> Outcome:
    """Attach files to a part of a dossier, or as evidence of a checklist item (`place.item_code`).

    Each file is a whole of its own: a good one is kept although another is refused. Raises NotFound, Forbidden,
    MovedOn when the person may not attach there now.
    """
    outcome = Outcome()
    for upload in uploads:
        try:
            added, name = attach(place, upload, by=by, on=on, at=at)
        except BadInput as refusal:
            outcome.refused.append(str(refusal))
        else:
            (outcome.kept if added else outcome.known).append(name)
    return outcome


def replace_file(
    dossier_id: uuid.UUID, attachment_id: uuid.UUID, upload: Upload, *, by: Person, on: date, at: datetime
) -> Outcome:
    """Put a file in the place of another of the same dossier. Raises as `add_files` does."""
    old, outcome = papers.get_attachment(dossier_id, attachment_id), Outcome()
    place = Place(dossier_id, old.part_code, old.item_code)
    try:
        added, name = attach(place, upload, by=by, on=on, at=at, replaces=attachment_id)
    except BadInput as refusal:
        outcome.refused.append(str(refusal))
    else:
        (outcome.kept if added else outcome.known).append(name)
    return outcome


def attach(
    place: Place, upload: Upload, *, by: Person, on: date, at: datetime, replaces: uuid.UUID | None = None,
    also: Callable[[Session, uuid.UUID | None, Arrival], None] | None = None,
) -> tuple[uuid.UUID | None, str]:  # fmt: skip
    """The one way in for a file, however it came: judged, made safe, then its row written under the lock.

    Returns its id, None when the same bytes are there in force, and the name it is shown by. `also` runs in the same
    transaction. Raises BadInput, NotFound, Forbidden, MovedOn.
    """
    keep = store()
    arrival = _arrive(keep, place, upload)
    with writing() as session:
        _lock(session, place, by, on)
        if replaces is None:
            added = services.add_attachment(session, keep, place, arrival, by=by.id, at=at)
        else:
            handed_in = _handed_in_at(session, place.dossier_id)
            added = services.replace_attachment(
                session, keep, replaces, place, arrival, by=by.id, at=at, handed_in_at=handed_in
            )
        if also:
            also(session, added, arrival)
    return added, display_name(upload.name, arrival.kind)


def remove_file(dossier_id: uuid.UUID, attachment_id: uuid.UUID, *, by: Person, on: date) -> str:
    """Take away a file that was never handed in; its name. Raises NotFound, Forbidden, MovedOn, BadInput."""
    old = papers.get_attachment(dossier_id, attachment_id)
    with writing() as session:
        _lock(session, Place(dossier_id, old.part_code, old.item_code), by, on)
        handed_in = _handed_in_at(session, dossier_id) if old.item_code is None else None
        return services.remove_attachment(session, dossier_id, attachment_id, handed_in_at=handed_in)


def place_in(dossier: DossierView, part_code: str, item_code: str | None, on: date) -> Place:
    """A part of a dossier, or evidence of an item of its checklist. Raises NotFound for one it does not have."""
    if item_code is None:
        if all(part_code not in need.codes for need in needs_of(dossier)):
            raise NotFound
        return Place(dossier.id, part_code)
    if item_code not in dossier.case(on).checklist.by_code:
        raise NotFound
    return Place(dossier.id, EVIDENCE_PART, item_code)


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
    if kind not in PICTURES:
        return Arrival(keep.put(upload.stream), kind, name)
    try:
        photo = upload.photo or (photos.facts_of(upload.stream, kind) if upload.keeps_photo else {})
        return Arrival(keep.put(photos.cleaned(upload.stream, kind)), kind, name, photo)
    except Unsafe as unsafe:
        raise Unsuitable(about(name, str(unsafe))) from unsafe


def hold(session: Session, place: Place, by: Person, on: date) -> None:
    """Raise NotFound, Forbidden or MovedOn when the person may not attach there now. Changes nothing."""
    if place.part_code == EVIDENCE_PART:
        hold_for_work(session, place.dossier_id, by, on, EVIDENCE_ACTION)
    else:
        hold_for_editing(session, place.dossier_id, by, on)


def _lock(session: Session, place: Place, by: Person, on: date) -> None:
    if place.part_code == EVIDENCE_PART:
        lock_for_work(session, place.dossier_id, by, on, EVIDENCE_ACTION)
    else:
        lock_for_editing(session, place.dossier_id, by, on)


def _handed_in_at(session: Session, dossier_id: uuid.UUID) -> datetime | None:
    return session.scalar(select(func.max(Submission.at)).where(Submission.dossier_id == dossier_id))
