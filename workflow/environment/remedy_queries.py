"""Reading remedies: a commune its own, the department's environmental people all, nobody else."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true

from states.actors import AgencyKind
from states.checklist import Item
from states.checklists import find_checklist
from states.following import Nearness, current_follow_up, nearness
from states.kernel import Procedure
from states.procedures.remedy import REMEDY_2026_1
from states.rules.following import FollowedCase
from workflow.accounts.models import Account
from workflow.accounts.person import Person
from workflow.environment.followed import FollowedView
from workflow.environment.following import ENTRY, MOVED, OPENED, REMEDY, RUNNING
from workflow.environment.standing import communes_of, is_of_department
from workflow.environment.unit_queries import AGENCY, ESTABLISHMENT, INSPECTION
from workflow.errors import NotFound
from workflow.extensions import db

ACCOUNT = Account.__table__
ACTION_TITLES = {step.action: step.title for step in REMEDY_2026_1.all_steps} | {
    OPENED: "Yêu cầu khắc phục",
    MOVED: "Đổi hạn khắc phục",
}


@dataclass(frozen=True)
class RemedyView(FollowedView):
    """One remedy that the reader may see, on a day."""

    @property
    def procedure(self) -> Procedure:
        return REMEDY_2026_1

    @property
    def item(self) -> Item:
        return find_checklist(self.row.checklist_name).by_code[self.row.item_code]

    @property
    def nearness(self) -> Nearness:
        """How near its day is; once the commune has reported, it is no longer the commune that is late."""
        if self.row.state != self.procedure.first_stage.name:
            return Nearness.FAR
        return nearness(self.row.due_on, self.on, current_follow_up(self.on).number("remedy_notice_days"))

    @property
    def case(self) -> FollowedCase:
        return FollowedCase(self.row.state, {AgencyKind.COMMUNE: str(self.row.commune_agency_id)}, self.row.opened_on)


def remedies_seen_by(person: Person) -> ColumnElement[bool]:
    """The condition on a remedy under which the person may see it."""
    return true() if is_of_department(person) else REMEDY.c.commune_agency_id.in_(communes_of(person))


def _wide() -> Select[Any]:
    return (
        select(
            REMEDY, AGENCY.c.short_name.label("commune"), AGENCY.c.commune_code,
            ESTABLISHMENT.c.id.label("establishment_id"), ESTABLISHMENT.c.name.label("establishment"),
            ESTABLISHMENT.c.village,
        )
        .join(AGENCY, AGENCY.c.id == REMEDY.c.commune_agency_id)
        .outerjoin(INSPECTION, INSPECTION.c.id == REMEDY.c.inspection_id)
        .outerjoin(ESTABLISHMENT, ESTABLISHMENT.c.id == INSPECTION.c.establishment_id)
    )  # fmt: skip


def get_remedy(remedy_id: uuid.UUID, person: Person, on: date) -> RemedyView:
    """One remedy the reader may see. Raises NotFound."""
    row = db.session.execute(_wide().where(REMEDY.c.id == remedy_id, remedies_seen_by(person))).one_or_none()
    if row is None:
        raise NotFound
    return RemedyView(row, on)


def running_remedies(person: Person, on: date) -> list[RemedyView]:
    """The remedies the reader may see that are not over, the earliest day first."""
    return _listed(_wide().where(REMEDY.c.state.in_(RUNNING), remedies_seen_by(person)), on)


def remedies_of_unit(unit_id: uuid.UUID, person: Person, on: date) -> list[RemedyView]:
    """Every remedy at a unit that the reader may see, the earliest day first."""
    return _listed(_wide().where(REMEDY.c.unit_id == unit_id, remedies_seen_by(person)), on)


def remedies_over(person: Person, on: date, most: int = 50) -> list[RemedyView]:
    """The last remedies that are over, among those the reader may see."""
    wanted = _wide().where(REMEDY.c.state.not_in(RUNNING), remedies_seen_by(person))
    rows = db.session.execute(wanted.order_by(REMEDY.c.due_on.desc(), REMEDY.c.id).limit(most))
    return [RemedyView(row, on) for row in rows]


def _listed(wanted: Select[Any], on: date) -> list[RemedyView]:
    return [RemedyView(row, on) for row in db.session.execute(wanted.order_by(REMEDY.c.due_on, REMEDY.c.id))]


def history(remedy_id: uuid.UUID) -> Sequence[Any]:
    """Every act on a remedy with who did it, the latest first."""
    wanted = select(ENTRY, ACCOUNT.c.name.label("by_name")).join(ACCOUNT, ACCOUNT.c.id == ENTRY.c.actor_id)
    return db.session.execute(wanted.where(ENTRY.c.remedy_id == remedy_id).order_by(ENTRY.c.number.desc())).all()


def running_ids() -> Sequence[uuid.UUID]:
    """Every remedy that waits for its commune, whoever may see it: for dated jobs."""
    first = REMEDY_2026_1.first_stage.name
    return db.session.scalars(select(REMEDY.c.id).where(REMEDY.c.state == first).order_by(REMEDY.c.due_on)).all()


def find_running(remedy_id: uuid.UUID, on: date) -> RemedyView | None:
    """A remedy that is not over, whoever may see it; None when it is over by now."""
    row = db.session.execute(_wide().where(REMEDY.c.id == remedy_id, REMEDY.c.state.in_(RUNNING))).one_or_none()
    return RemedyView(row, on) if row is not None else None
