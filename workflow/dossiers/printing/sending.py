"""Papers on the screen and to take away: PDF, Word, pictures of pages."""

import io
import uuid
from datetime import date
from typing import Any

from flask import Response, send_file

from states.papers_out import BLANK_FORMS, OUT_PAPERS
from workflow.accounts.person import Person
from workflow.dossiers import queries
from workflow.dossiers.printing import blanks
from workflow.dossiers.printing.steps import papers_before
from workflow.dossiers.queries import DossierView
from workflow.errors import NotFound
from workflow.extensions import JsonDict
from workflow.papers.official import is_draft
from workflow.papers.printed import file_name, pictures, render
from workflow.papers.word import DOCX, render_docx
from workflow.wall_clock import now


def before(dossier_id: uuid.UUID, action: str, person: Person, on: date) -> tuple[DossierView, Any, list[JsonDict]]:
    """The dossier, the step, and the facts of the papers it would fix. Raises NotFound, Unknown, MovedOn, Forbidden."""
    dossier = queries.get_dossier(dossier_id, person)
    step = dossier.procedure.step(action, dossier.row.stage, dossier.row.hold)
    return dossier, step, papers_before(dossier.case(on), step, person, on, now())


def one_of(facts: list[JsonDict], code: str) -> JsonDict:
    """The paper of a code among those a step fixes. Raises NotFound."""
    for each in facts:
        if each["form"] == code:
            return each
    raise NotFound


def lines_of(facts: list[JsonDict]) -> list[dict[str, Any]]:
    """What the page of a preview says of each paper: its pages are pictures beside it."""
    return [
        {
            "code": each["form"], "title": OUT_PAPERS[each["form"]].title, "is_draft": is_draft(each),
            "is_edited": OUT_PAPERS[each["form"]].is_edited, "pages": len(pictures(each["form"], each)),
        }
        for each in facts
    ]  # fmt: skip


def blank(dossier: DossierView, code: str, on: date) -> JsonDict:
    """A form to fill by hand, with the names of this dossier on it. Raises NotFound."""
    if code not in BLANK_FORMS:
        raise NotFound
    case = dossier.case(on)
    if code == "DS-HO":
        return blanks.households_of(case, now())
    return blanks.checklist_of(case, now())


def pdf(facts: JsonDict) -> Response:
    """The paper, to open or to print."""
    code = facts["form"]
    return _sent(render(code, facts), "application/pdf", file_name(code, facts))


def word(facts: JsonDict) -> Response:
    """A draft to work on in Word. Raises NotFound for papers nobody edits."""
    code = facts["form"]
    if not OUT_PAPERS[code].is_edited:
        raise NotFound
    return _sent(render_docx(code, facts), DOCX, file_name(code, facts, "docx"))


def picture(facts: JsonDict, number: int) -> Response:
    """One page as PNG, counted from 1. Raises NotFound beyond the last."""
    pages = pictures(facts["form"], facts)
    if not 1 <= number <= len(pages):
        raise NotFound
    response = send_file(io.BytesIO(pages[number - 1]), mimetype="image/png")
    response.headers["Cache-Control"] = "no-store"
    return response


def _sent(content: bytes, kind: str, name: str) -> Response:
    response = send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
