"""The one page on which a step of any procedure is confirmed and taken."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.kernel import MovedOn, Reason, Refused, Step
from workflow.access import current_person, signed_in
from workflow.dossiers import pages, queries, services
from workflow.dossiers.decisions.drafts import draft_of_step
from workflow.dossiers.editing import seat_for
from workflow.dossiers.paper_views import pdf_response
from workflow.dossiers.queries import DossierView
from workflow.dossiers.visibility import sees
from workflow.errors import BadInput, NotFound, Stale, error_page
from workflow.formats import vndatetime
from workflow.papers.printed import file_name, render
from workflow.step_forms import StepForm, step_form
from workflow.wall_clock import now, today

room = Blueprint("steps", __name__, url_prefix="/dossiers/<uuid:dossier_id>/steps")


@room.get("/<action>")
@signed_in
def confirm(dossier_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """What will happen, what the law still misses, and the button. Raises the law's refusals."""
    dossier = queries.get_dossier(dossier_id, current_person())
    step = dossier.procedure.step(action, dossier.row.stage, dossier.row.hold)
    seat_for(current_person(), step.by, dossier.row)
    form = step_form(step, dossier.case(today()))
    form.seen_version.data, form.token.data = str(dossier.row.version), pages.new_token()
    return _page(dossier, step, form)


@room.post("/<action>")
@signed_in
def take(dossier_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Take the step. A second arrival of the same form leads to the same place and does nothing more."""
    try:
        return _take(dossier_id, action)
    except NotFound:
        if not services.was_taken(dossier_id, request.form.get("token", ""), current_person()):
            raise
        flash(_("Việc này đã được ghi nhận từ lần bấm trước."))
        return redirect(url_for("dossiers.inbox"), 303)


@room.post("/<action>/draft.pdf")
@signed_in
def draft(dossier_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """The paper the step would issue with what was typed, marked DỰ THẢO. Nothing is written."""
    dossier = queries.get_dossier(dossier_id, current_person())
    step, case = dossier.procedure.step(action, dossier.row.stage, dossier.row.hold), dossier.case(today())
    seat_for(current_person(), step.by, dossier.row)
    form = step_form(step, case)
    if not form.validate_on_submit():
        return _page(dossier, step, form), 422
    facts = draft_of_step(case, step, current_person(), form.inputs, today(), now())
    if facts is None or step.paper is None:
        raise NotFound
    return pdf_response(render(step.paper, facts, draft=True), f"Du-thao-{file_name(step.paper, facts)}")


@room.app_errorhandler(Stale)
@room.app_errorhandler(MovedOn)
def moved(refusal: Refused) -> ResponseReturnValue:
    """Somebody was quicker: who acted last, and when, beside what the law says."""
    dossier_id = (request.view_args or {}).get("dossier_id")
    change = queries.last_change(dossier_id) if dossier_id else None
    reasons = refusal.reasons
    if change:
        name, at = change
        reasons += (Reason(_("Lần xử lý gần nhất trong nhật ký: %(name)s, lúc %(at)s.", name=name, at=vndatetime(at))),)
    return error_page(409, reasons, moved=True)


def _take(dossier_id: uuid.UUID, action: str) -> ResponseReturnValue:
    dossier = queries.get_dossier(dossier_id, current_person())
    step = _step_as_sent(dossier, action)
    seat_for(current_person(), step.by, dossier.row)
    form = step_form(step, dossier.case(today()))
    if not form.validate_on_submit():
        still_here = dossier.procedure.step(action, dossier.row.stage, dossier.row.hold)
        return _page(dossier, still_here, form), 422
    try:
        taken = services.take_step(
            dossier_id, action, by=current_person(), on=today(), at=now(), seen_version=_seen(form),
            token=form.token.data or "", inputs=form.inputs,
        )  # fmt: skip
    except Refused as refusal:
        if isinstance(refusal, MovedOn | Stale) or not form.blame(refusal.reasons):
            raise
        return _page(queries.get_dossier(dossier_id, current_person()), step, form), 409
    flash(
        _("Đã thực hiện: %(title)s.", title=_(step.title))
        if not taken.again
        else _("Việc này đã được ghi nhận từ lần bấm trước.")
    )
    return redirect(_after(dossier, taken.stage), 303)


def _after(dossier: DossierView, stage: str) -> str:
    """The dossier, or the inbox when the step took it out of sight."""
    if sees(current_person(), dossier.row, stage):
        return url_for("dossiers.show", dossier_id=dossier.id)
    return url_for("dossiers.inbox")


def _step_as_sent(dossier: DossierView, action: str) -> Step:
    """The step the law has now or, when the dossier moved on meanwhile, the step it had. Raises Unknown."""
    procedure, row = dossier.procedure, dossier.row
    steps = (*procedure.steps_from(row.stage, row.hold), *procedure.all_steps)
    found = next((step for step in steps if step.action == action), None)
    return found or procedure.step(action, row.stage, row.hold)


def _seen(form: StepForm) -> int:
    try:
        return int(form.seen_version.data or "")
    except ValueError:
        raise BadInput from None


def _page(dossier: DossierView, step: Step, form: StepForm) -> str:
    return render_template(
        "dossiers/step.html", dossier=dossier, form=form,
        action_url=url_for("steps.take", dossier_id=dossier.id, action=step.action),
        **pages.step_page(dossier, step, current_person(), today()),
    )  # fmt: skip
