"""Closing a meeting: its facts, its minutes and their digest, frozen in one transaction with the state."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from states.voting import Choice
from workflow.council.minutes import minutes_text
from workflow.council.queries import MINUTES, digest_of, open_ballots
from workflow.council.sheets import ItemRow, MeetingSheet
from workflow.council.sitting import move_meeting, refuse_when_over
from workflow.extensions import JsonDict


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A dossier as the agenda and the minutes name it."""

    title: str
    commune: str
    code: str
    asked: str
    finding: str


def close(
    session: Session, sheet: MeetingSheet, lines: Mapping[uuid.UUID, AgendaLine], remark: str, *, by: uuid.UUID,
    at: datetime,
) -> None:  # fmt: skip
    """Freeze the tallies and write the minutes; `lines` names each dossier, by dossier id.

    Raises Stale when the meeting is over, Refused while an item waits for its vote.
    """
    refuse_when_over(sheet, "open")
    waiting = [lines[item.row.dossier_id].title for item in sheet.items if item.state not in ("decided", "postponed")]
    if waiting:
        told = _("Còn hồ sơ chưa có kết quả: %(title)s. Hãy biểu quyết hoặc chuyển sang phiên họp khác.")
        raise Refused(*(Reason(told % {"title": title}) for title in waiting))
    facts = facts_of(sheet, lines)
    text = minutes_text(facts)
    row = {"meeting_id": sheet.id, "text": text, "remark": remark.strip(), "facts": facts, "made_at": at}
    session.execute(insert(MINUTES), row | {"digest": digest_of(facts, text, remark.strip())})
    move_meeting(session, sheet, "closed", ended_by=by, ended_at=at)


def facts_of(sheet: MeetingSheet, lines: Mapping[uuid.UUID, AgendaLine]) -> JsonDict:
    """Everything the minutes say, as data. Of a secret vote only the numbers."""
    row = sheet.row
    said = {} if sheet.is_secret else open_ballots(item.id for item in sheet.items)
    return {
        "council": row.council_name,
        "decision": row.decision_number,
        "decided_on": row.decided_on.isoformat(),
        "held_at": row.held_at.isoformat(),
        "place": row.place,
        "ballot_mode": row.ballot_mode,
        "quorum": f"{row.quorum_of}/{row.quorum_in}",
        "tie_rule": row.tie_rule,
        "rules": row.rules_version,
        "members": [
            {"name": one.name, "agency": one.agency, "seat": one.seat.value, "present": bool(one.present)}
            for one in sheet.members
        ],
        "items": [_item(sheet, item, lines[item.row.dossier_id], said.get(item.id, {})) for item in sheet.items],
    }


def _item(sheet: MeetingSheet, item: ItemRow, line: AgendaLine, said: Mapping[uuid.UUID, Choice]) -> dict[str, Any]:
    names = {member.id: member.name for member in sheet.members}
    row = item.row
    numbers = ("members", "present", "quorum", "votes_for", "votes_against", "abstained", "invalid")
    return asdict(line) | {name: getattr(row, name) for name in (*numbers, "state", "reason", "word", "result")} | {
        "note": row.note,
        "presider": names.get(row.presider_id, ""),
        "counters": [names[one] for one in (row.counter_one_id, row.counter_two_id) if one],
        "recused": [{"name": names.get(one, ""), "ground": ground} for one, ground in item.recused.items()],
        "ballots": [{"name": names[one], "choice": choice.value} for one, choice in said.items()],
    }  # fmt: skip
