"""What the receipt of a dossier says: gathered from the request, its files and the desk that receives it."""

from datetime import date, datetime
from typing import NamedTuple

from flask import current_app
from werkzeug.utils import import_string

from states.actors import Role
from states.clock import CalendarUnknown, explain
from states.parts import HOUSEHOLDS
from workflow.accounts.person import Person, Seat
from workflow.calendar.queries import work_calendar
from workflow.dossiers.case import DossierCase
from workflow.dossiers.editing import seat_for
from workflow.errors import BadInput
from workflow.extensions import JsonDict
from workflow.papers import queries as papers
from workflow.papers.receipt import PartLine, receipt_facts


class Proposer(NamedTuple):
    """Who asks, as far as the receipt says it."""

    name: str
    role: str
    phone: str
    address: str


PROPOSERS = dict.fromkeys(("support", "artisan_title"), "workflow.dossiers.support.subject:proposer_of")
"""Who asks, where that does not stand in a request for recognition; loaded when first needed."""


def facts_of(case: DossierCase, person: Person, at: datetime, due_on: date) -> JsonDict:
    """The facts of Mẫu 01, code left open. `due_on` is the legal due day; `person` sits at the receiving desk."""
    row, proposer = case.row, _proposer_of(case)
    desk_id, commune_id = _desk_of(person).agency_id, row.commune_agency_id
    names = papers.agency_names([desk_id, commune_id])
    return receipt_facts(
        dossier_id=row.id, code=None, agency=names[desk_id], submitter=names[commune_id],
        proposer=", ".join(said for said in (proposer.name, proposer.role) if said),
        phone=proposer.phone, address=proposer.address, procedure=case.procedure.title, unit=row.title,
        parts=_parts(case), legal_days=case.procedure.legal_days, received_at=at, due_on=due_on, receiver=person.name,
        base_url=current_app.config["PUBLIC_BASE_URL"],
    )  # fmt: skip


def preview_of(case: DossierCase, person: Person, on: date, at: datetime) -> JsonDict:
    """The facts of the receipt that would be issued if the dossier were received on the day `on`.

    Raises MovedOn when it cannot be received where it stands, Forbidden when that is not this person's to do,
    BadInput when the calendar does not reach the due day.
    """
    step = case.procedure.step("receive", case.stage, case.hold)
    seat_for(person, step.by, case.row)
    try:
        due_on = explain(on, case.procedure.legal_days, [], work_calendar()).due_on
    except CalendarUnknown as unknown:
        raise BadInput(str(unknown)) from unknown
    assert due_on is not None, "a clock that never stood has a due day"
    return facts_of(case, person, at, due_on)


def _desk_of(person: Person) -> Seat:
    return next((seat for seat in person.seats if seat.role is Role.RECEPTION_DESK), person.seats[0])


def _proposer_of(case: DossierCase) -> Proposer:
    """Whom the receipt names: the proposer of the request, or whom a matter of another law names."""
    own = PROPOSERS.get(case.procedure.code)
    if own is not None:
        found: Proposer = import_string(own)(case.id)
        return found
    answers = case.answers
    return Proposer(answers.proposer_name, answers.proposer_role, answers.proposer_phone, answers.proposer_address)


def _parts(case: DossierCase) -> tuple[PartLine, ...]:
    files = papers.attachments_of(case.id)
    lines = []
    for need in case.needs:
        for part in need.parts:
            if part is HOUSEHOLDS and case.answers.households:
                lines.append(PartLine(part.title, "Lập trên hệ thống", f"{case.answers.households:02d} hộ"))
            if part.code in files:
                lines.append(PartLine(part.title, "Bản điện tử", f"{len(files[part.code]):02d} tệp"))
    return tuple(lines)
