"""What the rooms know of a dossier, as plain JSON: what was handed in, appraisal, opinions, supplements, the decision.

Only what everybody who sees the whole dossier may see: no draft of an answer, no ballot, no appraisal before its end.
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from workflow.appraisal.models import CriterionConfirmation, ItemAnswer
from workflow.audit.chain import plain
from workflow.council.queries import council_of
from workflow.decisions.queries import find_signed
from workflow.dossiers.case import DossierCase
from workflow.dossiers.models import Submission
from workflow.dossiers.retention.models import Purge, PurgedFile
from workflow.extensions import JsonDict, db
from workflow.opinions.queries import OUT
from workflow.opinions.queries import requests_of as opinions_asked
from workflow.supplements.models import RequestState, SupplementGap, SupplementRequest

APPRAISED = "sign_off"
_OPINION = (
    "agency_name", "question", "asked_on", "due_on", "state", "answer", "remarks", "answerer", "answered_at",
    "treatment",
)  # fmt: skip
_UNSENT = {"answer": None, "remarks": "", "answerer": None, "answered_at": None}


def hand_ins(dossier_id: uuid.UUID) -> list[Any]:
    """Every version that was handed in, oldest first."""
    table = Submission.__table__
    return list(db.session.execute(select(table).where(table.c.dossier_id == dossier_id).order_by(table.c.number)))


def told_of(case: DossierCase) -> Iterator[tuple[str, str, list[JsonDict]]]:
    """(file, title, lines) of each thing there is something to say of."""
    known = (
        ("Thẩm định môi trường", _rows(ItemAnswer, case.id) if APPRAISED in case.took else []),
        ("Xác nhận tiêu chí", _rows(CriterionConfirmation, case.id) if APPRAISED in case.took else []),
        ("Yêu cầu bổ sung", _supplements(case.id)),
        ("Ý kiến các cơ quan", opinions_in(case.id)),
        ("Hội đồng", _council(case.id)),
        ("Quyết định", _decision(case.id)),
    )
    for title, lines in known:
        if lines:
            yield f"{title}.json", title, lines


def opinions_in(dossier_id: uuid.UUID) -> list[JsonDict]:
    """What other agencies were asked and answered; what is still being drafted stays with them."""
    rows = [row for row in opinions_asked(dossier_id) if row.state != "revoked"]
    found = [{name: plain(getattr(row, name)) for name in _OPINION} for row in reversed(rows)]
    return [one | (_UNSENT if one["state"] in OUT else {}) for one in found]


def purged_of(dossier_id: uuid.UUID) -> JsonDict | None:
    """What was deleted after the retention period, or None: the rule, the days, the hashes of files that are gone."""
    purge = db.session.execute(select(Purge.__table__).where(Purge.dossier_id == dossier_id)).one_or_none()
    if purge is None:
        return None
    table = PurgedFile.__table__
    files = db.session.execute(select(table).where(table.c.dossier_id == dossier_id).order_by(table.c.at, table.c.id))
    told = _plain(purge._mapping)  # noqa: SLF001 - the name SQLAlchemy gives it
    return told | {
        "gone": [{"part": row.part_code, "item": row.item_code, "sha256": row.digest.hex(), "size": row.size}
                 for row in files]
    }  # fmt: skip


def _rows(model: Any, dossier_id: uuid.UUID) -> list[JsonDict]:
    table = model.__table__
    rows = db.session.execute(select(table).where(table.c.dossier_id == dossier_id).order_by(table.c.at, table.c.id))
    return [_plain(row) for row in rows.mappings()]


def _supplements(dossier_id: uuid.UUID) -> list[JsonDict]:
    """Requests that were sent, with their gaps; answers once they were sent too."""
    asked, gap = SupplementRequest.__table__, SupplementGap.__table__
    sent = select(asked).where(asked.c.dossier_id == dossier_id, asked.c.state != RequestState.DRAFT.value)
    found = []
    for row in db.session.execute(sent.order_by(asked.c.id)).mappings().all():
        gaps = db.session.execute(select(gap).where(gap.c.request_id == row["id"]).order_by(gap.c.position)).mappings()
        hidden = {"answer": "", "answered_by": None, "answered_at": None} if row["state"] == "open" else {}
        found.append(_plain(row) | {"gaps": [_plain(one) | hidden for one in gaps]})
    return found


def _council(dossier_id: uuid.UUID) -> list[JsonDict]:
    fact = council_of(dossier_id)
    return [_plain({name: getattr(fact, name) for name in fact.__dataclass_fields__})] if fact else []


def _decision(dossier_id: uuid.UUID) -> list[JsonDict]:
    signed = find_signed(dossier_id)
    return [_plain({name: getattr(signed, name) for name in signed.__dataclass_fields__})] if signed else []


def _plain(row: Mapping[Any, Any]) -> JsonDict:
    return {str(name): plain(value) for name, value in row.items()}
