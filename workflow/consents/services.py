"""Writing down who agreed to be shown, and who took it back. Taking back counts from the commit on."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states.consents import KEEPERS, KIND_TITLES, TAKERS_BACK, Channel, ConsentKind, wording_on
from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.consents.models import Consent, DataSubject, Exhibit, ExhibitConsent
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id
from workflow.papers import previews
from workflow.papers.scans import await_scan
from workflow.papers.services import Arrival, keep_stored
from workflow.register.keeping import seat_for
from workflow.text import nfc
from workflow.transactions import writing

CONSENT, SUBJECT = Consent.__table__, DataSubject.__table__
EXHIBIT, RESTS_ON = Exhibit.__table__, ExhibitConsent.__table__


@dataclass(frozen=True, slots=True)
class Given:
    """What a person agreed to. `subject_id` is somebody who was written down before, else `name` is somebody new."""

    subject_id: uuid.UUID | None
    name: str
    phone: str
    kinds: frozenset[ConsentKind]
    given_on: date
    channel: Channel


def give(
    unit_id: uuid.UUID, given: Given, scan: Arrival | None, *, by: Person, on: date, at: datetime
) -> list[uuid.UUID]:
    """Write consents down, one for each kind, in the wording of their day. Gives their ids.

    Raises NotFound, Forbidden (not an officer of a commune of the unit), Refused with every reason.
    """
    with writing() as session:
        person = in_force(session, by, on)
        refuse_others(person, unit_id)
        subject = _subject(session, unit_id, given.subject_id)
        if reasons := _faults(session, given, subject, on):
            raise Refused(*reasons)
        subject_id = _keep_subject(session, unit_id, given, subject, person.id, at)
        paper: dict[str, Any] = {"scan_digest": None, "scan_name": ""}
        if scan is not None:
            keep_stored(session, scan)
            await_scan(session, scan.stored.digest, at)
            paper = {"scan_digest": scan.stored.digest, "scan_name": scan.name}
        rows = [_row(kind, given, subject_id, person.id, on, at) | paper for kind in sorted(given.kinds)]
        session.execute(insert(CONSENT), rows)
        for row in rows:
            told = {"kind": row["kind"], "wording": row["wording_version"], "channel": row["channel"]}
            record(session, "consent:given", at=at, actor_id=person.id, subject=row["id"], **told)
    return [row["id"] for row in rows]


def _row(kind: ConsentKind, given: Given, subject_id: uuid.UUID, by: uuid.UUID, on: date, at: datetime) -> Any:
    return {
        "id": new_id(), "subject_id": subject_id, "kind": kind.value, "given_on": given.given_on,
        "wording_version": wording_on(kind, given.given_on).version, "channel": given.channel.value,
        "recorded_by": by, "recorded_on": on, "recorded_at": at,
    }  # fmt: skip


def _subject(session: Session, unit_id: uuid.UUID, subject_id: uuid.UUID | None) -> Any | None:
    if subject_id is None:
        return None
    wanted = select(SUBJECT).where(SUBJECT.c.id == subject_id, SUBJECT.c.unit_id == unit_id).with_for_update()
    row = session.execute(wanted).one_or_none()
    if row is None:
        raise NotFound
    return row


def _faults(session: Session, given: Given, subject: Any | None, on: date) -> list[Reason]:
    reasons = []
    if not given.kinds:
        reasons.append(Reason(_("Chưa chọn đồng ý về việc gì; im lặng không phải là đồng ý.")))
    if given.given_on > on:
        reasons.append(Reason(_("Ngày đồng ý chưa tới.")))
    if ConsentKind.PHONE in given.kinds and not given.phone.strip():
        reasons.append(Reason(_("Hãy nhập số điện thoại mà người đó đồng ý công khai.")))
    if subject is not None and given.name.strip():
        reasons.append(Reason(_("Hãy chọn người đã ghi trước đây, hoặc nhập người mới; không làm cả hai.")))
    if subject is None and not given.name.strip():
        reasons.append(Reason(_("Hãy nhập họ và tên người đồng ý.")))
    for kind in sorted(given.kinds):
        try:
            wording_on(kind, given.given_on)
        except LookupError:
            reasons.append(Reason(_("Chưa có lời văn đồng ý cho ngày này; hãy xin người đó đồng ý lại.")))
            break
    return reasons + (_known(session, given, subject) if subject is not None else [])


def _known(session: Session, given: Given, subject: Any) -> list[Reason]:
    """What this person has agreed to already: one yes is enough."""
    live = CONSENT.c.subject_id == subject.id, CONSENT.c.withdrawn_at.is_(None)
    there = set(session.scalars(select(CONSENT.c.kind).where(*live)))
    return [
        Reason(_("Người này đang đồng ý: %(what)s.", what=_(KIND_TITLES[kind])))
        for kind in sorted(given.kinds)
        if kind in there
    ]


def _keep_subject(
    session: Session, unit_id: uuid.UUID, given: Given, subject: Any | None, by: uuid.UUID, at: datetime
) -> uuid.UUID:
    """The person, as far as is needed: a number only where it is to be shown."""
    phone = nfc(given.phone.strip())[:30] if ConsentKind.PHONE in given.kinds else ""
    if subject is None:
        made = new_id()
        row = {"id": made, "unit_id": unit_id, "name": nfc(given.name.strip()), "phone": phone}
        session.execute(insert(SUBJECT), row | {"recorded_by": by, "recorded_at": at})
        return made
    if phone:
        session.execute(update(SUBJECT).where(SUBJECT.c.id == subject.id).values(phone=phone))
    found: uuid.UUID = subject.id
    return found


def withdraw(consent_id: uuid.UUID, withdrawn_on: date, *, by: Person, on: date, at: datetime) -> ConsentKind:
    """Write down that a person took a consent back. No reason is asked. What rests on it is hidden with the commit.

    Raises NotFound, Forbidden, Refused for a day that cannot be, Stale when it was taken back already.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = _lock(session, consent_id)
        if seat_for(person, TAKERS_BACK, row.unit_id) is None:
            raise Forbidden(Reason(_("Việc rút lại do UBND xã, phường, Bộ phận tiếp nhận hoặc chuyên viên Sở ghi.")))
        if not row.given_on <= withdrawn_on <= on:
            raise Refused(Reason(_("Ngày rút lại phải từ ngày đồng ý đến hôm nay.")))
        gone = {"withdrawn_on": withdrawn_on, "withdrawn_at": at, "withdrawn_by": person.id}
        live = update(CONSENT).where(CONSENT.c.id == consent_id, CONSENT.c.withdrawn_at.is_(None)).values(**gone)
        if session.connection().execute(live).rowcount != 1:
            raise Stale(Reason(_("Sự đồng ý này đã được rút lại trước đó.")))
        if row.kind == ConsentKind.PHONE:
            session.execute(update(SUBJECT).where(SUBJECT.c.id == row.subject_id).values(phone=""))
        hidden = _pictures_on(session, consent_id)
        record(session, "consent:withdrawn", at=at, actor_id=person.id, subject=consent_id, kind=row.kind)
    for digest in hidden:
        previews.forget(digest)
    return ConsentKind(row.kind)


