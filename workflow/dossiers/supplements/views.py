"""Pages of supplement requests: writing one, answering one, what changed, what was received, beginning again."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.facts import GAP_TITLES
from workflow.access import current_person, signed_in
from workflow.dossiers import pages, queries
from workflow.dossiers.editing import seat_for
from workflow.dossiers.queries import DossierView
from workflow.dossiers.supplements import again, changes, services
from workflow.dossiers.supplements.forms import AnswersForm, GapsForm, answers_form, gaps_form
from workflow.dossiers.supplements.received import find_received
from workflow.dossiers.supplements.things import names_of, things_of
from workflow.dossiers.supplements.words import FACTS, LISTS
from workflow.errors import BadInput, NotFound
from workflow.supplements.models import RequestState
from workflow.supplements.queries import last_answers, written_gaps
from workflow.wall_clock import now, today

room = Blueprint("supplements", __name__, url_prefix="/dossiers/<uuid:dossier_id>/supplement")
FAULT_TITLES = {fault.value: title for fault, title in GAP_TITLES.items()}


@room.get("/request")
@signed_in
def compose(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Write a request: everything of the dossier on one page, all gaps at once."""
    dossier = _to_ask(dossier_id)
    form = _gaps_form(dossier)
    form.seen_version.data = str(dossier.row.version)
    return _compose_page(dossier, form)


@room.post("/request")
@signed_in
def keep(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what was written; sending it is a step of its own."""
    dossier = _to_ask(dossier_id)
    form = _gaps_form(dossier)
    if not form.validate_on_submit():
        return _compose_page(dossier, form), 422
    person, wanted = current_person(), form.wanted()
    services.keep_gaps(dossier_id, wanted, by=person, on=today(), at=now(), seen_version=_seen(form))
    flash(_("Đã lưu phiếu: %(n)s nội dung. Phiếu chưa gửi.", n=len(wanted)))
    action = _sending(dossier) if wanted else None
    if request.form.get("go") == "send" and action:
        return redirect(url_for("steps.confirm", dossier_id=dossier_id, action=action), 303)
    return redirect(url_for("supplements.compose", dossier_id=dossier_id), 303)


@room.get("/answer")
@signed_in
def answer(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Answer a request gap by gap, beside the links to what is to be mended."""
    dossier = _to_answer(dossier_id)
    form = answers_form(written_gaps(dossier_id, RequestState.OPEN))
    form.seen_version.data = str(dossier.row.version)
    return _answer_page(dossier, form)


@room.post("/answer")
@signed_in
def keep_answer(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the answers; handing in is a step of its own."""
    dossier = _to_answer(dossier_id)
    form = answers_form(written_gaps(dossier_id, RequestState.OPEN))
    if not form.validate_on_submit():
        return _answer_page(dossier, form), 422
    answers = {gap.id: (field.data or "").strip() for gap, field in form.rows()}
    services.keep_answers(dossier_id, answers, by=current_person(), on=today(), at=now(), seen_version=_seen(form))
    flash(_("Đã lưu câu trả lời. Chưa gửi cho cơ quan yêu cầu."))
    if request.form.get("go") == "send":
        return redirect(url_for("steps.confirm", dossier_id=dossier_id, action="supplement"), 303)
    return redirect(url_for("supplements.answer", dossier_id=dossier_id), 303)


@room.get("/changes")
@signed_in
def changed(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """What the last hand-in changed against the one before."""
    dossier = queries.get_dossier(dossier_id, current_person())
    found = changes.last_changes(dossier_id)
    if found is None:
        raise NotFound
    return render_template(
        "supplements/changes.html", dossier=dossier, changes=found, answers=last_answers(dossier_id),
        names=names_of(dossier.case(today())), faults=FAULT_TITLES,
    )  # fmt: skip


@room.get("/received")
@signed_in
def received(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """What was handed in last, exactly as it stood."""
    dossier = queries.get_dossier(dossier_id, current_person())
    found = find_received(dossier_id)
    if found is None:
        raise NotFound
    return render_template(
        "supplements/received.html", dossier=dossier, received=found, fact_titles=FACTS, list_titles=LISTS
    )


@room.post("/again")
@signed_in
def begin_again(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """A new draft with the content of a closed dossier."""
    new_id = again.begin_again(dossier_id, by=current_person(), on=today(), at=now())
    flash(_("Đã lập hồ sơ mới từ nội dung cũ. Hãy kiểm tra lại rồi trình."))
    return redirect(url_for("dossiers.show", dossier_id=new_id), 303)


def _to_ask(dossier_id: uuid.UUID) -> DossierView:
    """A dossier in which this person may ask for supplements now. Raises NotFound, MovedOn, Forbidden."""
    dossier = queries.get_dossier(dossier_id, current_person())
    step = dossier.procedure.step(services.ASKING, dossier.row.stage, dossier.row.hold)
    seat_for(current_person(), step.by, dossier.row)
    return dossier


def _to_answer(dossier_id: uuid.UUID) -> DossierView:
    dossier = queries.get_dossier(dossier_id, current_person())
    if not dossier.is_editable_by(current_person()) or not written_gaps(dossier_id, RequestState.OPEN):
        raise NotFound
    return dossier


def _gaps_form(dossier: DossierView) -> GapsForm:
    return gaps_form(things_of(dossier.case(today())), written_gaps(dossier.id, RequestState.DRAFT))


def _sending(dossier: DossierView) -> str | None:
    """The action that would send the request from where the dossier stands."""
    found = pages.rehearse(dossier.case(today()), current_person(), today())
    return next((r.step.action for r in found if r.allowed and r.step.opens), None)


def _compose_page(dossier: DossierView, form: GapsForm) -> str:
    return render_template("supplements/compose.html", dossier=dossier, form=form, action=_sending(dossier))


def _answer_page(dossier: DossierView, form: AnswersForm) -> str:
    return render_template(
        "supplements/answer.html", dossier=dossier, form=form, names=names_of(dossier.case(today())),
        faults=FAULT_TITLES,
        where=pages.where_to_mend(dossier.id, dossier.procedure.code), edit_url=pages.edit_url(dossier.row),
    )  # fmt: skip


def _seen(form: Any) -> int:
    try:
        return int(form.seen_version.data or "")
    except ValueError:
        raise BadInput from None
