"""Writing the producing establishments and households of a unit. Each belongs to the commune that entered it."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.environment.establishment_queries import get_establishment
from workflow.environment.keeping import keeping_agency, keeps_for
from workflow.environment.models import Establishment
from workflow.environment.unit_queries import get_unit
from workflow.errors import Stale
from workflow.extensions import new_id
from workflow.text import nfc, vi_sort_key
from workflow.transactions import writing

ESTABLISHMENT = Establishment.__table__


@dataclass(frozen=True, slots=True)
class Producing:
    """An establishment or household as it is entered."""

    kind: str
    name: str
    village: str
    trade: str
    active_from: date

    @property
    def columns(self) -> dict[str, Any]:
        """The same as it is kept: one spelling, with the key it is sorted by."""
        texts = {"name": nfc(self.name.strip()), "village": nfc(self.village.strip()), "trade": nfc(self.trade.strip())}
        key = vi_sort_key(f"{texts['village']} {texts['name']}")[:900]
        return texts | {"kind": self.kind, "active_from": self.active_from, "sort_key": key}

    @property
    def mark(self) -> tuple[str, str]:
        """By what two entries are taken for the same: name and village, exactly as they are kept."""
        return nfc(self.name.strip()), nfc(self.village.strip())


def add_establishment(unit_id: uuid.UUID, new: Producing, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Enter an establishment or household of a unit.

    Raises NotFound, Forbidden (not an officer of a commune of the unit), Refused for a day that has not come.
    """
    with writing() as session:
        person = in_force(session, by, on)
        get_unit(unit_id, person)
        agency_id = keeping_agency(unit_id, person)
        _refuse_days_to_come(new, on)
        (made,) = _insert(session, unit_id, agency_id, [new], person.id, at)
        record(session, "environment:establishment:added", at=at, actor_id=person.id, subject=made, count=1)
    return made


def add_missing(
    session: Session, unit_id: uuid.UUID, agency_id: uuid.UUID, listed: Iterable[Producing], *, by: uuid.UUID,
    at: datetime,
) -> int:  # fmt: skip
    """Enter those of a list that the unit does not have yet, in the caller's transaction; give back how many.

    Two of one name in one village are two households, so marks are counted; again adds nothing. The caller has made
    sure that nobody else adds at the same time (`audit.services.lock_chain`).
    """
    rows = session.execute(
        select(ESTABLISHMENT.c.name, ESTABLISHMENT.c.village).where(ESTABLISHMENT.c.unit_id == unit_id)
    )
    there = Counter((row.name, row.village) for row in rows)
    missing = []
    for one in listed:
        if there[one.mark]:
            there[one.mark] -= 1
        else:
            missing.append(one)
    if missing:
        _insert(session, unit_id, agency_id, missing, by, at)
        kind = "environment:establishment:imported"
        record(session, kind, at=at, actor_id=by, subject=unit_id, count=len(missing))
    return len(missing)


def _insert(
    session: Session, unit_id: uuid.UUID, agency_id: uuid.UUID, new: list[Producing], by: uuid.UUID, at: datetime
) -> list[uuid.UUID]:
    kept = {"unit_id": unit_id, "commune_agency_id": agency_id, "added_by": by, "added_at": at}
    ids = [new_id() for _one in new]
    rows = [kept | one.columns | {"id": at_id, "version": 1} for at_id, one in zip(ids, new, strict=True)]
    session.execute(insert(ESTABLISHMENT), [row | {"closed_why": ""} for row in rows])
    return ids


def change_establishment(
    establishment_id: uuid.UUID, new: Producing, *, by: Person, on: date, at: datetime, seen_version: int
) -> None:
    """Correct what was entered. Raises NotFound, Forbidden, Refused, Stale when it was changed since."""
    with writing() as session:
        person, row = _kept(session, establishment_id, by, on)
        _refuse_days_to_come(new, on)
        if row.closed_on is not None and row.closed_on < new.active_from:
            raise Refused(Reason(_("Ngày bắt đầu không thể sau ngày ngừng hoạt động.")))
        set_establishment(session, row.id, seen_version, **new.columns)
        changed = sorted(name for name, value in new.columns.items() if getattr(row, name) != value)
        fields = ", ".join(name for name in changed if name != "sort_key")
        kind = "environment:establishment:changed"
        record(session, kind, at=at, actor_id=person.id, subject=row.id, fields=fields)


def close_establishment(
    establishment_id: uuid.UUID, closed_on: date, why: str, *, by: Person, on: date, at: datetime, seen_version: int
) -> None:
    """It produces no more from that day on. It stays in the list, with its inspections.

    Raises NotFound, Forbidden, Refused with every reason, Stale.
    """
    with writing() as session:
        person, row = _kept(session, establishment_id, by, on)
        reasons = []
        if row.closed_on is not None:
            reasons.append(Reason(_("Cơ sở này đã được ghi ngừng hoạt động.")))
        if not row.active_from <= closed_on <= on:
            reasons.append(Reason(_("Ngày ngừng phải từ ngày bắt đầu hoạt động đến hôm nay.")))
        if not why.strip():
            reasons.append(Reason(_("Hãy ghi lý do ngừng hoạt động.")))
        if reasons:
            raise Refused(*reasons)
        set_establishment(session, row.id, seen_version, closed_on=closed_on, closed_why=nfc(why.strip())[:500])
        record(session, "environment:establishment:closed", at=at, actor_id=person.id, subject=row.id, on=closed_on)


def _kept(session: Session, establishment_id: uuid.UUID, by: Person, on: date) -> tuple[Person, Any]:
    """The person with the posts held now and the establishment, which the person's commune keeps."""
    person = in_force(session, by, on)
    row = get_establishment(establishment_id, person)
    if not keeps_for(person, row.commune_agency_id):
        raise Forbidden(_("Cơ sở này do công chức của %(commune)s quản lý.", commune=row.commune))
    return person, row


def set_establishment(session: Session, establishment_id: uuid.UUID, seen_version: int, **columns: Any) -> None:
    """Compare and set, and count the change. Raises Stale when it was changed since the page was opened."""
    seen = (ESTABLISHMENT.c.id == establishment_id, ESTABLISHMENT.c.version == seen_version)
    changed = update(ESTABLISHMENT).where(*seen).values(version=seen_version + 1, **columns)
    if session.connection().execute(changed).rowcount != 1:
        raise Stale(Reason(_("Cơ sở này đã được người khác sửa hoặc kiểm tra sau khi Ông/Bà mở trang này.")))


def _refuse_days_to_come(new: Producing, on: date) -> None:
    if reasons := days_to_come(new, on):
        raise Refused(*reasons)


def days_to_come(new: Producing, on: date) -> list[Reason]:
    """Why a day of what is entered cannot be; nothing when it can."""
    return [Reason(_("Ngày bắt đầu hoạt động chưa tới."))] if new.active_from > on else []
