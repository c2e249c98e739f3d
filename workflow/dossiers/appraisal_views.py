"""The environmental checklist of a dossier: filled in by the appraiser, read by everybody once signed off."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.checklist import RESULT_TITLES
from states.checklists import ALL_CHECKLISTS
from states.kernel import Forbidden
from workflow.access import current_person, signed_in
from workflow.dossiers import appraisal_pages, appraisal_services, queries
from workflow.dossiers.appraisal_forms import EVIDENCE, AppraisalForm, filled_form
from workflow.dossiers.appraisal_pages import AppraisalPage
from workflow.errors import BadInput, NotFound, Stale
from workflow.papers import queries as papers
from workflow.papers.arriving_queries import unfinished
from workflow.papers.types import EVIDENCE_PART, accept_for
from workflow.wall_clock import now, today

room = Blueprint("appraisal", __name__, url_prefix="/dossiers/<uuid:dossier_id>/appraisal")


@room.get("")
@signed_in
def checklist(dossier_id: uuid.UUID) -> ResponseReturnValue:
    page = _page(dossier_id)
    if "blank" in request.args:
        return render_template("appraisal/blank.html", page=page, titles=RESULT_TITLES)
    form = filled_form(page.checklist, page.sheet.standing) if page.can_work else None
    return _shown(page, form)


@room.post("")
@signed_in
def save(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the draft, whole or in part. When it cannot be kept, what was typed stays on the page."""
    page = _page(dossier_id)
    if not page.can_work:
        raise Forbidden(_("Phiếu này do cán bộ thẩm định môi trường điền khi hồ sơ đang được thẩm định."))
    form = filled_form(page.checklist, page.sheet.standing)
    if not form.validate_on_submit():
        return _shown(page, form), 422
    try:
        saved = appraisal_services.save_appraisal(
            dossier_id, dict(form.drafts()), by=current_person(), on=today(), at=now(), seen_version=seen_version()
        )
    except Stale:
        form.form_errors.append(
            _("Phiếu vừa được lưu ở nơi khác. Nội dung Ông/Bà nhập vẫn còn ở đây; hãy xem lại rồi lưu lần nữa.")
        )
        return _shown(_page(dossier_id), form), 409
    flash(_("Đã lưu %(count)s mục.", count=len(saved)) if saved else _("Không có gì thay đổi."))
    return redirect(_next(dossier_id), 303)


@room.get("/<item_code>")
@signed_in
def evidence(dossier_id: uuid.UUID, item_code: str) -> ResponseReturnValue:
    """The photos and papers that show one item; the appraiser adds to them."""
    page = _page(dossier_id)
    item = page.checklist.by_code.get(item_code)
    if item is None or not page.is_open_to_reader:
        raise NotFound
    files = papers.evidence_of(dossier_id).get(item_code, ())
    return render_template(
        "appraisal/evidence.html", page=page, item=item, files=files, accept=accept_for(EVIDENCE_PART),
        unfinished=unfinished(dossier_id, current_person().id, now()).get(item_code, ()),
    )  # fmt: skip


def _next(dossier_id: uuid.UUID) -> str:
    """Back to the checklist, or on to the evidence of the item whose button was pressed."""
    item = request.form.get(EVIDENCE, "")
    if any(item in known.by_code for known in ALL_CHECKLISTS.values()):
        return url_for("appraisal.evidence", dossier_id=dossier_id, item_code=item)
    return url_for("appraisal.checklist", dossier_id=dossier_id)


def seen_version() -> int:
    """The version of the dossier the page was drawn from."""
    try:
        return int(request.form["seen_version"])
    except ValueError:
        raise BadInput from None


def _page(dossier_id: uuid.UUID) -> AppraisalPage:
    person = current_person()
    return appraisal_pages.appraisal_page(queries.get_dossier(dossier_id, person), person, today())


def _shown(page: AppraisalPage, form: AppraisalForm | None) -> str:
    files = papers.evidence_of(page.dossier.id) if page.is_open_to_reader else {}
    return render_template("appraisal/checklist.html", page=page, form=form, files=files, titles=RESULT_TITLES)
