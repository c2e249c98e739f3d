"""A dossier that ends in a decision, as a test needs it: the row, and what the province decided."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from tests.people import Someone
from workflow.dossiers.models import Dossier
from workflow.extensions import db, new_id
from workflow.register.models import PlanItem
from workflow.register.services import Entered, Recognition, Signer, recognise
from workflow.transactions import writing
from workflow.wall_clock import now

DAY = date(2026, 12, 15)


@dataclass(frozen=True)
class Site:
    commune_code: str
    village: str = ""
    former_commune: str = ""


NAM_PUNG = Site("02728", "Thôn Nậm Pung", "Nậm Pung")


def item_id(key: str) -> uuid.UUID:
    return db.session.scalars(select(PlanItem.id).where(PlanItem.key == key)).one()


def dossier(officer: Someone, key: str | None = None, **columns: Any) -> uuid.UUID:
    """A dossier in its draft, written straight into its table."""
    row = {
        "id": new_id(), "procedure_code": "recognition", "procedure_version": "2026.1", "stage": "draft",
        "kind": "craft_village", "basis": "full", "title": "Làng nghề mây tre đan", "commune_code": "02728",
        "commune_agency_id": officer.agency_id, "waiting_agency_id": officer.agency_id, "opened_by": officer.id,
        "opened_on": DAY, "opened_at": now(), "plan_item_id": item_id(key) if key else None,
    }  # fmt: skip
    with writing() as session:
        session.add(Dossier(**(row | columns)))
    return row["id"]  # type: ignore[return-value]


def decide(dossier_id: uuid.UUID, **changes: Any) -> Entered:
    """Enter the recognition of a rattan village at Nậm Pung, with some facts changed."""
    facts: dict[str, Any] = {
        "dossier_id": dossier_id, "kind": "craft_village", "name": "Làng nghề mây tre đan dân tộc Hà Nhì",
        "trade": "mây tre đan", "trade_group": 4, "sites": (NAM_PUNG,), "decision_number": "2458/QĐ-UBND",
        "decided_on": DAY, "signer": Signer("Nguyễn Văn A", "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"),
    }  # fmt: skip
    with writing() as session:
        return recognise(session, Recognition(**(facts | changes)))
