"""Writing dossiers. `take_step` holds the only assignment to a dossier's stage in the program."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from states.kernel import Attempt, Reason
from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase
from workflow.dossiers.consequences import consequences
from workflow.dossiers.doing import Doing
from workflow.dossiers.editing import in_force, lock_dossier, seat_for
from workflow.dossiers.journal import Act, append
from workflow.dossiers.models import Dossier, FormToken
from workflow.dossiers.notices import tell_of_step
from workflow.errors import BadInput, Stale
from workflow.extensions import db
from workflow.transactions import writing

DOSSIER, TOKEN = Dossier.__table__, FormToken.__table__
MOVED = (
    "stage", "hold", "is_open", "finding", "code", "received_at", "received_on", "due_on", "stage_due_on",
    "waiting_agency_id", "entry_count", "entry_hash", "lookup_hash", "unit_id", "promised_on", "extended_to",
    "answer_by", "handler_id",
)  # fmt: skip
"""The columns a step may change; everything else of a dossier is changed by editing it."""

_MOVE = (
    update(DOSSIER)
    .where(
        DOSSIER.c.id == bindparam("dossier_id"),
        DOSSIER.c.stage == bindparam("from_stage"),
        DOSSIER.c.version == bindparam("seen"),
    )
    .values({name: bindparam(f"to_{name}") for name in MOVED} | {"version": DOSSIER.c.version + 1})
)
_EARLIER = select(TOKEN.c.entry_number, TOKEN.c.person_id, TOKEN.c.dossier_id).where(
    TOKEN.c.token == bindparam("token")
)
_SPEND = insert(TOKEN)
_TOKEN_SHAPE = re.compile(r"[\w-]{1,64}")


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken. `again` says that the same form arrived before and nothing new was done."""

    dossier_id: uuid.UUID
    entry_number: int
    action: str
    stage: str
    again: bool = False


def take_step(
    dossier_id: uuid.UUID, action: str, *, by: Person, on: date, at: datetime, seen_version: int, token: str,
    inputs: Mapping[str, str],
) -> Taken:  # fmt: skip
    """Move a dossier one step, and write down who moved it, when, why and on what law.

    `on` is the day in Lào Cai, `at` the UTC instant. One transaction: posts re-read, dossier locked, law asked, stage
    moved by compare-and-set, journal, form token. The same token twice is one act. Raises NotFound, Unknown, Forbidden,
    Refused with every reason, Stale when somebody was quicker, BadInput for a token that is none or was used elsewhere.
    """
    if not _TOKEN_SHAPE.fullmatch(token):
        raise BadInput(_("Biểu mẫu này không đầy đủ. Chưa có gì được ghi. Hãy mở lại trang và làm lại."))
    with writing() as session:
        person = in_force(session, by, on)
        row = lock_dossier(session, dossier_id, person)
        if row.version != seen_version:
            return _the_same_act_or_stale(session, row, token, by)
        case = DossierCase(session, row, on)
        decision = case.procedure.decide(action, Attempt(case.procedure, case, person.actor, on, inputs))
        doing = Doing(session, case, decision, person, seat_for(person, decision.step.by, row), on, at, inputs)
        columns, payload = consequences(doing)
        columns |= {"stage": decision.dest, "hold": decision.hold_after, "entry_count": doing.number}
        columns["entry_hash"] = append(session, _act(doing, payload), row.entry_hash)
        _move(doing, columns)
        _spend(doing, token)
        tell_of_step(doing, columns)
    return Taken(dossier_id, doing.number, action, decision.dest)


def _act(doing: Doing, payload: dict[str, Any]) -> Act:
    decision = doing.decision
    return Act(
        doing.case.id, doing.number, decision.step.action, decision.source, decision.dest, decision.hold_before,
        decision.hold_after, doing.person.id, doing.seat.role.value, doing.seat.agency_id, doing.on, doing.at,
        doing.inputs.get("reason", "").strip(), payload, _until(payload), doing.seat.acting_for,
    )  # fmt: skip


def _until(payload: Mapping[str, Any]) -> date | None:
    """The day the act sets, where an effect named one."""
    return date.fromisoformat(payload["until_on"]) if "until_on" in payload else None


def _move(doing: Doing, columns: dict[str, Any]) -> None:
    """Compare and set. Raises Stale when the dossier is no longer what the law was asked about."""
    row = doing.case.row
    values = {f"to_{name}": columns.get(name, getattr(row, name)) for name in MOVED}
    key = {"dossier_id": row.id, "from_stage": doing.decision.source, "seen": row.version}
    if doing.session.connection().execute(_MOVE, values | key).rowcount != 1:
        raise Stale(Reason(_("Hồ sơ vừa được người khác xử lý.")))


def _spend(doing: Doing, token: str) -> None:
    """Raises BadInput, and so undoes the step, when the form was used before for another act."""
    spent = {"token": token, "person_id": doing.person.id, "dossier_id": doing.case.id, "entry_number": doing.number}
    try:
        doing.session.connection().execute(_SPEND, spent | {"at": doing.at})
    except IntegrityError as used:
        again = _("Biểu mẫu này đã dùng cho một việc trước. Chưa có gì được ghi thêm. Hãy mở lại trang và làm lại.")
        raise BadInput(again) from used


def was_taken(dossier_id: uuid.UUID, token: str, by: Person) -> bool:
    """Whether this form already caused an act of this person: so a double click that led out of sight is no error."""
    earlier = db.session.execute(_EARLIER, {"token": token}).one_or_none()
    return earlier is not None and (earlier.person_id, earlier.dossier_id) == (by.id, dossier_id)


def _the_same_act_or_stale(session: Session, row: Any, token: str, by: Person) -> Taken:
    """A double click finds its first act; anybody else learns that the page is old. Raises Stale."""
    earlier = session.execute(_EARLIER, {"token": token}).one_or_none()
    if earlier and earlier.person_id == by.id and earlier.dossier_id == row.id:
        return Taken(row.id, earlier.entry_number, "", row.stage, again=True)
    raise Stale(Reason(_("Hồ sơ đã thay đổi sau khi Ông/Bà mở trang này.")))
