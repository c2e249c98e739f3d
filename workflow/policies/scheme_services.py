"""Writing down schemes and projects, and how far they have come."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from states.actors import AgencyKind
from states.kernel import Forbidden, Reason, Refused
from states.passage import holds
from states.policies import LEADS
from states.schemes import DECIDED, DRAFT, EDITOR, SCHEME
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id
from workflow.policies.models import Scheme, SchemeCommune, SchemeUnit
from workflow.register.models import Commune, Unit
from workflow.transactions import writing

SCHEMES, FOR_COMMUNE, FOR_UNIT = Scheme.__table__, SchemeCommune.__table__, SchemeUnit.__table__


@dataclass(frozen=True, slots=True)
class NewScheme:
    """What an officer typed; money is whole đồng, units are ids as text."""

    kind: str
    title: str
    asked_vnd: int
    legal_basis: str = ""
    note: str = ""
    communes: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, Any]:
        """As a row keeps it."""
        return {
            "kind": self.kind, "title": self.title, "asked_vnd": self.asked_vnd, "legal_basis": self.legal_basis,
            "note": self.note,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """By which paper the province decided."""

    number: str
    decided_on: date


def add(lead: AgencyKind, new: NewScheme, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Write one down; its id. Raises Forbidden (not an officer of the leading agency), NotFound (an unknown unit)."""
    with writing() as session:
        person = in_force(session, by, on)
        _refuse_others(person, lead)
        scheme_id = new_id()
        kept = {"id": scheme_id, "lead": lead.value, "state": DRAFT, "edited": 1, "made_by": person.id, "made_at": at}
        session.execute(insert(SCHEMES).values(new.columns | kept))
        _link(session, scheme_id, new)
        record(session, "scheme:added", at=at, actor_id=person.id, subject=scheme_id, kind=new.kind)
    return scheme_id


def change(scheme_id: uuid.UUID, new: NewScheme, *, seen: int, by: Person, on: date, at: datetime) -> None:
    """Change one that is still drawn up. Raises NotFound, Forbidden, Stale."""
    with writing() as session:
        person = in_force(session, by, on)
        row = _scheme(session, scheme_id)
        _refuse_others(person, AgencyKind(row.lead))
        _move(session, scheme_id, seen, DRAFT, new.columns)
        for table in (FOR_COMMUNE, FOR_UNIT):
            session.execute(delete(table).where(table.c.scheme_id == scheme_id))
        _link(session, scheme_id, new)
        record(session, "scheme:changed", at=at, actor_id=person.id, subject=scheme_id)


def move(
    scheme_id: uuid.UUID, action: str, *, seen: int, paper: Paper | None = None, why: str = "", by: Person, on: date,
    at: datetime,
) -> str:  # fmt: skip
    """Take one a step on; the state it stands in now. A decision needs its paper, not dated after today.

    Raises NotFound, Unknown, Forbidden, MovedOn, Refused, Stale.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = _scheme(session, scheme_id)
        step = SCHEME.decide(action, row.state, person.posts, AgencyKind(row.lead))
        if step.needs_reason and not why.strip():
            raise Refused(Reason(_("Hãy ghi lý do.")))
        facts: dict[str, Any] = {"state": step.dest}
        if step.dest in DECIDED:
            facts |= _decided(paper, row, on)
        else:
            facts |= {"submitted_on": None if step.dest == DRAFT else on, "returned_why": why.strip()[:500]}
        _move(session, scheme_id, seen, row.state, facts)
        record(session, "scheme:moved", at=at, actor_id=person.id, subject=scheme_id, action=action)
    return step.dest


def _decided(paper: Paper | None, row: Any, on: date) -> dict[str, Any]:
    if paper is None:
        raise Refused(Reason(_("Hãy ghi số và ngày của văn bản.")))
    if not row.submitted_on <= paper.decided_on <= on:
        raise Refused(Reason(_("Ngày văn bản nằm ngoài khoảng từ ngày trình đến hôm nay.")))
    return {"number": paper.number, "decided_on": paper.decided_on}


def _scheme(session: Session, scheme_id: uuid.UUID) -> Any:
    row = session.execute(select(SCHEMES).where(SCHEMES.c.id == scheme_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _move(session: Session, scheme_id: uuid.UUID, seen: int, state: str, facts: dict[str, Any]) -> None:
    standing = update(SCHEMES).where(SCHEMES.c.id == scheme_id, SCHEMES.c.edited == seen, SCHEMES.c.state == state)
    if session.connection().execute(standing.values(facts | {"edited": seen + 1})).rowcount != 1:
        raise Stale(Reason(_("Mục này vừa được người khác sửa hoặc chuyển. Chưa có gì của Ông/Bà được ghi.")))


def _link(session: Session, scheme_id: uuid.UUID, new: NewScheme) -> None:
    communes, units = set(new.communes), {uuid.UUID(unit) for unit in new.units}
    _refuse_unknown(session, Commune.code, communes)
    _refuse_unknown(session, Unit.id, units)
    if communes:
        session.execute(insert(FOR_COMMUNE), [{"scheme_id": scheme_id, "commune_code": code} for code in communes])
    if units:
        session.execute(insert(FOR_UNIT), [{"scheme_id": scheme_id, "unit_id": unit} for unit in units])


def _refuse_unknown(session: Session, column: Any, asked: set[Any]) -> None:
    if session.scalar(select(func.count()).where(column.in_(asked))) != len(asked):
        raise NotFound


def _refuse_others(person: Person, lead: AgencyKind) -> None:
    if lead not in LEADS or not holds(EDITOR, person.posts, lead):
        raise Forbidden(Reason(_("Đề án, dự án do chuyên viên cơ quan chủ trì ghi.")))
