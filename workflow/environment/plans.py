"""Writing the environmental plans of a unit: the first comes from its recognition, later ones from the commune."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import lock_chain, record
from workflow.environment.keeping import keeping_agency
from workflow.environment.models import EnvironmentalPlan
from workflow.environment.unit_queries import get_unit
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id
from workflow.text import nfc
from workflow.transactions import writing

PLAN = EnvironmentalPlan.__table__


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan as its approval says: number, day, and who approved it (free choice: the level is not certain in law)."""

    number: str
    approved_on: date
    approved_by: str


def add_plan(unit_id: uuid.UUID, new: NewPlan, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Enter a plan of a unit.

    Raises NotFound, Forbidden (not an officer of a commune of the unit), Refused with every reason (a day to come, a
    plan that is there already).
    """
    with writing() as session:
        person = in_force(session, by, on)
        get_unit(unit_id, person)
        keeping_agency(unit_id, person)
        lock_chain(session)
        if reasons := _faults(session, unit_id, new, on):
            raise Refused(*reasons)
        plan_id = _insert(session, unit_id, new, None, person.id, at)
        record(session, "environment:plan:added", at=at, actor_id=person.id, subject=unit_id, number=new.number)
    return plan_id


def _faults(session: Session, unit_id: uuid.UUID, new: NewPlan, on: date) -> list[Reason]:
    reasons = []
    if new.approved_on > on:
        reasons.append(Reason(_("Ngày phê duyệt chưa tới; chỉ ghi phương án đã được phê duyệt.")))
    same = select(PLAN.c.id).where(
        PLAN.c.unit_id == unit_id, PLAN.c.number == nfc(new.number), PLAN.c.approved_on == new.approved_on,
        PLAN.c.withdrawn_at.is_(None),
    )  # fmt: skip
    if session.scalar(same):
        reasons.append(Reason(_("Phương án này đã có trong danh sách.")))
    return reasons


def _insert(
    session: Session, unit_id: uuid.UUID, new: NewPlan, dossier_id: uuid.UUID | None, by: uuid.UUID, at: datetime
) -> uuid.UUID:
    plan_id = new_id()
    told = {"number": nfc(new.number), "approved_on": new.approved_on, "approved_by": nfc(new.approved_by)}
    kept = {"id": plan_id, "unit_id": unit_id, "dossier_id": dossier_id, "added_by": by, "added_at": at}
    session.execute(insert(PLAN), told | kept | {"withdrawn_why": ""})
    return plan_id


def keep_first(
    session: Session, unit_id: uuid.UUID, dossier_id: uuid.UUID, new: NewPlan, *, by: uuid.UUID, at: datetime
) -> bool:
    """Take the plan that a recognition dossier declared, in the caller's transaction; say whether it was new.

    Idempotent by dossier; a plan that somebody entered already is not entered twice.
    """
    known = select(PLAN.c.id).where(
        (PLAN.c.dossier_id == dossier_id)
        | (
            (PLAN.c.unit_id == unit_id)
            & (PLAN.c.number == nfc(new.number))
            & (PLAN.c.approved_on == new.approved_on)
            & PLAN.c.withdrawn_at.is_(None)
        )
    )
    if session.scalar(known.limit(1)):
        return False
    _insert(session, unit_id, new, dossier_id, by, at)
    record(session, "environment:plan:added", at=at, actor_id=by, subject=unit_id, number=new.number)
    return True


def withdraw_plan(plan_id: uuid.UUID, why: str, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Take back a plan that was entered by mistake; it stays in the list, with the reason. Gives the unit.

    Raises NotFound, Forbidden, Refused without a reason, Stale when it was taken back already.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = session.execute(select(PLAN).where(PLAN.c.id == plan_id)).one_or_none()
        if row is None:
            raise NotFound
        get_unit(row.unit_id, person)
        keeping_agency(row.unit_id, person)
        if not why.strip():
            raise Refused(Reason(_("Hãy ghi lý do bỏ phương án này.")))
        gone = {"withdrawn_by": person.id, "withdrawn_at": at, "withdrawn_why": nfc(why.strip())[:500]}
        standing = update(PLAN).where(PLAN.c.id == plan_id, PLAN.c.withdrawn_at.is_(None)).values(**gone)
        if session.connection().execute(standing).rowcount != 1:
            raise Stale(Reason(_("Phương án này vừa được người khác bỏ.")))
        record(session, "environment:plan:withdrawn", at=at, actor_id=person.id, subject=row.unit_id, number=row.number)
        unit_id: uuid.UUID = row.unit_id
    return unit_id
