"""Writing achievements down, and taking back what was entered by mistake."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from states.achievements import KEEPINGS, Achievement, Keeping, runs_until
from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.achievements.models import UnitAchievement
from workflow.audit.services import lock_chain, record
from workflow.errors import NotFound
from workflow.extensions import new_id
from workflow.register.models import Unit
from workflow.register.written_once import recorded, take_back, twins
from workflow.text import nfc
from workflow.transactions import writing

ACHIEVEMENT, UNIT = UnitAchievement.__table__, Unit.__table__


@dataclass(frozen=True, slots=True)
class NewAchievement:
    """What a keeper typed. `valid_until` is only for what was granted for a time of its own."""

    unit_id: uuid.UUID
    form: str
    what: str
    number: str
    valid_from: date
    valid_until: date | None


def add(kind: Achievement, new: NewAchievement, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Write one down. Raises NotFound, Forbidden (not its keeper), Refused with every reason."""
    with writing() as session:
        person = in_force(session, by, on)
        _refuse_others(person, KEEPINGS[kind])
        lock_chain(session)
        return write(session, kind, new, by=person, on=on, at=at)


def write(session: Session, kind: Achievement, new: NewAchievement, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Write one inside the caller's transaction, which has asked who writes. Raises NotFound, Refused."""
    if session.scalar(select(UNIT.c.id).where(UNIT.c.id == new.unit_id, UNIT.c.status == "active")) is None:
        raise NotFound
    keeping = KEEPINGS[kind]
    if reasons := faults(keeping, new, on):
        raise Refused(*reasons)
    made, until = new_id(), runs_until(keeping, new.valid_from, new.valid_until)
    row = {
        "id": made, "unit_id": new.unit_id, "kind": kind.value, "form": new.form, "what": nfc(new.what),
        "number": nfc(new.number), "valid_from": new.valid_from, "valid_until": until,
    }  # fmt: skip
    session.execute(insert(ACHIEVEMENT), row | recorded(by.id, on, at))
    record(session, "achievement:added", at=at, actor_id=by.id, subject=new.unit_id, kind=kind.value)
    return made


def withdraw(achievement_id: uuid.UUID, why: str, *, by: Person, on: date, at: datetime) -> Achievement:
    """Take one back that was entered by mistake; it stays, with the reason. Gives its kind.

    Raises NotFound, Forbidden, Refused without a reason, Stale when it was taken back already.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = session.execute(select(ACHIEVEMENT).where(ACHIEVEMENT.c.id == achievement_id)).one_or_none()
        if row is None:
            raise NotFound
        _refuse_others(person, KEEPINGS[Achievement(row.kind)])
        take_back(session, ACHIEVEMENT, achievement_id, why, by=person.id, on=on)
        record(session, "achievement:withdrawn", at=at, actor_id=person.id, subject=row.unit_id, kind=row.kind)
    return Achievement(row.kind)


def _refuse_others(person: Person, keeping: Keeping) -> None:
    if keeping.keeper not in person.posts:
        raise Forbidden(Reason(_("Mục này do %(post)s ghi.", post=_(keeping.keeper.title))))


def faults(keeping: Keeping, new: NewAchievement, on: date) -> list[Reason]:
    """Why one cannot be written down on a day; nothing when it can."""
    same = {"kind": keeping.code, "form": new.form, "what": nfc(new.what), "number": nfc(new.number)}
    reasons = twins(ACHIEVEMENT, unit_id=new.unit_id, valid_from=new.valid_from, **same)
    until = runs_until(keeping, new.valid_from, new.valid_until)
    if new.form not in keeping.forms:
        reasons.append(Reason(_("Không có loại này trong danh sách.")))
    if new.valid_from > on:
        reasons.append(Reason(_("Ngày bắt đầu chưa tới; chỉ ghi những gì đã có.")))
    if until is not None and until < new.valid_from:
        reasons.append(Reason(_("Ngày hết hạn đứng trước ngày bắt đầu.")))
    return reasons
