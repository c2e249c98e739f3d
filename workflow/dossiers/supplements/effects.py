"""What the steps around a supplement request bring about. Each runs inside the transaction of its step."""

from datetime import date

from states.clock import explain
from workflow.calendar.queries import work_calendar
from workflow.dossiers.doing import Consequence, Doing
from workflow.supplements import services
from workflow.supplements.models import RequestState


def ask(doing: Doing, due_on: date | None) -> Consequence:
    """The draft is sent; the commune has the working days that the procedure gives."""
    days = doing.case.procedure.number("supplement_days")
    answer_by = explain(doing.on, days, [], work_calendar()).due_on
    assert answer_by is not None, "a clock that never stood has a due day"
    approver = doing.person.id if doing.decision.hold_before else None
    sent = services.send(
        doing.session, doing.case.id, on=doing.on, answer_by=answer_by, entry_number=doing.number, approver=approver
    )
    noted = {"request": str(sent.request_id), "gaps": sent.gaps, "until_on": answer_by.isoformat()}
    return {"answer_by": answer_by}, noted


def answer(doing: Doing, due_on: date | None) -> Consequence:
    """The commune has handed in what was asked."""
    return _close(doing, RequestState.ANSWERED)


def cancel(doing: Doing, due_on: date | None) -> Consequence:
    """Nobody waits for the answer any more."""
    return _close(doing, RequestState.CANCELLED)


def lapse(doing: Doing, due_on: date | None) -> Consequence:
    """The term to answer has passed."""
    return _close(doing, RequestState.LAPSED)


def _close(doing: Doing, state: RequestState) -> Consequence:
    request_id = services.close(doing.session, doing.case.id, state, doing.on)
    return {"answer_by": None}, {"request": str(request_id)} if request_id else {}
