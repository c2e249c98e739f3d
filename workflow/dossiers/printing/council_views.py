"""Papers of the council to print: minutes, ballots, the decision that sets it up."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from workflow.access import current_person, signed_in
from workflow.dossiers.printing import council_papers, sending
from workflow.wall_clock import today

room = Blueprint("council_papers", __name__, url_prefix="/council")


@room.get("/meetings/<uuid:meeting_id>/minutes.pdf")
@signed_in
def minutes_pdf(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """The minutes of the whole meeting; before it is closed, as they would be."""
    return sending.pdf(council_papers.minutes_of(meeting_id, current_person(), today()))


@room.get("/meetings/<uuid:meeting_id>/minutes.docx")
@signed_in
def minutes_docx(meeting_id: uuid.UUID) -> ResponseReturnValue:
    return sending.word(council_papers.minutes_of(meeting_id, current_person(), today()))


@room.get("/meetings/<uuid:meeting_id>/items/<uuid:item_id>/ballot.pdf")
@signed_in
def ballot(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    """A ballot on A5 to mark by hand."""
    return sending.pdf(council_papers.ballot_of(meeting_id, item_id, current_person(), today()))


@room.get("/<uuid:council_id>/decision.pdf")
@signed_in
def decision_pdf(council_id: uuid.UUID) -> ResponseReturnValue:
    return sending.pdf(council_papers.decision_of(council_id, current_person()))


@room.get("/<uuid:council_id>/decision.docx")
@signed_in
def decision_docx(council_id: uuid.UUID) -> ResponseReturnValue:
    return sending.word(council_papers.decision_of(council_id, current_person()))
