"""Reading consents inside the office: who agreed to what, what is shown by it, who waits for an answer."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from states.clock import explain
from states.consents import ANSWER_DAYS, KEEPERS, READERS, TAKERS_BACK, ConsentKind
from workflow.accounts.models import Account
from workflow.accounts.person import Person
from workflow.calendar.queries import work_calendar
from workflow.consents.models import Consent, DataSubject, Exhibit, ExhibitConsent
from workflow.consents.shown import is_shown
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.papers.models import FileScan, StoredFile
from workflow.papers.scans import Scanned
from workflow.register.keeping import seat_for, units_for
from workflow.register.models import Unit

CONSENT, SUBJECT, ACCOUNT = Consent.__table__, DataSubject.__table__, Account.__table__
EXHIBIT, RESTS_ON = Exhibit.__table__, ExhibitConsent.__table__
SCAN, STORED, UNIT = FileScan.__table__, StoredFile.__table__, Unit.__table__


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One consent. `answer_by` is the last day to tell the person that their withdrawal was done."""

    row: Any
    answer_by: date | None

    def is_late(self, on: date) -> bool:
        """Whether nobody told the person in time."""
        return self.answer_by is not None and self.row.told_on is None and self.answer_by < on


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One person with everything they agreed to, the latest first."""

    id: uuid.UUID
    name: str
    phone: str
    consents: Sequence[ConsentLine]


@dataclass(frozen=True, slots=True)
class Rights:
    """What a reader may do here."""

    keeps: bool
    takes_back: bool


@dataclass(frozen=True, slots=True)
class ScanFile(Scanned):
    """The scan of a signed paper."""

    digest: bytes
    name: str
    size: int
    scan_state: str | None


def reads_consents(person: Person, unit_id: uuid.UUID) -> bool:
    """Whether the consents of a unit are for this person."""
    return bool(person.posts & READERS) and seat_for(person, READERS, unit_id) is not None


def rights(person: Person, unit_id: uuid.UUID) -> Rights:
    """What a reader may do with the consents of a unit. Raises NotFound for whoever may not read them."""
    if seat_for(person, READERS, unit_id) is None:
        raise NotFound
    return Rights(*(seat_for(person, posts, unit_id) is not None for posts in (KEEPERS, TAKERS_BACK)))


def subjects_of(unit_id: uuid.UUID) -> list[SubjectLine]:
    """The people of a unit who were asked, in the order they were written down."""
    rows = db.session.execute(
        select(
            CONSENT, SUBJECT.c.name, SUBJECT.c.phone, ACCOUNT.c.name.label("by_name"),
        )
        .join(SUBJECT, SUBJECT.c.id == CONSENT.c.subject_id)
        .join(ACCOUNT, ACCOUNT.c.id == CONSENT.c.recorded_by)
        .where(SUBJECT.c.unit_id == unit_id)
        .order_by(SUBJECT.c.id, CONSENT.c.id.desc())
    )  # fmt: skip
    found: defaultdict[tuple[Any, ...], list[ConsentLine]] = defaultdict(list)
    for row in rows:
        found[row.subject_id, row.name, row.phone].append(ConsentLine(row, answer_by(row.withdrawn_on)))
    return [SubjectLine(who, name, phone, lines) for (who, name, phone), lines in found.items()]


def answer_by(withdrawn_on: date | None) -> date | None:
    """The last day to tell a person: two working days after they came (Decree 356/2025)."""
    return explain(withdrawn_on, ANSWER_DAYS, [], work_calendar()).due_on if withdrawn_on else None


def answers_withdrawals(person: Person) -> bool:
    """Whether the person answers those who take a consent back."""
    return bool(person.posts & TAKERS_BACK)


def unanswered(person: Person) -> list[ConsentLine]:
    """Withdrawals that the reader may answer and nobody has, the oldest first."""
    open_ = CONSENT.c.withdrawn_on.is_not(None), CONSENT.c.told_on.is_(None)
    wanted = (
        select(CONSENT, SUBJECT.c.name, SUBJECT.c.unit_id, UNIT.c.name.label("unit_name"))
        .join(SUBJECT, SUBJECT.c.id == CONSENT.c.subject_id)
        .join(UNIT, UNIT.c.id == SUBJECT.c.unit_id)
        .where(*open_, units_for(person, TAKERS_BACK, SUBJECT.c.unit_id))
        .order_by(CONSENT.c.withdrawn_on, CONSENT.c.id)
    )
    return [ConsentLine(row, answer_by(row.withdrawn_on)) for row in db.session.execute(wanted)]


def live_consents(unit_id: uuid.UUID, kind: ConsentKind) -> list[tuple[str, str]]:
    """Consents of a kind that something may rest on: id and name of the person."""
    wanted = select(CONSENT.c.id, SUBJECT.c.name).join(SUBJECT, SUBJECT.c.id == CONSENT.c.subject_id)
    live = SUBJECT.c.unit_id == unit_id, CONSENT.c.kind == kind.value, CONSENT.c.withdrawn_at.is_(None)
    return [(str(row.id), row.name) for row in db.session.execute(wanted.where(*live).order_by(SUBJECT.c.id))]


def subjects_to_choose(unit_id: uuid.UUID) -> list[tuple[str, str]]:
    """People of a unit who were written down before: id and name."""
    wanted = select(SUBJECT.c.id, SUBJECT.c.name).where(SUBJECT.c.unit_id == unit_id).order_by(SUBJECT.c.id)
    return [(str(row.id), row.name) for row in db.session.execute(wanted)]


def exhibits_of(unit_id: uuid.UUID) -> list[tuple[Any, list[str]]]:
    """Every photo and story of a unit, the latest first, whether it is shown now (`shown`), and who is in it."""
    wanted = select(EXHIBIT, is_shown().label("shown"), ACCOUNT.c.name.label("by_name"))
    rows = db.session.execute(
        wanted.join(ACCOUNT, ACCOUNT.c.id == EXHIBIT.c.recorded_by)
        .where(EXHIBIT.c.unit_id == unit_id)
        .order_by(EXHIBIT.c.id.desc())
    ).all()
    people = db.session.execute(
        select(RESTS_ON.c.exhibit_id, SUBJECT.c.name)
        .join(CONSENT, CONSENT.c.id == RESTS_ON.c.consent_id)
        .join(SUBJECT, SUBJECT.c.id == CONSENT.c.subject_id)
        .where(SUBJECT.c.unit_id == unit_id)
        .order_by(SUBJECT.c.id)
    )
    names: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    for exhibit_id, name in people:
        names[exhibit_id].append(name)
    return [(row, names[row.id]) for row in rows]


def scan_of(unit_id: uuid.UUID, consent_id: uuid.UUID) -> ScanFile:
    """The scan of the signed paper of a consent. Raises NotFound."""
    row = db.session.execute(
        select(CONSENT.c.scan_digest, CONSENT.c.scan_name, STORED.c.size, SCAN.c.state)
        .join(SUBJECT, SUBJECT.c.id == CONSENT.c.subject_id)
        .join(STORED, STORED.c.digest == CONSENT.c.scan_digest)
        .outerjoin(SCAN, SCAN.c.digest == CONSENT.c.scan_digest)
        .where(CONSENT.c.id == consent_id, SUBJECT.c.unit_id == unit_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return ScanFile(*row)
