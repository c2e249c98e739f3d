"""Putting photos and stories of a unit on its public page, taking them down, erasing them."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states.consents import ConsentKind
from states.kernel import Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.consents.models import Consent, DataSubject, Exhibit, ExhibitConsent
from workflow.consents.services import refuse_others
from workflow.consents.shown import is_shown
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id
from workflow.papers import previews
from workflow.papers.scans import await_scan
from workflow.papers.services import Arrival, keep_stored
from workflow.register.written_once import recorded, take_back
from workflow.text import nfc
from workflow.transactions import writing

EXHIBIT, RESTS_ON = Exhibit.__table__, ExhibitConsent.__table__
CONSENT, SUBJECT = Consent.__table__, DataSubject.__table__
ERASED = "–"
"""What is left of a title."""


@dataclass(frozen=True, slots=True)
class NewExhibit:
    """What an officer wants to show: a photo with its caption, or a story. `consent_ids`: one for each person in it."""

    title: str
    consent_ids: frozenset[uuid.UUID]
    body: str = ""
    photo: Arrival | None = None

    @property
    def kind(self) -> ConsentKind:
        return ConsentKind.STORY if self.photo is None else ConsentKind.PHOTO


def show(unit_id: uuid.UUID, new: NewExhibit, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Put a photo or a story on the public page. Raises NotFound, Forbidden, Refused without a live consent.

    The consents are held until the commit, so that none is taken back in between.
    """
    with writing() as session:
        person = in_force(session, by, on)
        refuse_others(person, unit_id)
        _refuse_without_consent(session, unit_id, new.kind, new.consent_ids)
        file: dict[str, Any] = {"digest": None, "media_type": ""}
        if new.photo is not None:
            keep_stored(session, new.photo)
            await_scan(session, new.photo.stored.digest, at)
            file = {"digest": new.photo.stored.digest, "media_type": new.photo.kind.media_type}
        made = new_id()
        row = {
            "id": made, "unit_id": unit_id, "kind": new.kind.value, "title": nfc(new.title.strip())[:300],
            "body": nfc(new.body.strip()),
        }  # fmt: skip
        session.execute(insert(EXHIBIT), row | file | recorded(person.id, on, at))
        session.execute(insert(RESTS_ON), [{"exhibit_id": made, "consent_id": one} for one in sorted(new.consent_ids)])
        record(session, "exhibit:added", at=at, actor_id=person.id, subject=made, kind=new.kind.value)
    return made


def _refuse_without_consent(
    session: Session, unit_id: uuid.UUID, kind: ConsentKind, consent_ids: Collection[uuid.UUID]
) -> None:
    live = (
        select(CONSENT.c.id)
        .join(SUBJECT, SUBJECT.c.id == CONSENT.c.subject_id)
        .where(
            SUBJECT.c.unit_id == unit_id, CONSENT.c.kind == kind.value, CONSENT.c.withdrawn_at.is_(None),
            CONSENT.c.id.in_(consent_ids),
        )
        .order_by(CONSENT.c.id)
        .with_for_update(of=CONSENT)
    )  # fmt: skip
    found = set(session.scalars(live))
    if not consent_ids:
        raise Refused(Reason(_("Hãy chọn người đồng ý; không có sự đồng ý thì không đăng được.")))
    if found != set(consent_ids):
        raise Refused(Reason(_("Có người đã rút lại sự đồng ý, nên chưa đăng. Nội dung đã nhập vẫn còn.")))


def take_down(exhibit_id: uuid.UUID, why: str, *, by: Person, on: date, at: datetime) -> None:
    """Take a photo or a story off the public page. Raises NotFound, Forbidden, Refused without a reason, Stale."""
    with writing() as session:
        person = in_force(session, by, on)
        row = _locked(session, exhibit_id)
        refuse_others(person, row.unit_id)
        take_back(session, EXHIBIT, exhibit_id, why, by=person.id, on=on)
        record(session, "exhibit:withdrawn", at=at, actor_id=person.id, subject=exhibit_id, kind=row.kind)
    if row.digest is not None:
        previews.forget(row.digest)


def erase(exhibit_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> None:
    """Erase what is not shown any more: words and picture go, the bytes with the next sweep; that it was stays.

    Raises NotFound, Forbidden, Refused while it is shown, Stale when it was erased already.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = _locked(session, exhibit_id)
        refuse_others(person, row.unit_id)
        if row.shown:
            raise Refused(Reason(_("Mục này đang công khai; hãy gỡ xuống trước khi xóa.")))
        gone = {"title": ERASED, "body": "", "digest": None, "media_type": "", "erased_by": person.id, "erased_on": on}
        standing = update(EXHIBIT).where(EXHIBIT.c.id == exhibit_id, EXHIBIT.c.erased_on.is_(None)).values(**gone)
        if session.connection().execute(standing).rowcount != 1:
            raise Stale(Reason(_("Mục này vừa được người khác xóa.")))
        record(session, "exhibit:erased", at=at, actor_id=person.id, subject=exhibit_id, kind=row.kind)
    if row.digest is not None:
        previews.forget(row.digest)


def _locked(session: Session, exhibit_id: uuid.UUID) -> Any:
    wanted = select(EXHIBIT, is_shown().label("shown")).where(EXHIBIT.c.id == exhibit_id)
    row = session.execute(wanted.with_for_update(of=EXHIBIT)).one_or_none()
    if row is None:
        raise NotFound
    return row
