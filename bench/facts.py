"""What hangs on a generated dossier: the request, households, results, files, the appraisal, the confirmed criteria."""

import hashlib
import uuid
from collections.abc import MutableMapping
from datetime import date
from typing import Any

from sqlalchemy import Table

from bench.office import Office, Place
from bench.roads import Walk
from states.actors import AgencyKind, Role
from states.case import DossierBasis, Kind
from states.criteria import criteria_for
from states.environment import current_checklist
from workflow.appraisal.models import Appraisal, CriterionConfirmation, ItemAnswer
from workflow.appraisal.summaries import ENVIRONMENT_CRITERION
from workflow.council.models import Council, Meeting, MeetingItem
from workflow.dossiers.request_models import Household, Request, RequestSite, YearResult
from workflow.extensions import new_id
from workflow.papers.models import Attachment, Paper, StoredFile
from workflow.wall_clock import now, today

Rows = MutableMapping[Table, list[dict[str, Any]]]
PARTS = ("CV-HOUSEHOLDS", "CV-RESULTS", "CV-ENV", "TC-SUMMARY", "TC-IDENTITY")
HOUSEHOLDS = 12
FACTS: dict[str, Any] = {
    "trade": "Mây tre đan", "trade_group": 4, "proposer_name": "Ly Giờ Xá", "proposer_role": "Trưởng thôn",
    "proposer_phone": "0912 345 123", "proposer_address": "Thôn Nậm Pung", "total_households": 40,
    "first_known_year": 1950, "first_known_note": "theo lời kể của các cụ trong thôn", "still_developing": True,
    "identity_text": "Hoa văn và cách đan của người Hà Nhì.", "history_text": "Nghề có từ khi lập bản.",
    "artisan_names": "Ly Giờ Xá", "env_plan_number": "118/QĐ-UBND", "env_plan_on": date(2025, 3, 12),
    "env_plan_by": "UBND xã", "self_management": "Tổ tự quản bảo vệ môi trường thôn",
}  # fmt: skip
CRITERIA = tuple(
    criterion.code
    for criterion in criteria_for(Kind.CRAFT_VILLAGE, DossierBasis.FULL)
    if criterion.code != ENVIRONMENT_CRITERION
)
LIST = current_checklist(today())


def declare(rows: Rows, walk: Walk, dossier_id: uuid.UUID, commune: Place, office: Office) -> None:
    """Everything a dossier of this road has. One that is closed has its request only, to save time here."""
    key = {"dossier_id": dossier_id}
    rows[Request.__table__].append(key | FACTS)
    place = {"position": 1, "commune_code": commune.code, "former_commune": "", "village": "Thôn Nậm Pung"}
    rows[RequestSite.__table__].append(key | place | {"id": new_id()})
    if walk.procedure.stage(walk.stage).final:
        return
    for position in range(1, HOUSEHOLDS + 1):
        head = {"id": new_id(), "position": position, "head_name": f"Ly Giờ Xá {position}", "village": "Thôn Nậm Pung"}
        rows[Household.__table__].append(key | head | {"workers": 2, "trade": "Mây tre đan", "years_in_trade": 20})
    for year in (today().year - 2, today().year - 1):
        result = {"id": new_id(), "year": year, "households": 12, "workers": 24, "revenue_vnd": 900_000_000}
        rows[YearResult.__table__].append(key | result | {"products": "Gùi, mâm, rổ"})
    _attach(rows, dossier_id, office.people[Role.COMMUNE_OFFICER, commune.agency_id])
    done = {line.action for line in walk.lines}
    if "sign_off" in done:
        _appraise(rows, dossier_id, office)
    if "propose" in done:
        _vote(rows, dossier_id, office)
    if "receive" in done:
        paper = {"id": new_id(), "form": "M01", "template_version": "1", "facts": {}, "entry_number": 4}
        rows[Paper.__table__].append(key | paper | {"made_at": now()})


def _attach(rows: Rows, dossier_id: uuid.UUID, by: uuid.UUID) -> None:
    for part in PARTS:
        digest = hashlib.sha256(part.encode()).digest()
        if len(rows[StoredFile.__table__]) < len(PARTS):
            rows[StoredFile.__table__].append({"digest": digest, "size": 9, "media_type": "application/pdf"})
        row = {"id": new_id(), "dossier_id": dossier_id, "part_code": part, "digest": digest, "name": f"{part}.pdf"}
        row |= {"size": 9, "media_type": "application/pdf", "uploaded_by": by, "at": now()}
        rows[Attachment.__table__].append(row)


def _appraise(rows: Rows, dossier_id: uuid.UUID, office: Office) -> None:
    department = office.single[AgencyKind.AGRICULTURE_ENVIRONMENT]
    appraiser, officer = (office.people[role, department] for role in (Role.ENV_APPRAISER, Role.DEPT_OFFICER))
    key = {"dossier_id": dossier_id}
    begun = {"checklist_code": "environment", "checklist_version": LIST.version, "started_on": today()}
    rows[Appraisal.__table__].append(key | begun | {"started_by": appraiser})
    for item in LIST.items:
        answer = {"id": new_id(), "item_code": item.code, "result": "met", "reason": "", "remark": ""}
        rows[ItemAnswer.__table__].append(key | answer | {"answered_by": appraiser, "at": now(), "is_current": True})
    for code in CRITERIA:
        word = {"id": new_id(), "criterion": code, "met": True, "remark": "", "confirmed_by": officer, "on": today()}
        rows[CriterionConfirmation.__table__].append(key | word | {"at": now(), "is_current": True})


def _vote(rows: Rows, dossier_id: uuid.UUID, office: Office) -> None:
    """All stand on the agenda of one meeting, and all passed."""
    province = office.single[AgencyKind.PROVINCE]
    clerk = office.people[Role.PROVINCE_CLERK, province]
    if not rows[Meeting.__table__]:
        council = {"id": new_id(), "name": "Hội đồng xét duyệt", "decision_number": "77/QĐ-UBND", "agency_id": province}
        on = {"decided_on": today(), "valid_from": today(), "set_up_by": clerk, "set_up_at": now()}
        rows[Council.__table__].append(council | on)
        rows[Meeting.__table__].append({
            "id": new_id(), "council_id": council["id"], "held_at": now(), "held_on": today(), "place": "Phòng họp",
            "rules_version": "2026.1", "ballot_mode": "open", "quorum_of": 2, "quorum_in": 3, "tie_rule": "not_passed",
            "state": "closed", "planned_by": clerk, "planned_at": now(), "ended_by": clerk, "ended_at": now(),
        })  # fmt: skip
    items = rows[MeetingItem.__table__]
    counted = {"members": 7, "present": 7, "quorum": 5, "votes_for": 6, "votes_against": 1, "abstained": 0}
    place = {"id": new_id(), "meeting_id": rows[Meeting.__table__][0]["id"], "position": len(items) + 1}
    items.append(place | counted | {"invalid": 0, "dossier_id": dossier_id, "state": "decided", "result": "passed"})
