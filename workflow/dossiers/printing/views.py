"""Papers before an act and after it: the exact pages first, then what was fixed, its number, its successor."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.access import current_person, signed_in
from workflow.dossiers import queries as dossiers
from workflow.dossiers.printing import numbering, queries, sending
from workflow.dossiers.printing.forms import CorrectForm, NumberForm
from workflow.wall_clock import now, today

room = Blueprint("printing", __name__, url_prefix="/dossiers/<uuid:dossier_id>/papers")


@room.get("/before/<action>")
@signed_in
def before(dossier_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Every paper a step would fix, page by page, exactly as it would be now."""
    dossier, step, facts = sending.before(dossier_id, action, current_person(), today())
    return render_template("printing/before.html", dossier=dossier, step=step, papers=sending.lines_of(facts))


@room.get("/before/<action>/<code>.pdf")
@signed_in
def before_pdf(dossier_id: uuid.UUID, action: str, code: str) -> ResponseReturnValue:
    return sending.pdf(sending.one_of(sending.before(dossier_id, action, current_person(), today())[2], code))


@room.get("/before/<action>/<code>.docx")
@signed_in
def before_docx(dossier_id: uuid.UUID, action: str, code: str) -> ResponseReturnValue:
    return sending.word(sending.one_of(sending.before(dossier_id, action, current_person(), today())[2], code))


@room.get("/before/<action>/<code>-<int:page>.png")
@signed_in
def before_png(dossier_id: uuid.UUID, action: str, code: str, page: int) -> ResponseReturnValue:
    return sending.picture(sending.one_of(sending.before(dossier_id, action, current_person(), today())[2], code), page)


@room.get("/<uuid:paper_id>")
@signed_in
def show(dossier_id: uuid.UUID, paper_id: uuid.UUID) -> ResponseReturnValue:
    """A paper as it was fixed: its state, its digest, what may still be done."""
    form = NumberForm()
    form.day.data = today()
    return _page(dossier_id, paper_id, form, CorrectForm())


@room.get("/<uuid:paper_id>.docx")
@signed_in
def docx(dossier_id: uuid.UUID, paper_id: uuid.UUID) -> ResponseReturnValue:
    dossiers.get_dossier(dossier_id, current_person())
    return sending.word(queries.get_facts(dossier_id, paper_id))


@room.post("/<uuid:paper_id>/number")
@signed_in
def number(dossier_id: uuid.UUID, paper_id: uuid.UUID) -> ResponseReturnValue:
    """Write down the number and day of the agency's own book: a new version of the paper."""
    form = NumberForm()
    if not form.validate_on_submit():
        return _page(dossier_id, paper_id, form, CorrectForm()), 422
    made = numbering.record_number(
        dossier_id, paper_id, form.number.data or 0, form.day.data or today(), by=current_person(), on=today(), at=now()
    )
    flash(_("Đã ghi số, ngày; văn bản không còn là dự thảo."))
    return redirect(url_for("printing.show", dossier_id=dossier_id, paper_id=made), 303)


@room.post("/<uuid:paper_id>/correct")
@signed_in
def correct(dossier_id: uuid.UUID, paper_id: uuid.UUID) -> ResponseReturnValue:
    """Make the paper anew from what the dossier says now."""
    form = CorrectForm()
    if not form.validate_on_submit():
        return _page(dossier_id, paper_id, NumberForm(), form), 422
    made = numbering.correct(dossier_id, paper_id, form.reason.data, by=current_person(), on=today(), at=now())
    flash(_("Đã lập văn bản thay thế. Văn bản cũ vẫn được giữ nguyên."))
    return redirect(url_for("printing.show", dossier_id=dossier_id, paper_id=made), 303)


@room.get("/blank/<code>.pdf")
@signed_in
def blank(dossier_id: uuid.UUID, code: str) -> ResponseReturnValue:
    """A form to fill by hand in the village."""
    return sending.pdf(sending.blank(dossiers.get_dossier(dossier_id, current_person()), code, today()))


def _page(dossier_id: uuid.UUID, paper_id: uuid.UUID, numbers: NumberForm, corrects: CorrectForm) -> str:
    person = current_person()
    dossier = dossiers.get_dossier(dossier_id, person)
    page = queries.get_page(dossier.case(today()), paper_id, person)
    return render_template("printing/show.html", dossier=dossier, page=page, number_form=numbers, correct_form=corrects)
