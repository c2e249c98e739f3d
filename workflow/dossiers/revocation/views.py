"""A proposal to revoke: begun from a unit, the commune's report, the department's inspection."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.kinds import Kind
from states.reviewing import criteria_to_keep
from workflow.access import current_person, signed_in
from workflow.dossiers.attachment_services import part_rows
from workflow.dossiers.editing import seat_for
from workflow.dossiers.queries import DossierView, get_dossier
from workflow.dossiers.revocation import queries, services
from workflow.dossiers.revocation.forms import InspectionForm, ReportForm, inspection_form
from workflow.dossiers.wizard_room import or_received
from workflow.errors import BadInput, NotFound
from workflow.wall_clock import now, today

room = Blueprint("revocation", __name__)


@room.post("/revocations")
@signed_in
def begin() -> ResponseReturnValue:
    """Begin a proposal about a unit."""
    try:
        unit_id = uuid.UUID(request.form.get("unit_id", ""))
    except ValueError:
        raise BadInput(_("Không nhận ra mục đã chọn. Hãy quay lại trang trước và chọn lại.")) from None
    dossier_id = services.begin(unit_id, by=current_person(), on=today(), at=now())
    return redirect(url_for("revocation.report", dossier_id=dossier_id), 303)


@room.get("/dossiers/<uuid:dossier_id>/report")
@signed_in
def report(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """The commune's report, with its papers."""
    dossier = _open(dossier_id)
    row = queries.report_of(dossier_id)
    form = ReportForm(
        data={name: getattr(row, name) or None for name in ("why", "unmet_since", "efforts", "wishes")}, formdata=None
    )
    form.seen_version.data = str(dossier.row.version)
    return _report_page(dossier, form)


@room.post("/dossiers/<uuid:dossier_id>/report")
@signed_in
def save_report(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the report."""
    dossier, form = _open(dossier_id), ReportForm()
    if not form.validate_on_submit():
        return _report_page(dossier, form), 422
    said = services.Report(form.why.data, form.unmet_since.data, form.efforts.data or "", form.wishes.data or "")
    services.save_report(dossier_id, said, by=current_person(), on=today(), seen_version=_seen(form))
    flash(_("Đã lưu báo cáo."))
    return redirect(url_for("revocation.report", dossier_id=dossier_id), 303)


@room.get("/dossiers/<uuid:dossier_id>/inspection")
@signed_in
def inspection(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """What the department finds of each criterion."""
    dossier = _to_inspect(dossier_id)
    form = _inspection_form(dossier)
    form.seen_version.data = str(dossier.row.version)
    return _inspection_page(dossier, form)


@room.post("/dossiers/<uuid:dossier_id>/inspection")
@signed_in
def save_inspection(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the inspection, whole or in part."""
    dossier = _to_inspect(dossier_id)
    form = _inspection_form(dossier)
    if not form.validate_on_submit():
        return _inspection_page(dossier, form), 422
    services.save_inspection(
        dossier_id, form.words(), by=current_person(), on=today(), at=now(), seen_version=_seen(form)
    )
    flash(_("Đã lưu kết quả kiểm tra."))
    return redirect(url_for("dossiers.show", dossier_id=dossier_id), 303)


def _open(dossier_id: uuid.UUID) -> DossierView:
    dossier = get_dossier(dossier_id, current_person())
    if dossier.row.procedure_code != services.PROCEDURE:
        raise NotFound
    return or_received(dossier)


def _to_inspect(dossier_id: uuid.UUID) -> DossierView:
    """A proposal that this person inspects now. Raises NotFound, MovedOn, Forbidden."""
    dossier = _open(dossier_id)
    step = dossier.procedure.step(services.INSPECTING, dossier.row.stage, dossier.row.hold)
    seat_for(current_person(), step.by, dossier.row)
    return dossier


def _inspection_form(dossier: DossierView) -> InspectionForm:
    return inspection_form(criteria_to_keep(Kind(dossier.row.kind)), queries.inspected(dossier.id))


def _report_page(dossier: DossierView, form: ReportForm) -> str:
    return render_template(
        "revocation/report.html", dossier=dossier, form=form, report=queries.report_of(dossier.id),
        rows=part_rows(dossier, current_person(), now()), editable=dossier.is_editable_by(current_person()),
    )  # fmt: skip


def _inspection_page(dossier: DossierView, form: InspectionForm) -> str:
    return render_template(
        "revocation/inspection.html", dossier=dossier, form=form, report=queries.report_of(dossier.id)
    )


def _seen(form: Any) -> int:
    try:
        return int(form.seen_version.data or "")
    except ValueError:
        raise BadInput from None
