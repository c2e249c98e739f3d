"""Opinions of a dossier, for whoever asks: the question, the answers, how each was treated."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.access import current_person, signed_in
from workflow.dossiers import queries
from workflow.dossiers.consultation import letters, matter, pages, services
from workflow.dossiers.consultation.forms import QuestionForm, TreatmentForm, question_form
from workflow.dossiers.printing import sending
from workflow.dossiers.queries import DossierView
from workflow.errors import BadInput
from workflow.opinions.queries import requests_of
from workflow.wall_clock import now, today

room = Blueprint("consultation", __name__, url_prefix="/dossiers/<uuid:dossier_id>/opinions")


@room.get("")
@signed_in
def show(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Every opinion of the dossier; whoever may ask finds the form."""
    dossier = queries.get_dossier(dossier_id, current_person())
    form = _form(dossier)
    if form:
        form.seen_version.data = str(dossier.row.version)
    return _page(dossier, form)


@room.post("")
@signed_in
def ask(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Put one question to several agencies."""
    dossier = queries.get_dossier(dossier_id, current_person())
    form, question = _typed(dossier)
    if question is None:
        return _page(dossier, form), 422
    services.ask(
        dossier_id, question, by=current_person(), on=today(), at=now(), seen_version=_number(form.seen_version.data)
    )
    flash(_("Đã hỏi ý kiến %(n)s cơ quan.", n=len(question.agency_ids)))
    return redirect(url_for("consultation.show", dossier_id=dossier_id), 303)


@room.post("/letter.pdf")
@signed_in
def letter(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """The letter that would ask the question, with what was typed. Nothing is written."""
    dossier = queries.get_dossier(dossier_id, current_person())
    form, question = _typed(dossier)
    if question is None:
        return _page(dossier, form), 422
    return sending.pdf(letters.letter_before(dossier, question, current_person(), today(), now()))


@room.post("/<uuid:request_id>/treat")
@signed_in
def treat(dossier_id: uuid.UUID, request_id: uuid.UUID) -> ResponseReturnValue:
    """How an opinion was treated."""
    dossier, form = queries.get_dossier(dossier_id, current_person()), TreatmentForm()
    if not form.validate_on_submit():
        return _page(dossier, _form(dossier), wrong=str(request_id)), 422
    services.treat(dossier_id, request_id, form.treatment.data, by=current_person(), on=today(), at=now())
    flash(_("Đã ghi cách xử lý ý kiến."))
    return redirect(url_for("consultation.show", dossier_id=dossier_id), 303)


@room.post("/<uuid:request_id>/revoke")
@signed_in
def revoke(dossier_id: uuid.UUID, request_id: uuid.UUID) -> ResponseReturnValue:
    """Take a question back. The agency keeps nothing, because it has answered nothing."""
    queries.get_dossier(dossier_id, current_person())
    services.act(
        request_id, "revoke", by=current_person(), on=today(), at=now(),
        seen_version=_number(request.form.get("seen_version")), inputs={"reason": request.form.get("reason", "")},
    )  # fmt: skip
    flash(_("Đã thu hồi yêu cầu ý kiến."))
    return redirect(url_for("consultation.show", dossier_id=dossier_id), 303)


@room.post("/<uuid:request_id>/remind")
@signed_in
def remind(dossier_id: uuid.UUID, request_id: uuid.UUID) -> ResponseReturnValue:
    """Remind the agency, at most once a day."""
    dossier = queries.get_dossier(dossier_id, current_person())
    services.asking_seat(current_person(), dossier.row)
    told = services.remind(dossier_id, request_id, on=today(), at=now())
    flash(_("Đã nhắc cơ quan được hỏi.") if told else _("Hôm nay đã nhắc cơ quan này rồi."))
    return redirect(url_for("consultation.show", dossier_id=dossier_id), 303)


def _typed(dossier: DossierView) -> tuple[QuestionForm, services.Question | None]:
    """The form as it was sent, and the question it asks; None with a form that says what is wrong.

    Raises MovedOn, Forbidden for who may not ask here.
    """
    services.asking_seat(current_person(), dossier.row)
    form = _form(dossier)
    assert form is not None, "who may ask has a form"
    if not form.validate_on_submit() or not form.agencies.data:
        if not form.agencies.data:
            form.agencies.errors = [_("Hãy chọn ít nhất một cơ quan.")]
        return form, None
    chosen = [uuid.UUID(value) for value in form.agencies.data]
    return form, services.Question(
        form.question.data, form.days.data or 1, chosen, pages.chosen_papers(form.papers.data or [])
    )


def _form(dossier: DossierView) -> QuestionForm | None:
    if not services.may_ask(current_person(), dossier.row):
        return None
    seat = services.asking_seat(current_person(), dossier.row)
    return question_form(
        pages.agencies_to_ask(dossier, seat.agency_id, today()), pages.papers_to_show(dossier),
        days=dossier.procedure.number("opinion_days"), papers=[pages.DECLARED],
    )  # fmt: skip


def _page(dossier: DossierView, form: QuestionForm | None, wrong: str = "") -> str:
    return render_template(
        "opinions/dossier.html", dossier=dossier, form=form, rows=requests_of(dossier.id), wrong=wrong,
        titles={stage.name: stage.title for stage in matter.LAW.stages}, answers=pages.answer_titles(),
        term=pages.term_to_answer,
    )  # fmt: skip


def _number(text: str | None) -> int:
    try:
        return int(text or "")
    except ValueError:
        raise BadInput from None
