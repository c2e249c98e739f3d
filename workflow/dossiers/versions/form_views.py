"""Printed forms as pages: the layout in use, a sample on invented facts."""

import io
import uuid

from flask import Response, render_template, send_file
from flask.typing import ResponseReturnValue

from states.document import BadDocument
from states.forms_of_law import form_name
from states.kernel import Reason, Refused
from workflow.access import administrator, signed_in
from workflow.dossiers.versions.forms import BeginForm
from workflow.dossiers.versions.room import begin_page, begun, room
from workflow.errors import NotFound
from workflow.papers import layouts
from workflow.papers.printing import Template
from workflow.papers.samples import SAMPLES
from workflow.procedures import queries
from workflow.procedures.models import EditionKind
from workflow.wall_clock import today


@room.get("/forms/<code>/<version>")
@signed_in
def printed_form(code: str, version: str) -> ResponseReturnValue:
    """One version: its circular, its symbol, its layout."""
    made = queries.get_form(code, version)
    is_ours = made.form in SAMPLES
    return render_template("procedures/form.html", made=made, title=form_name(code), today=today(), is_ours=is_ours)


@room.get("/forms/<code>/<version>/sample.pdf")
@signed_in
def sample(code: str, version: str) -> ResponseReturnValue:
    """The form on invented facts, marked DỰ THẢO."""
    return _sample(_ours(code, version))


@room.get("/drafts/<uuid:edition_id>/sample.pdf")
@administrator
def draft_sample(edition_id: uuid.UUID) -> ResponseReturnValue:
    """The same as the draft would print it."""
    row = queries.get_edition(edition_id)
    if row.kind != EditionKind.FORM:
        raise NotFound
    try:
        return _sample(layouts.template(row.document))
    except BadDocument as bad:
        raise Refused(*(Reason(problem) for problem in bad.problems)) from bad


def _ours(code: str, version: str) -> Template:
    """A form the office may lay out anew. Raises NotFound, also for a paper that has no invented facts to try it on."""
    if code not in SAMPLES:
        raise NotFound
    return queries.get_form(code, version)


def _sample(made: Template) -> Response:
    content = io.BytesIO(layouts.sample(made))
    response = send_file(content, mimetype="application/pdf", as_attachment=True, download_name=f"{made.form}-mau.pdf")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@room.get("/forms/<code>/<version>/new")
@administrator
def new_form(code: str, version: str) -> ResponseReturnValue:
    """The name and first day of a form that begins from this one."""
    made = _ours(code, version)
    return begin_page(EditionKind.FORM, made, form_name(made.form), BeginForm())


@room.post("/forms/<code>/<version>/new")
@administrator
def begin_form(code: str, version: str) -> ResponseReturnValue:
    """Begin a version."""
    made = _ours(code, version)
    return begun(EditionKind.FORM, made, form_name(made.form))
