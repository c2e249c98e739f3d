"""Writing a consent down, and taking it back."""

import uuid

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.consents import KIND_TITLES, ConsentKind, wording_on
from states.kernel import Reason, Refused
from workflow.access import current_person, signed_in
from workflow.consents import files, queries, services
from workflow.consents.forms import ConsentForm, DayForm, upload_of
from workflow.consents.room import room
from workflow.errors import BadInput, NotFound
from workflow.formats import vndate
from workflow.papers.storage import store
from workflow.register.queries import get_unit
from workflow.security import DOWNLOAD_POLICY
from workflow.wall_clock import now, today


@room.get("/consents/new")
@signed_in
def new(unit_id: uuid.UUID) -> ResponseReturnValue:
    """The words a person agrees to, and the form."""
    return _page(unit_id, _form(unit_id))


@room.post("/consents/new")
@signed_in
def give(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Write a consent down."""
    form = _form(unit_id)
    fine = form.validate_on_submit()
    if not form.was_read.data:
        form.was_read.errors = [_("Người đồng ý phải được biết đầy đủ trước khi đồng ý.")]
    if not fine or not form.was_read.data:
        return _page(unit_id, form), 422
    upload = upload_of("scan")
    try:
        services.refuse_others(current_person(), unit_id)
        paper = files.scan(upload) if upload else None
        services.give(unit_id, form.given(), paper, by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _page(unit_id, form), 409
    except BadInput as refusal:
        form.scan.errors = [str(refusal)]
        return _page(unit_id, form), 400
    flash(_("Đã ghi sự đồng ý."))
    return redirect(url_for("consents.index", unit_id=unit_id), 303)


@room.post("/consents/<uuid:consent_id>/withdraw")
@signed_in
def withdraw(unit_id: uuid.UUID, consent_id: uuid.UUID) -> ResponseReturnValue:
    """A person took a consent back: what rests on it is gone from this moment."""
    queries.rights(current_person(), unit_id)
    form = DayForm()
    if not form.validate_on_submit() or form.withdrawn_on.data is None:
        raise Refused(Reason(_("Hãy nhập ngày rút lại theo dạng ngày/tháng/năm, ví dụ 05/02/2026.")))
    services.withdraw(consent_id, form.withdrawn_on.data, by=current_person(), on=today(), at=now())
    due = vndate(queries.answer_by(form.withdrawn_on.data))
    flash(
        _("Đã rút: không còn gì công khai dựa vào sự đồng ý này. Hãy trả lời người đó trước hết ngày %(day)s.", day=due)
    )
    return redirect(url_for("consents.index", unit_id=unit_id), 303)


@room.post("/consents/<uuid:consent_id>/told")
@signed_in
def told(unit_id: uuid.UUID, consent_id: uuid.UUID) -> ResponseReturnValue:
    """The person was told that it was done."""
    queries.rights(current_person(), unit_id)
    services.tell(consent_id, by=current_person(), on=today(), at=now())
    flash(_("Đã ghi việc trả lời."))
    return redirect(url_for("consents.index", unit_id=unit_id), 303)


@room.get("/consents/<uuid:consent_id>/scan")
@signed_in
def scan(unit_id: uuid.UUID, consent_id: uuid.UUID) -> ResponseReturnValue:
    """The scan of the signed paper, to whoever reads the consents; a browser may save it, never show it."""
    queries.rights(current_person(), unit_id)
    found = queries.scan_of(unit_id, consent_id)
    if not found.is_open:
        raise Refused(Reason(_("Tệp đang chờ quét vi-rút hoặc có mã độc nên chưa tải được; xin mở lại sau.")))
    try:
        stream = store().open(found.digest)
    except FileNotFoundError:
        raise NotFound(_("Tệp này không còn trong kho. Sự việc đã được ghi lại; xin báo người quản trị.")) from None
    response = send_file(stream, mimetype="application/octet-stream", as_attachment=True, download_name=found.name)
    response.content_length = found.size
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return response


def _form(unit_id: uuid.UUID) -> ConsentForm:
    """The form, for whoever reads the consents of the unit. Raises NotFound."""
    queries.rights(current_person(), unit_id)
    form = ConsentForm()
    form.subject.choices = [("", _("Người mới")), *queries.subjects_to_choose(unit_id)]
    return form


def _page(unit_id: uuid.UUID, form: ConsentForm) -> str:
    return render_template(
        "consents/new.html", unit=get_unit(unit_id), form=form,
        wordings=[(KIND_TITLES[kind], wording_on(kind, today())) for kind in ConsentKind],
    )  # fmt: skip
