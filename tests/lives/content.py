"""What communes declare in these lives, complete and true on the day: written straight into its tables."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from workflow.dossiers.request_models import Household, Request, RequestSite, YearResult
from workflow.extensions import new_id
from workflow.papers.models import Attachment, StoredFile

PARTS = ("CV-HOUSEHOLDS", "CV-RESULTS", "CV-ENV", "TC-SUMMARY", "TC-IDENTITY")
HOUSEHOLDS = 12
FACTS = {
    "trade": "Mây tre đan", "trade_group": 4, "proposer_name": "Ly Giờ Xá", "proposer_role": "Trưởng thôn",
    "proposer_phone": "0912 345 123", "proposer_address": "Thôn Nậm Pung", "total_households": 3 * HOUSEHOLDS,
    "env_plan_number": "118/QĐ-UBND", "env_plan_on": date(2025, 3, 12), "env_plan_by": "UBND xã Mường Hum",
    "self_management": "Tổ tự quản bảo vệ môi trường thôn Nậm Pung",
}  # fmt: skip
APPLICATION = {
    "establishment": "HTX chạm bạc Séo Pờ Hồ", "applicant_name": "Lý A Sử", "applicant_role": "Giám đốc",
    "applicant_phone": "0912 345 678", "applicant_address": "Thôn Séo Pờ Hồ", "purpose": "Thuê gian hàng",
    "content": "Hai gian hàng, năm ngày.",
}  # fmt: skip


def declare_request(session: Session, dossier_id: uuid.UUID, commune_code: str, on: date) -> None:
    """A craft village with enough households and two good years."""
    key = {"dossier_id": dossier_id}
    session.execute(insert(Request), key | FACTS)
    place = {"position": 1, "commune_code": commune_code, "former_commune": "Nậm Pung", "village": "Thôn Nậm Pung"}
    session.execute(insert(RequestSite), key | place)
    row = {"village": "Thôn Nậm Pung", "trade": "Mây tre đan", "workers": 2, "years_in_trade": 20}
    people = [key | row | {"position": n, "head_name": f"Ly Giờ Xá {n}"} for n in range(1, HOUSEHOLDS + 1)]
    session.execute(insert(Household), people)
    done = {"households": HOUSEHOLDS, "workers": 2 * HOUSEHOLDS, "revenue_vnd": 900_000_000, "products": "Gùi, rổ"}
    session.execute(insert(YearResult), [key | done | {"year": year} for year in (on.year - 2, on.year - 1)])


def attach(session: Session, dossier_id: uuid.UUID, part: str, by: uuid.UUID, at: datetime) -> None:
    """A file under a part, as if it had been uploaded."""
    digest = uuid.uuid4().bytes * 2
    session.execute(insert(StoredFile), {"digest": digest, "size": 9, "media_type": "application/pdf"})
    row: dict[str, Any] = {"id": new_id(), "dossier_id": dossier_id, "part_code": part, "digest": digest}
    kept = {"name": f"{part}.pdf", "size": 9, "media_type": "application/pdf", "uploaded_by": by, "at": at}
    session.execute(insert(Attachment), row | kept)
