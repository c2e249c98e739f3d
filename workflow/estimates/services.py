"""Writing estimates: the officer of the commune writes lines, its leader sends them, the department answers."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from states.estimates import DRAFT, EDITOR, ESTIMATE, NOTED, OPEN, PURPOSES, RETURNED, SUBMITTED
from states.kernel import Forbidden, Reason, Refused
from states.support import Fund
from workflow.accounts.in_force import in_force
from workflow.accounts.models import Agency
from workflow.accounts.people_queries import holders_of
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.errors import NotFound, Stale
from workflow.estimates.models import Estimate, EstimateLine
from workflow.estimates.queries import SITE, own_communes, posts_for, readable
from workflow.extensions import new_id
from workflow.notices.services import tell
from workflow.register.models import Unit
from workflow.transactions import writing

ROW, LINE, UNIT = Estimate.__table__, EstimateLine.__table__, Unit.__table__


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as it is typed; money is whole đồng, `unit_id` None for the whole commune."""

    purpose: str
    source: Fund
    amount: int
    unit_id: uuid.UUID | None = None
    content: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """As a row keeps it."""
        return {
            "purpose": self.purpose, "source": self.source.value, "amount": self.amount, "unit_id": self.unit_id,
            "content": self.content,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes an estimate, when, and which version their page showed."""

    by: Person
    on: date
    at: datetime
    seen: int


def begin(commune_code: str, year: int, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Begin the estimate of a commune for a year; its id. Raises Forbidden, Refused when there is one."""
    with writing() as session:
        person = in_force(session, by, on)
        if commune_code not in own_communes(person):
            raise Forbidden(Reason(_("Dự toán do công chức của xã, phường lập.")))
        made = new_id()
        row = {"id": made, "commune_code": commune_code, "year": year, "state": DRAFT, "made_by": person.id}
        try:
            session.execute(insert(Estimate), row)
        except IntegrityError as quicker:
            raise Refused(Reason(_("Dự toán năm này đã có; hãy mở trong danh sách."))) from quicker
        record(session, "estimate:begun", at=at, actor_id=person.id, subject=made, year=year, commune=commune_code)
    return made


def add_line(estimate_id: uuid.UUID, line: NewLine, act: Act) -> uuid.UUID:
    """Write another line; its id. Raises NotFound, Forbidden, Refused, Stale."""
    with writing() as session:
        row, person = _held(session, estimate_id, act)
        _refuse_faults(session, line, row.commune_code)
        made = new_id()
        session.execute(insert(LINE).values(line.columns | {"id": made, "estimate_id": estimate_id}))
        _note(session, row, person, act.at)
    return made


def change_line(estimate_id: uuid.UUID, line_id: uuid.UUID, line: NewLine, act: Act) -> None:
    """Change a line. Raises NotFound, Forbidden, Refused, Stale."""
    with writing() as session:
        row, person = _held(session, estimate_id, act)
        _refuse_faults(session, line, row.commune_code)
        changed = update(LINE).where(LINE.c.id == line_id, LINE.c.estimate_id == estimate_id).values(line.columns)
        if session.connection().execute(changed).rowcount != 1:
            raise NotFound
        _note(session, row, person, act.at)


def drop_line(estimate_id: uuid.UUID, line_id: uuid.UUID, act: Act) -> None:
    """Take a line out. Raises NotFound, Forbidden, Stale."""
    with writing() as session:
        row, person = _held(session, estimate_id, act)
        gone = delete(LINE).where(LINE.c.id == line_id, LINE.c.estimate_id == estimate_id)
        if session.connection().execute(gone).rowcount != 1:
            raise NotFound
        _note(session, row, person, act.at)


def copy_last_year(estimate_id: uuid.UUID, act: Act) -> int:
    """Copy the lines of the year before into an empty estimate, but for units that are recognised no longer; how many.

    Raises NotFound, Forbidden, Stale, Refused when there are lines already or nothing to copy.
    """
    with writing() as session:
        row, person = _held(session, estimate_id, act)
        if session.scalar(select(func.count()).where(LINE.c.estimate_id == estimate_id)):
            raise Refused(Reason(_("Dự toán đã có dòng; chỉ chép được vào dự toán còn trống.")))
        before = select(ROW.c.id).where(ROW.c.commune_code == row.commune_code, ROW.c.year == row.year - 1)
        active = select(UNIT.c.id).where(UNIT.c.status == "active")
        kept = or_(LINE.c.unit_id.is_(None), LINE.c.unit_id.in_(active))
        lines = session.execute(select(LINE).where(LINE.c.estimate_id.in_(before), kept).order_by(LINE.c.id)).all()
        if not lines:
            raise Refused(Reason(_("Năm trước không có dòng nào để chép.")))
        told = ("unit_id", "purpose", "content", "source", "amount")
        copies = [{name: getattr(line, name) for name in told} for line in lines]
        session.execute(insert(LINE), [copy | {"id": new_id(), "estimate_id": estimate_id} for copy in copies])
        _note(session, row, person, act.at)
    return len(lines)


def move(estimate_id: uuid.UUID, action: str, act: Act, why: str = "") -> str:
    """Send, take note of or return an estimate; the state it stands in now.

    Raises NotFound, Unknown, Forbidden, MovedOn, Refused (nothing in it, no reason), Stale.
    """
    with writing() as session:
        person = in_force(session, act.by, act.on)
        row = _estimate(session, estimate_id, person)
        step = ESTIMATE.decide(action, row.state, posts_for(person, row.commune_code))
        total = session.scalar(select(func.coalesce(func.sum(LINE.c.amount), 0)).where(LINE.c.estimate_id == row.id))
        if not total:
            raise Refused(Reason(_("Dự toán chưa có dòng nào.")))
        if step.needs_reason and not why.strip():
            raise Refused(Reason(_("Hãy ghi lý do.")))
        answered = {"answered_by": person.id, "answered_on": act.on}
        facts: dict[str, Any] = {
            SUBMITTED: {"submitted_by": person.id, "submitted_on": act.on},
            NOTED: answered, RETURNED: answered | {"reason": why.strip()[:500]},
        }  # fmt: skip
        _count(session, row, act.seen, (row.state,), {"state": step.dest} | facts[step.dest])
        told = {"year": row.year, "commune": row.commune_code, "action": action, "total": int(total)}
        record(session, "estimate:moved", at=act.at, actor_id=person.id, subject=row.id, **told)
        if step.dest == RETURNED:
            _tell_the_commune(session, row, act)
    return step.dest


def _tell_the_commune(session: Session, row: Any, act: Act) -> None:
    agency = session.scalar(select(Agency.id).where(Agency.commune_code == row.commune_code, Agency.valid_to.is_(None)))
    if agency is not None:
        to = holders_of(session, EDITOR.role, agency, act.on)
        tell(session, "estimate:returned", to=to, at=act.at, path=f"/estimates/{row.id}", year=row.year)


def _held(session: Session, estimate_id: uuid.UUID, act: Act) -> tuple[Any, Person]:
    """An estimate that its commune writes, with one more change counted."""
    person = in_force(session, act.by, act.on)
    row = _estimate(session, estimate_id, person)
    if EDITOR not in posts_for(person, row.commune_code):
        raise Forbidden(Reason(_("Dự toán do công chức của xã, phường lập.")))
    _count(session, row, act.seen, OPEN, {})
    return row, person


def _estimate(session: Session, estimate_id: uuid.UUID, person: Person) -> Any:
    row = session.execute(select(ROW).where(ROW.c.id == estimate_id, readable(person))).one_or_none()
    if row is None:
        raise NotFound
    return row


def _count(session: Session, row: Any, seen: int, states: tuple[str, ...], facts: dict[str, Any]) -> None:
    standing = update(ROW).where(ROW.c.id == row.id, ROW.c.version == seen, ROW.c.state.in_(states))
    if session.connection().execute(standing.values(facts | {"version": seen + 1})).rowcount != 1:
        raise Stale(
            Reason(_("Dự toán vừa được người khác sửa hoặc gửi đi. Chưa có gì của Ông/Bà được ghi; hãy xem lại."))
        )


def _refuse_faults(session: Session, line: NewLine, commune_code: str) -> None:
    reasons = []
    if line.purpose not in PURPOSES:
        reasons.append(Reason(_("Hãy chọn mục đích chi.")))
    if line.amount <= 0:
        reasons.append(Reason(_("Số tiền phải lớn hơn 0.")))
    if line.unit_id is not None:
        here = select(SITE.c.unit_id).where(SITE.c.unit_id == line.unit_id, SITE.c.commune_code == commune_code)
        if session.scalar(here) is None:
            reasons.append(Reason(_("Làng nghề này không thuộc xã, phường.")))
    if reasons:
        raise Refused(*reasons)


def _note(session: Session, row: Any, person: Person, at: datetime) -> None:
    told = {"year": row.year, "commune": row.commune_code}
    record(session, "estimate:changed", at=at, actor_id=person.id, subject=row.id, **told)
