"""What is shown in public of the people of units: the one source of pages, open data and pictures.

Every condition of showing stands here. A consent that was taken back a moment ago hides at once what rests on it.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select

from states.consents import ConsentKind
from workflow.consents.models import Consent, DataSubject, Exhibit, ExhibitConsent
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.papers.models import FileScan
from workflow.papers.previews import forget, preview
from workflow.papers.scans import Scanned
from workflow.papers.storage import store

CONSENT, SUBJECT = Consent.__table__, DataSubject.__table__
EXHIBIT, RESTS_ON, SCAN = Exhibit.__table__, ExhibitConsent.__table__, FileScan.__table__
UnitIds = Collection[uuid.UUID] | Select[Any]


@dataclass(frozen=True, slots=True)
class Photo(Scanned):
    """A photograph that may be shown."""

    id: uuid.UUID
    unit_id: uuid.UUID
    title: str
    digest: bytes
    media_type: str
    scan_state: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """A story that may be shown."""

    id: uuid.UUID
    unit_id: uuid.UUID
    title: str
    body: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Contact:
    """A telephone number that may be shown, with a name where that may be shown too."""

    name: str
    phone: str


@dataclass(slots=True)
class Shown:
    """Everything of one unit that rests on consents."""

    photos: list[Photo] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)


def agreed(kind: ConsentKind, subject_id: ColumnElement[uuid.UUID]) -> ColumnElement[bool]:
    """The condition under which a person agrees to a kind of showing now."""
    live = CONSENT.c.subject_id == subject_id, CONSENT.c.kind == kind.value, CONSENT.c.withdrawn_at.is_(None)
    return exists().where(*live).correlate_except(CONSENT)


def is_shown() -> ColumnElement[bool]:
    """The condition on an exhibit: not taken down, resting on some consent, each of them to its kind and live."""
    rests = RESTS_ON.c.exhibit_id == EXHIBIT.c.id
    holds = and_(CONSENT.c.kind == EXHIBIT.c.kind, CONSENT.c.withdrawn_at.is_(None))
    joined = select(RESTS_ON.c.consent_id).join(CONSENT, CONSENT.c.id == RESTS_ON.c.consent_id).where(rests)
    some = joined.correlate(EXHIBIT).exists()
    broken = joined.where(~holds).correlate(EXHIBIT).exists()
    return and_(EXHIBIT.c.withdrawn_on.is_(None), EXHIBIT.c.erased_on.is_(None), some, ~broken)


def shown_of(unit_ids: UnitIds) -> defaultdict[uuid.UUID, Shown]:
    """What is shown of these units now. Two statements, however many units."""
    found: defaultdict[uuid.UUID, Shown] = defaultdict(Shown)
    for row in db.session.execute(_exhibits().where(EXHIBIT.c.unit_id.in_(unit_ids))):
        of_unit = found[row.unit_id]
        if row.kind == ConsentKind.STORY:
            of_unit.stories.append(Story(row.id, row.unit_id, row.title, row.body, row.recorded_on))
        elif (photo := _photo(row)).is_open:
            of_unit.photos.append(photo)
    contacts = select(
        SUBJECT.c.unit_id, SUBJECT.c.name, SUBJECT.c.phone, agreed(ConsentKind.NAME, SUBJECT.c.id).label("is_named")
    ).where(SUBJECT.c.unit_id.in_(unit_ids), SUBJECT.c.phone != "", agreed(ConsentKind.PHONE, SUBJECT.c.id))
    for row in db.session.execute(contacts.order_by(SUBJECT.c.id)):
        found[row.unit_id].contacts.append(Contact(row.name if row.is_named else "", row.phone))
    return found


def picture(unit_id: uuid.UUID, exhibit_id: uuid.UUID, size: str) -> bytes:
    """A drawing of a photo that may be shown now (sizes of `previews.WIDTHS`). Raises NotFound.

    Drawing takes time: whether it may be shown is asked again when it is ready to leave.
    """
    photo = _get_photo(unit_id, exhibit_id)
    try:
        drawn = preview(store(), photo.digest, photo.media_type, size)
    except FileNotFoundError:
        drawn = None
    db.session.rollback()  # what was read before the drawing is no longer the present
    try:
        _get_photo(unit_id, exhibit_id)
    except NotFound:
        forget(photo.digest)
        raise
    if drawn is None:
        raise NotFound
    return drawn


def _get_photo(unit_id: uuid.UUID, exhibit_id: uuid.UUID) -> Photo:
    wanted = EXHIBIT.c.id == exhibit_id, EXHIBIT.c.unit_id == unit_id, EXHIBIT.c.kind == ConsentKind.PHOTO.value
    row = db.session.execute(_exhibits().where(*wanted)).one_or_none()
    if row is None or not (photo := _photo(row)).is_open:
        raise NotFound
    return photo


def _exhibits() -> Select[Any]:
    read = select(EXHIBIT, SCAN.c.state.label("scan_state")).outerjoin(SCAN, SCAN.c.digest == EXHIBIT.c.digest)
    return read.where(is_shown()).order_by(EXHIBIT.c.id)


def _photo(row: Any) -> Photo:
    return Photo(row.id, row.unit_id, row.title, row.digest, row.media_type, row.scan_state)
