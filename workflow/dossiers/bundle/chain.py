"""The journal of one dossier as a file: every fact its hashes are made of, to be computed again elsewhere."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from workflow.accounts.people_queries import names_of
from workflow.audit.chain import plain
from workflow.dossiers.acts import ACTS
from workflow.dossiers.journal import ENTRY, ERASING, hash_of
from workflow.dossiers.queries import DossierView
from workflow.extensions import JsonDict, db

_FACTS = tuple(column.name for column in ENTRY.columns)


def journal_of(dossier: DossierView) -> list[JsonDict]:
    """The entries of a dossier, oldest first, each with its hashes and, beside them, titles and names to read."""
    rows = db.session.execute(select(ENTRY).where(ENTRY.c.dossier_id == dossier.id).order_by(ENTRY.c.number)).all()
    names = names_of({one for row in rows for one in (row.actor_id, row.agency_id, row.acting_for) if one})
    titles = {step.action: step.title for step in dossier.procedure.all_steps} | {"open": "Lập hồ sơ"}
    return [
        {name: plain(getattr(row, name)) for name in _FACTS}
        | {
            "title": titles.get(row.action, ACTS.get(row.action, row.action)),
            "agency": names[str(row.agency_id)], "person": names[str(row.actor_id)],
            "lender": names[str(row.acting_for)] if row.acting_for else "",
        }
        for row in rows
    ]  # fmt: skip


def faults_in(entries: Sequence[Mapping[str, Any]], count: int, last_hash: str) -> Iterator[str]:
    """Where these entries do not follow from each other, or end before the line the bundle says is the last."""
    number, prev_hash, erased = 0, b"", 0
    for entry in entries:
        number += 1
        try:
            if entry["number"] != number:
                yield f"thiếu hoặc thừa dòng {number}"
                number = entry["number"]
            if bytes.fromhex(entry["prev_hash"]) != prev_hash:
                yield f"dòng {number} không nối tiếp dòng trước"
            if hash_of(_values(entry), bytes.fromhex(entry["prev_hash"])).hex() != entry["hash"]:
                yield f"nội dung dòng {number} không khớp với mã băm"
            prev_hash = bytes.fromhex(entry["hash"])
            erased = 0 if entry["action"] == ERASING else erased or bool(entry["reason_digest"]) * number
        except (KeyError, TypeError, ValueError, AttributeError):
            yield f"dòng {number} không đọc được"
            return
    if erased:
        yield f"lý do của dòng {erased} đã mất mà nhật ký không ghi việc xóa"
    if number != count or prev_hash.hex() != last_hash:
        yield f"nhật ký bị cắt hoặc nối thêm: có {number} dòng, hồ sơ có {count} dòng"


def _values(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of an entry as the journal hashes them."""
    digest = entry["reason_digest"]
    return {
        **entry, "id": uuid.UUID(entry["id"]), "on": date.fromisoformat(entry["on"]),
        "at": datetime.fromisoformat(entry["at"]),
        "until_on": date.fromisoformat(entry["until_on"]) if entry["until_on"] else None,
        "reason_digest": bytes.fromhex(digest) if digest else None,
    }  # fmt: skip
