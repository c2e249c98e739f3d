"""Writing classes of training down, and taking back what was entered by mistake."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from states.training import KEEPS_CLASSES, Topic
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import lock_chain, record
from workflow.errors import NotFound
from workflow.extensions import new_id
from workflow.register.models import Unit
from workflow.register.written_once import recorded, take_back, twins
from workflow.training.models import TrainingClass
from workflow.transactions import writing

CLASS, UNIT = TrainingClass.__table__, Unit.__table__


@dataclass(frozen=True, slots=True)
class NewClass:
    """What the keeper typed. Learners are counted in persons."""

    unit_id: uuid.UUID
    topic: Topic
    title: str
    teacher: str
    held_from: date
    held_until: date
    learners: int
    new_learners: int


def add(new: NewClass, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Write one class down. Raises NotFound, Forbidden (not the keeper, plan V.5), Refused with every reason."""
    with writing() as session:
        person = in_force(session, by, on)
        refuse_others(person)
        lock_chain(session)
        return write(session, new, by=person, on=on, at=at)


def write(session: Session, new: NewClass, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Write one class inside the caller's transaction, which has asked who writes. Raises NotFound, Refused."""
    if session.scalar(select(UNIT.c.id).where(UNIT.c.id == new.unit_id, UNIT.c.status == "active")) is None:
        raise NotFound
    if reasons := faults(new, on):
        raise Refused(*reasons)
    made = new_id()
    told = {"id": made, "topic": new.topic.value}
    session.execute(insert(CLASS), asdict(new) | told | recorded(by.id, on, at))
    subject, topic = new.unit_id, new.topic.value
    record(
        session, "training:class:added", at=at, actor_id=by.id, subject=subject, topic=topic, learners=new.learners
    )  # fmt: skip
    return made


def withdraw(class_id: uuid.UUID, why: str, *, by: Person, on: date, at: datetime) -> None:
    """Take one back that was entered by mistake; it stays, with the reason.

    Raises NotFound, Forbidden, Refused without a reason, Stale when it was taken back already.
    """
    with writing() as session:
        person = in_force(session, by, on)
        refuse_others(person)
        unit_id = session.scalar(select(CLASS.c.unit_id).where(CLASS.c.id == class_id))
        if unit_id is None:
            raise NotFound
        take_back(session, CLASS, class_id, why, by=person.id, on=on)
        record(session, "training:class:withdrawn", at=at, actor_id=person.id, subject=unit_id)


def refuse_others(person: Person) -> None:
    """Raises Forbidden unless the person keeps the classes."""
    if KEEPS_CLASSES not in person.posts:
        raise Forbidden(Reason(_("Mục này do %(post)s ghi.", post=_(KEEPS_CLASSES.title))))


def faults(new: NewClass, on: date) -> list[Reason]:
    """Why a class cannot be written down on a day; nothing when it can."""
    told = asdict(new)
    reasons = twins(CLASS, **{name: told[name] for name in ("unit_id", "topic", "title", "held_from", "held_until")})
    if new.held_until < new.held_from:
        reasons.append(Reason(_("Ngày kết thúc đứng trước ngày bắt đầu.")))
    if new.held_until > on:
        reasons.append(Reason(_("Lớp chưa kết thúc; chỉ ghi lớp đã học xong.")))
    if new.new_learners > new.learners:
        reasons.append(Reason(_("Số người học lần đầu nhiều hơn số người học.")))
    return reasons
