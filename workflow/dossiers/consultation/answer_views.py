"""Opinions as the asked agency sees them: what it is asked, only the papers that matter, its own answers for ever."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.kernel import Step
from workflow.access import current_person, signed_in
from workflow.dossiers.attachment_views import file_response
from workflow.dossiers.consultation import letters, matter, pages, services
from workflow.dossiers.printing import sending
from workflow.errors import BadInput
from workflow.papers.queries import get_attachment
from workflow.step_forms import StepForm, step_form
from workflow.wall_clock import now, today

room = Blueprint("opinions", __name__, url_prefix="/opinions")


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """What my agency is asked, and what it has answered."""
    return render_template("opinions/index.html", **pages.inbox(current_person(), today()))


@room.get("/<uuid:request_id>")
@signed_in
def show(request_id: uuid.UUID) -> ResponseReturnValue:
    """One question with its papers, and the form of whoever has the ball."""
    page = pages.request_page(request_id, current_person(), today())
    forms = {found.step.action: _form(found.step, page["row"]) for found in page["mine"]}
    return render_template("opinions/show.html", forms=forms, **page)


@room.post("/<uuid:request_id>/<action>")
@signed_in
def act(request_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Draft, return or send an answer."""
    page = pages.request_page(request_id, current_person(), today())
    row = page["row"]
    step = matter.LAW.step(action, row.state)
    form = step_form(step, matter.case_of(row))
    if not form.validate_on_submit():
        forms = {found.step.action: _form(found.step, row) for found in page["mine"]} | {action: form}
        return render_template("opinions/show.html", forms=forms, **page), 422
    services.act(
        request_id, action, by=current_person(), on=today(), at=now(), seen_version=_seen(form), inputs=form.inputs
    )
    flash(_("Đã thực hiện: %(title)s.", title=_(step.title)))
    return redirect(url_for("opinions.show", request_id=request_id), 303)


@room.post("/<uuid:request_id>/<action>/slip.pdf")
@signed_in
def slip(request_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """The slip that an act would send, exactly as it would be fixed. Nothing is written."""
    row = pages.request_page(request_id, current_person(), today())["row"]
    inputs = step_form(matter.LAW.step(action, row.state), matter.case_of(row)).inputs
    return sending.pdf(letters.slip_before(row, action, current_person(), today(), now(), inputs))


@room.get("/<uuid:request_id>/papers/<uuid:attachment_id>")
@signed_in
def paper(request_id: uuid.UUID, attachment_id: uuid.UUID) -> ResponseReturnValue:
    """One of the papers shown with a question that is still out."""
    dossier_id = pages.may_read_paper(request_id, attachment_id, current_person())
    return file_response(get_attachment(dossier_id, attachment_id))


def _form(step: Step, row: object) -> StepForm:
    form = step_form(step, matter.case_of(row), formdata=None)
    for name in ("answer", "remarks"):
        if name in form:
            form[name].data = getattr(row, name) or ""
    form.seen_version.data = str(getattr(row, "version"))  # noqa: B009 - a row of a query has no type
    return form


def _seen(form: StepForm) -> int:
    try:
        return int(form.seen_version.data or "")
    except ValueError:
        raise BadInput from None
