"""Reading establishments and households, their inspections and what each inspection answered."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from states.checklist import Checklist, ItemAnswer, ItemResult
from states.checklists import find_checklist
from states.inspecting import VERDICT_TITLES, Inspected, Verdict, inspect
from workflow.accounts.models import Account
from workflow.accounts.person import Person
from workflow.environment.models import EstablishmentAnswer
from workflow.environment.standing import UNIT, concerns, units_seen_by
from workflow.environment.unit_queries import AGENCY, ESTABLISHMENT, INSPECTION
from workflow.errors import NotFound
from workflow.extensions import db

ANSWER, ACCOUNT = EstablishmentAnswer.__table__, Account.__table__
_WIDE = (
    select(
        ESTABLISHMENT, UNIT.c.name.label("unit_name"), UNIT.c.trade.label("unit_trade"),
        AGENCY.c.short_name.label("commune"),
    )
    .join(UNIT, UNIT.c.id == ESTABLISHMENT.c.unit_id)
    .join(AGENCY, AGENCY.c.id == ESTABLISHMENT.c.commune_agency_id)
)  # fmt: skip
_INSPECTIONS = select(INSPECTION, ACCOUNT.c.name.label("by_name")).join(
    ACCOUNT, ACCOUNT.c.id == INSPECTION.c.inspected_by
)


def get_establishment(establishment_id: uuid.UUID, person: Person) -> Any:
    """An establishment of a unit whose file the person may read. Raises NotFound."""
    wanted = _WIDE.where(ESTABLISHMENT.c.id == establishment_id, units_seen_by(person))
    row = db.session.execute(wanted).one_or_none() if concerns(person) else None
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True, slots=True)
class EstablishmentLine:
    """One establishment in a list, with its last finished inspection."""

    row: Any
    is_active: bool
    last: Any | None

    @property
    def verdict_title(self) -> str:
        return VERDICT_TITLES[Verdict(self.last.verdict)] if self.last else ""


def establishments_of(unit_id: uuid.UUID, on: date) -> list[EstablishmentLine]:
    """The producers of a unit, those that are active first, by village and name. Two statements."""
    rows = db.session.execute(
        _WIDE.where(ESTABLISHMENT.c.unit_id == unit_id).order_by(ESTABLISHMENT.c.sort_key, ESTABLISHMENT.c.id)
    ).all()
    done = _INSPECTIONS.join(ESTABLISHMENT, ESTABLISHMENT.c.id == INSPECTION.c.establishment_id).where(
        ESTABLISHMENT.c.unit_id == unit_id, INSPECTION.c.verdict != Verdict.INCOMPLETE.value
    )
    last = {
        row.establishment_id: row
        for row in db.session.execute(done.order_by(INSPECTION.c.inspected_on, INSPECTION.c.at, INSPECTION.c.id))
    }
    lines = [EstablishmentLine(row, row.closed_on is None or on < row.closed_on, last.get(row.id)) for row in rows]
    return sorted(lines, key=lambda line: not line.is_active)


@dataclass(frozen=True)
class InspectionView:
    """One inspection as a page shows it, summed up by the law from its answers."""

    row: Any
    answers: dict[str, Any]

    @property
    def checklist(self) -> Checklist:
        return find_checklist(f"environment {self.row.checklist_version}")

    @property
    def found(self) -> Inspected:
        given = {code: ItemAnswer(ItemResult(a.result), a.reason, a.remark) for code, a in self.answers.items()}
        return inspect(self.checklist, given)


def inspections_of(establishment_id: uuid.UUID) -> list[InspectionView]:
    """Every inspection of an establishment, the latest first. Two statements."""
    wanted = _INSPECTIONS.where(INSPECTION.c.establishment_id == establishment_id)
    rows = db.session.execute(
        wanted.order_by(INSPECTION.c.inspected_on.desc(), INSPECTION.c.at.desc(), INSPECTION.c.id.desc())
    ).all()
    answers = _answers([row.id for row in rows])
    return [InspectionView(row, answers.get(row.id, {})) for row in rows]


def _answers(inspection_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    found: dict[uuid.UUID, dict[str, Any]] = {}
    for row in db.session.execute(select(ANSWER).where(ANSWER.c.inspection_id.in_(inspection_ids))):
        found.setdefault(row.inspection_id, {})[row.item_code] = row
    return found