def tell(consent_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> None:
    """Write down that the person was told that it was done. Raises NotFound, Forbidden, Stale."""
    with writing() as session:
        person = in_force(session, by, on)
        row = _lock(session, consent_id)
        if seat_for(person, TAKERS_BACK, row.unit_id) is None:
            raise Forbidden(Reason(_("Việc rút lại do UBND xã, phường, Bộ phận tiếp nhận hoặc chuyên viên Sở ghi.")))
        open_ = CONSENT.c.id == consent_id, CONSENT.c.withdrawn_on.is_not(None), CONSENT.c.told_on.is_(None)
        told = update(CONSENT).where(*open_).values(told_on=on, told_by=person.id)
        if session.connection().execute(told).rowcount != 1:
            raise Stale(Reason(_("Việc trả lời này vừa được người khác ghi, hoặc sự đồng ý chưa được rút lại.")))
        record(session, "consent:told", at=at, actor_id=person.id, subject=consent_id, kind=row.kind)


def _lock(session: Session, consent_id: uuid.UUID) -> Any:
    wanted = select(CONSENT, SUBJECT.c.unit_id).join(SUBJECT, SUBJECT.c.id == CONSENT.c.subject_id)
    row = session.execute(wanted.where(CONSENT.c.id == consent_id).with_for_update(of=CONSENT)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _pictures_on(session: Session, consent_id: uuid.UUID) -> Sequence[bytes]:
    resting = select(EXHIBIT.c.digest).join(RESTS_ON, RESTS_ON.c.exhibit_id == EXHIBIT.c.id)
    return session.scalars(resting.where(RESTS_ON.c.consent_id == consent_id, EXHIBIT.c.digest.is_not(None))).all()


def refuse_others(person: Person, unit_id: uuid.UUID) -> None:
    """Raise Forbidden for whoever does not keep the consents of this unit, NotFound for no unit."""
    if seat_for(person, KEEPERS, unit_id) is None:
        raise Forbidden(Reason(_("Việc này do công chức của xã, phường có làng nghề thực hiện.")))
