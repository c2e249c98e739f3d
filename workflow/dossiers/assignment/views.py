"""Taking, assigning and handing over a dossier; declaring a conflict of interest."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workflow.access import current_person, signed_in
from workflow.dossiers.assignment import queries, services
from workflow.dossiers.queries import DossierView, get_dossier
from workflow.errors import BadInput, NotFound
from workflow.forms import Choice, Form, Line
from workflow.wall_clock import now, today

room = Blueprint("assignment", __name__, url_prefix="/dossiers/<uuid:dossier_id>/handler")


class AssignForm(Form):
    """Somebody at the agency the dossier waits for, or nobody in particular."""

    account = Choice(_l("Người xử lý"), choices=[], required=False)
    note = Line(_l("Lời nhắn"), longest=300)


@room.get("")
@signed_in
def show(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Who handles it, who did, and the form to change it."""
    dossier = get_dossier(dossier_id, current_person())
    return _page(dossier, _form(dossier))


@room.post("")
@signed_in
def assign(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Assign, hand over, or give back to all."""
    dossier = get_dossier(dossier_id, current_person())
    form = _form(dossier, sent=True)
    if not form.validate_on_submit():
        return _page(dossier, form), 422
    chosen = uuid.UUID(form.account.data) if form.account.data else None
    return _assigned(dossier_id, chosen, form.note.data or "")


@room.post("/take")
@signed_in
def take(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """I handle it."""
    return _assigned(dossier_id, current_person().id, "")


@room.post("/conflict")
@signed_in
def conflict(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """I have a conflict of interest."""
    ground = request.form.get("ground", "")
    services.declare_conflict(dossier_id, ground, by=current_person(), on=today(), at=now())
    flash(_("Đã ghi xung đột lợi ích; Ông/Bà không xử lý hồ sơ này nữa."))
    return redirect(url_for("dossiers.show", dossier_id=dossier_id), 303)


def _assigned(dossier_id: uuid.UUID, account_id: uuid.UUID | None, note: str) -> ResponseReturnValue:
    try:
        seen = int(request.form.get("seen_version", ""))
    except ValueError:
        raise BadInput from None
    services.assign(dossier_id, account_id, by=current_person(), on=today(), at=now(), seen_version=seen, note=note)
    flash(_("Đã ghi người xử lý.") if account_id else _("Hồ sơ trở lại việc chung của cơ quan."))
    return redirect(url_for("dossiers.show", dossier_id=dossier_id), 303)


def _form(dossier: DossierView, *, sent: bool = False) -> AssignForm:
    if services.may_assign(current_person(), dossier.row) is None and not sent:
        return AssignForm(formdata=None)
    form = AssignForm() if sent else AssignForm(formdata=None)
    everybody: list[Any] = [("", _("– cả cơ quan –"))]
    form.account.choices = everybody + queries.choices(dossier.row, today())
    if not sent:
        form.account.data = str(dossier.row.handler_id or "")
    return form


def _page(dossier: DossierView, form: AssignForm) -> str:
    may = services.may_assign(current_person(), dossier.row) is not None
    rows = queries.history(dossier.id)
    if not may and not rows:
        raise NotFound
    return render_template("assignment/show.html", dossier=dossier, form=form, rows=rows, may_assign=may)
