"""For what support may be asked in some communes: recognised units, and rows of the annex that are being prepared."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from states.support import Applicant
from workflow.extensions import db
from workflow.register.models import PlanItem, PlanItemSite, Unit, UnitSite

UNIT, SITE = Unit.__table__, UnitSite.__table__
ITEM, ITEM_SITE = PlanItem.__table__, PlanItemSite.__table__


@dataclass(frozen=True, slots=True)
class Aim:
    """One thing support may be asked for. `key` is how a form names it."""

    applicant: Applicant
    id: uuid.UUID
    name: str
    note: str

    @property
    def key(self) -> str:
        return f"{self.applicant.value}:{self.id}"


def _units(codes: Collection[str]) -> Select[Any]:
    there = select(SITE.c.unit_id).where(SITE.c.commune_code.in_(codes))
    wanted = select(UNIT.c.id, UNIT.c.name, UNIT.c.recognised_year).where(UNIT.c.status == "active")
    return wanted.where(UNIT.c.id.in_(there)).order_by(UNIT.c.sort_key, UNIT.c.id)


def _items(codes: Collection[str]) -> Select[Any]:
    there = select(ITEM_SITE.c.plan_item_id).where(ITEM_SITE.c.commune_code.in_(codes))
    wanted = select(ITEM.c.id, ITEM.c.name, ITEM.c.key).where(ITEM.c.unit_id.is_(None), ITEM.c.id.in_(there))
    return wanted.order_by(ITEM.c.section, ITEM.c.no)


def aims_in(communes: Collection[str]) -> Sequence[Aim]:
    """The active units of these communes in Vietnamese order, then the rows of the annex without a unit."""
    units = db.session.execute(_units(communes))
    items = db.session.execute(_items(communes))
    return [
        *(Aim(Applicant.UNIT, row.id, row.name, str(row.recognised_year)) for row in units),
        *(Aim(Applicant.PLAN_ITEM, row.id, row.name, row.key) for row in items),
    ]


def aim_in(communes: Collection[str], key: str) -> Aim | None:
    """One of the aims of these communes by its key, or None."""
    return next((aim for aim in aims_in(communes) if aim.key == key), None)
