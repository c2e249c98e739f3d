"""Applications for money that were sent and are not over without any: what a double is looked for among."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from states.actors import AgencyKind
from states.money import MONEY_PROCEDURE, NOTHING_CAME
from states.procedures import get as get_procedure
from workflow.accounts.person import Person
from workflow.dossiers.by_law import in_each
from workflow.dossiers.visibility import stages_open_to, visible_to
from workflow.extensions import db
from workflow.money.spending import COMMITMENT, COMMUNE, DOSSIER, LINE
from workflow.register.models import PlanItem, Unit
from workflow.support.models import SupportRequest

REQUEST, UNIT, ITEM = SupportRequest.__table__, Unit.__table__, PlanItem.__table__
_KEPT = COMMITMENT.c.amount - COMMITMENT.c.released


@dataclass(frozen=True, slots=True)
class Supported:
    """One application as this page looks at it; money is whole VND."""

    row: Any
    programmes: tuple[str, ...]
    committed: int
    paid: int

    @property
    def stage_title(self) -> str:
        """Where it stands, in the public's words."""
        procedure = get_procedure(self.row.procedure_code, self.row.procedure_version)
        return procedure.title_at(self.row.stage, public=True)

    @property
    def place(self) -> UUID | None:
        """The unit or the row of the annex it is for."""
        found: UUID | None = self.row.unit_id or self.row.plan_item_id
        return found

    @property
    def receivers(self) -> tuple[Any, ...]:
        """By what it is recognised who receives."""
        return tuple(each for each in (self.row.establishment_key, self.place) if each)


def supported_in(year: int, person: Person, *only: ColumnElement[bool]) -> Sequence[Supported]:
    """Those of a year (and of further conditions on a dossier) of which one could be a double of another."""
    counted = _counted(person, REQUEST.c.year == year, *only)
    place = func.coalesce(counted.c.unit_id, counted.c.plan_item_id)
    several = select(COMMITMENT.c.dossier_id).group_by(COMMITMENT.c.dossier_id).having(func.count() > 1)
    again = or_(
        and_(counted.c.establishment_key != "", counted.c.by_name > 1),
        and_(place.is_not(None), counted.c.by_place > 1),
        counted.c.dossier_id.in_(several),
    )
    rows = db.session.execute(
        select(counted, func.coalesce(UNIT.c.name, ITEM.c.name, "").label("place_name"), COMMUNE.c.full_name)
        .join(COMMUNE, COMMUNE.c.code == counted.c.commune_code)
        .outerjoin(UNIT, UNIT.c.id == counted.c.unit_id)
        .outerjoin(ITEM, ITEM.c.id == counted.c.plan_item_id)
        .where(again)
        .order_by(counted.c.dossier_id)
    ).all()
    money = _money_of([row.dossier_id for row in rows])
    return [Supported(row, *money.get(row.dossier_id, ((), 0, 0))) for row in rows]


def _counted(person: Person, *conditions: ColumnElement[bool]) -> Any:
    """Each with how many there are of its establishment and of its place."""
    kept = select(func.coalesce(func.sum(_KEPT), 0)).where(COMMITMENT.c.dossier_id == DOSSIER.c.id).scalar_subquery()
    return (
        select(
            REQUEST.c.dossier_id, REQUEST.c.kind, REQUEST.c.establishment, REQUEST.c.establishment_key,
            REQUEST.c.unit_id, REQUEST.c.plan_item_id, REQUEST.c.purpose, REQUEST.c.requested, REQUEST.c.granted,
            DOSSIER.c.code, DOSSIER.c.stage, DOSSIER.c.procedure_code, DOSSIER.c.procedure_version,
            DOSSIER.c.lead_agency_id, DOSSIER.c.commune_code, visible_to(person).label("is_seen"),
            func.count().over(partition_by=REQUEST.c.establishment_key).label("by_name"),
            func.count().over(partition_by=func.coalesce(REQUEST.c.unit_id, REQUEST.c.plan_item_id)).label("by_place"),
        )
        .join(DOSSIER, DOSSIER.c.id == REQUEST.c.dossier_id)
        .where(_was_sent(), or_(DOSSIER.c.stage.not_in(NOTHING_CAME), kept > 0), *conditions)
        .subquery()
    )  # fmt: skip


def _was_sent() -> ColumnElement[bool]:
    """Stages in which the department sees a support application: what a commune still writes is nobody's business."""
    open_to = stages_open_to(AgencyKind.AGRICULTURE_ENVIRONMENT)
    return in_each(DOSSIER.c.stage, {key: stages for key, stages in open_to.items() if key[0] == MONEY_PROCEDURE})


def _money_of(dossiers: Sequence[UUID]) -> Mapping[UUID, tuple[tuple[str, ...], int, int]]:
    """The programmes that keep money for each dossier, what is committed and what is paid."""
    found: dict[UUID, tuple[tuple[str, ...], int, int]] = {}
    wanted = (
        select(COMMITMENT.c.dossier_id, LINE.c.programme, func.sum(_KEPT).label("kept"), func.sum(COMMITMENT.c.paid))
        .join(LINE, LINE.c.id == COMMITMENT.c.fund_line_id)
        .where(COMMITMENT.c.dossier_id.in_(dossiers), _KEPT > 0)
        .group_by(COMMITMENT.c.dossier_id, LINE.c.programme)
        .order_by(LINE.c.programme)
    )
    for dossier_id, programme, committed, paid in db.session.execute(wanted):
        names, sum_kept, sum_paid = found.get(dossier_id, ((), 0, 0))
        found[dossier_id] = ((*names, programme), sum_kept + int(committed), sum_paid + int(paid))
    return found
