"""Papers of a dossier as PDF: what was issued, and a preview of what a step would issue."""

import io
import uuid

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue

from workflow.access import current_person, signed_in
from workflow.dossiers import queries, reception
from workflow.dossiers.decisions.step_papers import preview_of_supplement
from workflow.papers import queries as papers
from workflow.papers.printed import file_name, render, reprint
from workflow.wall_clock import now, today

room = Blueprint("papers", __name__, url_prefix="/dossiers/<uuid:dossier_id>/papers")


@room.get("/<uuid:paper_id>.pdf")
@signed_in
def receipt(dossier_id: uuid.UUID, paper_id: uuid.UUID) -> ResponseReturnValue:
    """A paper that was issued, printed again from its facts: the same bytes every time."""
    queries.get_dossier(dossier_id, current_person())
    paper = papers.get_paper(dossier_id, paper_id)
    return pdf_response(reprint(paper.id, paper.form, paper.facts), file_name(paper.form, paper.facts))


@room.get("/preview/M01.pdf")
@signed_in
def preview(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """The receipt as it would be issued today, marked DỰ THẢO, for the desk that may receive the dossier."""
    person = current_person()
    case = queries.get_dossier(dossier_id, person).case(today())
    facts = reception.preview_of(case, person, today(), now())
    return pdf_response(render("M01", facts, draft=True), "Du-thao-giay-tiep-nhan.pdf")


@room.get("/preview/M02.pdf")
@signed_in
def preview_supplement(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """The request for supplements with the gaps listed so far, marked DỰ THẢO, for who may ask or approve it."""
    person = current_person()
    case = queries.get_dossier(dossier_id, person).case(today())
    facts = preview_of_supplement(case, person, today(), now())
    return pdf_response(render("M02", facts, draft=True), "Du-thao-phieu-yeu-cau-bo-sung.pdf")


def pdf_response(content: bytes, name: str) -> Response:
    """A PDF to take away."""
    response = send_file(io.BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
