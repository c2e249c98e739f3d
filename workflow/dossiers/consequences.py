"""What follows from a step: the days, the next agency, what is handed in, the law's effects, the papers."""

import hashlib
import json
import uuid
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert

from states.actors import AgencyKind
from states.asks import AskKind
from states.kernel import Reason, Refused
from workflow.accounts.people_queries import agency_of_kind
from workflow.calendar.queries import work_calendar
from workflow.dossiers.assignment.handlers import handler_after
from workflow.dossiers.deadlines import deadlines
from workflow.dossiers.doing import Consequence, Doing
from workflow.dossiers.editing import ANY, competent_agency
from workflow.dossiers.effects import effects_of
from workflow.dossiers.journal import Line
from workflow.dossiers.models import Submission
from workflow.dossiers.step_papers import papers_of
from workflow.dossiers.subjects import subject_of
from workflow.extensions import new_id
from workflow.papers.queries import files_handed_in

_KEEP = insert(Submission.__table__)
_PLAIN = frozenset({AskKind.DAY, AskKind.MONEY, AskKind.CHOICE})
"""What is typed of these kinds names no person, so the journal keeps it."""


def consequences(doing: Doing) -> Consequence:
    """The columns a step changes besides its place, and what the journal keeps of it. Runs inside the transaction."""
    row, procedure, decision = doing.case.row, doing.case.procedure, doing.decision
    due = deadlines(procedure, [*doing.case.lines, _line(doing)], work_calendar())
    is_open = not procedure.stage(decision.dest).final
    columns: dict[str, Any] = {
        "due_on": due.due_on or row.due_on,
        "stage_due_on": due.stage_due_on,
        "is_open": is_open,
        "waiting_agency_id": _next_agency(doing) if is_open else None,
    }
    if decision.step.finding:
        columns["finding"] = decision.step.finding.value
    payload = _noted(doing)
    if _hands_in(doing):
        payload["handed_in"] = _keep_what_is_handed_in(doing)
    for effect in effects_of(decision.step.effect, decision.step.action):
        changed, noted = effect(doing, columns["due_on"])
        columns |= changed
        payload |= noted
    columns["handler_id"] = handler_after(doing, columns["waiting_agency_id"])
    return columns, payload | papers_of(doing, payload)


def _line(doing: Doing) -> Line:
    decision = doing.decision
    return Line(
        doing.number, decision.step.action, decision.source, decision.dest, decision.hold_before, decision.hold_after,
        doing.person.id, doing.on, None, doing.seat.acting_for,
    )  # fmt: skip


def _noted(doing: Doing) -> dict[str, Any]:
    procedure = doing.case.procedure
    typed = {
        ask.name: doing.inputs[ask.name].strip()
        for ask in doing.decision.step.asks
        if ask.kind in _PLAIN and doing.inputs.get(ask.name, "").strip()
    }
    noted: dict[str, Any] = {"law": f"{procedure.code} {procedure.version}"}
    return noted | ({"inputs": typed} if typed else {})


def _next_agency(doing: Doing) -> uuid.UUID:
    """The agency that has the ball after the step: that of the post the dossier waits for there. Raises Refused."""
    decision = doing.decision
    post = doing.case.procedure.handlers(decision.dest, decision.hold_after)[0]
    found = competent_agency(post, doing.case.row)
    if found == ANY:
        own = doing.seat.agency_id if doing.seat.agency_kind is post.agency else None
        found = own or agency_of_kind(AgencyKind(post.agency).value)
    if found is None:
        missing = _("Chưa khai báo cơ quan của bước tiếp theo: %(post)s. Xin báo quản trị.", post=post.title)
        raise Refused(Reason(missing))
    return found


def _hands_in(doing: Doing) -> bool:
    """Whether the content leaves the hands of who makes it. What is ended beside the road hands nothing in."""
    row, procedure, decision = doing.case.row, doing.case.procedure, doing.decision
    leaves = not procedure.is_editable(decision.dest, decision.hold_after)
    return procedure.is_editable(row.stage, row.hold) and leaves and not decision.step.beside


def _keep_what_is_handed_in(doing: Doing) -> str:
    """Keep the request exactly as it leaves the hands of who made it; give its digest."""
    content = subject_of(doing.case.row).content_of(doing.case.id) | {"files": files_handed_in(doing.case.id)}
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).digest()
    kept = {"id": new_id(), "dossier_id": doing.case.id, "number": doing.number, "at": doing.at}
    doing.session.execute(_KEEP, kept | {"content": content, "digest": digest})
    return digest.hex()
