"""Writing artisans and products down, and withdrawing what was a mistake or is over."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from states.artisans import PRODUCT_KEEPERS, RANKS, Rank
from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.artisans.models import Artisan, UnitProduct
from workflow.audit.services import lock_chain, record
from workflow.consents.models import DataSubject
from workflow.errors import NotFound
from workflow.extensions import new_id
from workflow.register.keeping import seat_for
from workflow.register.written_once import recorded, take_back, twins
from workflow.text import nfc
from workflow.transactions import writing

ARTISAN, PRODUCT, SUBJECT = Artisan.__table__, UnitProduct.__table__, DataSubject.__table__


@dataclass(frozen=True, slots=True)
class NewArtisan:
    """What a keeper typed. `subject_id` is the person as written down with their consents, if they are."""

    unit_id: uuid.UUID
    rank: str
    name: str
    craft: str
    decision_number: str
    decided_on: date | None
    subject_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class NewProduct:
    """What a commune typed."""

    name: str
    description: str
    raw_material: str


def add_artisan(new: NewArtisan, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Write an artisan down. Raises NotFound, Forbidden (not the keeper of the title), Refused with every reason."""
    rank = RANKS.get(new.rank)
    if rank is None:
        raise Refused(Reason(_("Không có loại này trong danh sách.")))
    with writing() as session:
        person = in_force(session, by, on)
        _refuse_others(person, rank, new.unit_id)
        lock_chain(session)
        known = twins(ARTISAN, unit_id=new.unit_id, rank=rank.code, name=nfc(new.name.strip()))
        if reasons := [*_faults(session, rank, new, on), *known]:
            raise Refused(*reasons)
        made = new_id()
        row = {
            "id": made, "unit_id": new.unit_id, "rank": rank.code, "name": nfc(new.name.strip()),
            "craft": nfc(new.craft.strip()), "decision_number": nfc(new.decision_number.strip()),
            "decided_on": new.decided_on, "subject_id": new.subject_id,
        }  # fmt: skip
        session.execute(insert(ARTISAN), row | recorded(person.id, on, at))
        record(session, "artisan:added", at=at, actor_id=person.id, subject=made, rank=rank.code)
    return made


def _refuse_others(person: Person, rank: Rank, unit_id: uuid.UUID) -> None:
    if seat_for(person, {rank.keeper}, unit_id) is None:
        raise Forbidden(Reason(_("Mục này do %(post)s ghi.", post=_(rank.keeper.title))))


def _faults(session: Session, rank: Rank, new: NewArtisan, on: date) -> list[Reason]:
    reasons = []
    is_decided = bool(new.decision_number.strip()), new.decided_on is not None
    if rank.by_decision and not all(is_decided):
        reasons.append(Reason(_("Danh hiệu này được trao bằng quyết định; hãy ghi số và ngày quyết định.")))
    if not rank.by_decision and any(is_decided):
        reasons.append(Reason(_("Người chưa có danh hiệu thì không có quyết định; hãy bỏ trống số và ngày.")))
    if new.decided_on is not None and new.decided_on > on:
        reasons.append(Reason(_("Ngày quyết định chưa tới.")))
    if new.subject_id is not None:
        of_unit = select(SUBJECT.c.id).where(SUBJECT.c.id == new.subject_id, SUBJECT.c.unit_id == new.unit_id)
        if session.scalar(of_unit) is None:
            reasons.append(Reason(_("Người đã đồng ý được chọn thuộc làng nghề khác; hãy chọn lại.")))
    return reasons


def withdraw_artisan(artisan_id: uuid.UUID, why: str, *, by: Person, on: date, at: datetime) -> None:
    """Take an artisan out of the list; the row stays, with the reason. Raises NotFound, Forbidden, Refused, Stale."""
    with writing() as session:
        person = in_force(session, by, on)
        row = session.execute(select(ARTISAN).where(ARTISAN.c.id == artisan_id)).one_or_none()
        if row is None:
            raise NotFound
        _refuse_others(person, RANKS[row.rank], row.unit_id)
        take_back(session, ARTISAN, artisan_id, why, by=person.id, on=on)
        record(session, "artisan:withdrawn", at=at, actor_id=person.id, subject=artisan_id, rank=row.rank)


def add_product(unit_id: uuid.UUID, new: NewProduct, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Write down what a unit makes. Raises NotFound, Forbidden (not an officer of a commune of the unit), Refused."""
    with writing() as session:
        person = in_force(session, by, on)
        _refuse_other_communes(person, unit_id)
        lock_chain(session)
        if reasons := twins(PRODUCT, unit_id=unit_id, name=nfc(new.name.strip())):
            raise Refused(*reasons)
        made = new_id()
        row = {
            "id": made, "unit_id": unit_id, "name": nfc(new.name.strip()), "description": nfc(new.description.strip()),
            "raw_material": nfc(new.raw_material.strip()),
        }  # fmt: skip
        session.execute(insert(PRODUCT), row | recorded(person.id, on, at))
        record(session, "product:added", at=at, actor_id=person.id, subject=made)
    return made


def withdraw_product(product_id: uuid.UUID, why: str, *, by: Person, on: date, at: datetime) -> None:
    """Take a product out of the list; the row stays, with the reason. Raises NotFound, Forbidden, Refused, Stale."""
    with writing() as session:
        person = in_force(session, by, on)
        row = session.execute(select(PRODUCT.c.unit_id).where(PRODUCT.c.id == product_id)).one_or_none()
        if row is None:
            raise NotFound
        _refuse_other_communes(person, row.unit_id)
        take_back(session, PRODUCT, product_id, why, by=person.id, on=on)
        record(session, "product:withdrawn", at=at, actor_id=person.id, subject=product_id)


def _refuse_other_communes(person: Person, unit_id: uuid.UUID) -> None:
    if seat_for(person, PRODUCT_KEEPERS, unit_id) is None:
        raise Forbidden(Reason(_("Việc này do công chức của xã, phường có làng nghề thực hiện.")))
