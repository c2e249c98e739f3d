"""Writing partners down: associations by the Department of Industry and Trade, the others by their commune."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from states.partners import PARTNER_KINDS
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id
from workflow.partners.queries import LINK, PARTNER, UNIT, keeps
from workflow.register.models import Commune
from workflow.text import fold, vi_sort_key
from workflow.transactions import writing


@dataclass(frozen=True, slots=True)
class NewPartner:
    """What a keeper typed; `active_until` is None while it works."""

    kind: str
    name: str
    active_from: date
    active_until: date | None = None
    commune_code: str | None = None
    contact: str = ""
    note: str = ""
    units: tuple[uuid.UUID, ...] = ()

    @property
    def columns(self) -> dict[str, Any]:
        """As a row keeps it."""
        return {
            "kind": self.kind, "name": self.name, "search_key": fold(self.name), "sort_key": vi_sort_key(self.name),
            "commune_code": self.commune_code, "contact": self.contact, "note": self.note,
            "active_from": self.active_from, "active_until": self.active_until,
        }  # fmt: skip


def add(new: NewPartner, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Write one down; its id. Raises Forbidden (not its keeper), Refused, NotFound (an unknown unit or commune)."""
    with writing() as session:
        person = in_force(session, by, on)
        _refuse_others(person, new.kind, new.commune_code)
        _refuse_faults(session, new)
        made = new_id()
        session.execute(insert(PARTNER).values(new.columns | {"id": made, "edited": 1}))
        _link(session, made, new.units)
        record(session, "partner:added", at=at, actor_id=person.id, subject=made, kind=new.kind)
    return made


def change(partner_id: uuid.UUID, new: NewPartner, *, seen: int, by: Person, on: date, at: datetime) -> None:
    """Change one, `seen` being what the page showed. Raises NotFound, Forbidden, Refused, Stale."""
    with writing() as session:
        person = in_force(session, by, on)
        row = session.execute(select(PARTNER).where(PARTNER.c.id == partner_id)).one_or_none()
        if row is None:
            raise NotFound
        _refuse_others(person, row.kind, row.commune_code)
        _refuse_others(person, new.kind, new.commune_code)
        _refuse_faults(session, new)
        standing = update(PARTNER).where(PARTNER.c.id == partner_id, PARTNER.c.edited == seen)
        if session.connection().execute(standing.values(new.columns | {"edited": seen + 1})).rowcount != 1:
            raise Stale(Reason(_("Mục này vừa được người khác sửa. Chưa có gì của Ông/Bà được ghi; hãy xem lại.")))
        session.execute(delete(LINK).where(LINK.c.partner_id == partner_id))
        _link(session, partner_id, new.units)
        record(session, "partner:changed", at=at, actor_id=person.id, subject=partner_id, kind=new.kind)


def _refuse_others(person: Person, kind: str, commune_code: str | None) -> None:
    if kind not in PARTNER_KINDS:
        raise NotFound
    if not keeps(person, kind, commune_code):
        raise Forbidden(Reason(_("Mục này do %(post)s ghi.", post=_(PARTNER_KINDS[kind].keeper.title))))


def _refuse_faults(session: Session, new: NewPartner) -> None:
    reasons = []
    if PARTNER_KINDS[new.kind].needs_commune and not new.commune_code:
        reasons.append(Reason(_("Hãy chọn xã, phường.")))
    if new.active_until is not None and new.active_until < new.active_from:
        reasons.append(Reason(_("Ngày kết thúc đứng trước ngày bắt đầu.")))
    if reasons:
        raise Refused(*reasons)
    if new.commune_code and session.get(Commune, new.commune_code) is None:
        raise NotFound


def _link(session: Session, partner_id: uuid.UUID, units: tuple[uuid.UUID, ...]) -> None:
    asked = set(units)
    if session.scalar(select(func.count()).where(UNIT.c.id.in_(asked))) != len(asked):
        raise NotFound
    if asked:
        session.execute(insert(LINK), [{"partner_id": partner_id, "unit_id": unit} for unit in asked])
