"""The department's word on each criterion of a dossier."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.kernel import Forbidden
from workflow.access import current_person, signed_in
from workflow.dossiers import appraisal_services
from workflow.dossiers.appraisal_views import seen_version
from workflow.dossiers.criteria_pages import CriteriaForm, CriteriaPage, criteria_form, criteria_page
from workflow.dossiers.wizard_room import open_request
from workflow.errors import Stale
from workflow.papers import queries as papers
from workflow.wall_clock import now, today

room = Blueprint("criteria", __name__, url_prefix="/dossiers/<uuid:dossier_id>/criteria")


@room.get("")
@signed_in
def confirm(dossier_id: uuid.UUID) -> ResponseReturnValue:
    page = _page(dossier_id)
    return _shown(page, criteria_form(page) if page.can_work else None)


@room.post("")
@signed_in
def save(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the department's word, on all criteria or on some. What was typed stays when it cannot be kept."""
    page = _page(dossier_id)
    if not page.can_work:
        raise Forbidden(_("Tiêu chí do chuyên viên Sở xác nhận khi hồ sơ đang ở bước Sở xem xét."))
    form = criteria_form(page)
    if not form.validate_on_submit():
        return _shown(page, form), 422
    try:
        saved = appraisal_services.confirm_criteria(
            dossier_id, dict(form.words()), by=current_person(), on=today(), at=now(), seen_version=seen_version()
        )
    except Stale:
        form.form_errors.append(
            _("Hồ sơ vừa thay đổi ở nơi khác. Nội dung Ông/Bà nhập vẫn còn ở đây; hãy xem lại rồi lưu lần nữa.")
        )
        return _shown(_page(dossier_id), form), 409
    flash(_("Đã xác nhận %(count)s tiêu chí.", count=len(saved)) if saved else _("Không có gì thay đổi."))
    return redirect(url_for("criteria.confirm", dossier_id=dossier_id), 303)


def _page(dossier_id: uuid.UUID) -> CriteriaPage:
    return criteria_page(open_request(dossier_id), current_person(), today())


def _shown(page: CriteriaPage, form: CriteriaForm | None) -> str:
    files = papers.attachments_of(page.dossier.id)
    return render_template("appraisal/criteria.html", page=page, form=form, files=files)
