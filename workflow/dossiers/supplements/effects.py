"""What the steps around a supplement request bring about. Each runs inside the transaction of its step."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from states.actors import Role
from states.clock import explain
from states.kernel import Procedure
from workflow.accounts.people_queries import holders_of
from workflow.calendar.queries import work_calendar
from workflow.dossiers.doing import Consequence, Doing
from workflow.dossiers.supplements.restoring import restore
from workflow.notices.services import tell
from workflow.supplements import services
from workflow.supplements.models import RequestState


def ask(doing: Doing, due_on: date | None) -> Consequence:
    """The draft is sent; the commune has the working days that the procedure gives."""
    answer_by = last_day_to_answer(doing.case.procedure, doing.on)
    approver = doing.person.id if doing.decision.hold_before else None
    sent = services.send(
        doing.session, doing.case.id, on=doing.on, answer_by=answer_by, entry_number=doing.number, approver=approver
    )
    officers = holders_of(doing.session, Role.COMMUNE_OFFICER, doing.case.row.commune_agency_id, doing.on)
    _tell(doing, "supplement:asked", officers, count=sent.gaps, on=f"{answer_by:%d/%m/%Y}")
    noted = {"request": str(sent.request_id), "gaps": sent.gaps, "until_on": answer_by.isoformat()}
    return {"answer_by": answer_by}, noted


def last_day_to_answer(procedure: Procedure, on: date) -> date:
    """The last day for the commune to answer a request that is sent on the day `on`."""
    found = explain(on, procedure.number("supplement_days"), [], work_calendar()).due_on
    assert found is not None, "a clock that never stood has a due day"
    return found


def answer(doing: Doing, due_on: date | None) -> Consequence:
    """The commune has handed in what was asked."""
    asked = doing.case.open_supplement
    _tell(doing, "supplement:answered", [uuid.UUID(asked.author_id)] if asked else [])
    return _close(doing, RequestState.ANSWERED)


def cancel(doing: Doing, due_on: date | None) -> Consequence:
    """Nobody waits for the answer any more: the received version counts, what the commune was writing is kept apart."""
    if doing.case.open_supplement is None:
        return {"answer_by": None}, {}
    officers = holders_of(doing.session, Role.COMMUNE_OFFICER, doing.case.row.commune_agency_id, doing.on)
    _tell(doing, "supplement:cancelled", officers)
    restore(doing.session, doing.case.id, at=doing.at)
    return _close(doing, RequestState.CANCELLED)


def lapse(doing: Doing, due_on: date | None) -> Consequence:
    """The term to answer has passed."""
    asked = doing.case.open_supplement
    officers = holders_of(doing.session, Role.COMMUNE_OFFICER, doing.case.row.commune_agency_id, doing.on)
    _tell(doing, "supplement:lapsed", [*officers, *([uuid.UUID(asked.author_id)] if asked else [])])
    return _close(doing, RequestState.LAPSED)


def _tell(doing: Doing, kind: str, to: Iterable[uuid.UUID], **facts: Any) -> None:
    others = [one for one in to if one != doing.person.id]
    tell(doing.session, kind, to=others, at=doing.at, dossier_id=doing.case.id, code=doing.case.row.code, **facts)


def _close(doing: Doing, state: RequestState) -> Consequence:
    request_id = services.close(doing.session, doing.case.id, state, doing.on)
    return {"answer_by": None}, {"request": str(request_id)} if request_id else {}
