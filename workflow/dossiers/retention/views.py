"""Retention for the administrator: what falls due, putting off, legal holds, the agency's schedule."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.kernel import Refused
from workflow.access import administrator, current_person
from workflow.dossiers.retention import overview, services
from workflow.dossiers.retention.forms import CodeForm, PostponeForm, ReasonForm, ScheduleForm
from workflow.errors import NotFound
from workflow.papers.numbering import normalise_code
from workflow.wall_clock import now, today

room = Blueprint("retention", __name__, url_prefix="/admin/retention")
ACTS: dict[str, type[Any]] = {"postpone": PostponeForm, "hold": ReasonForm, "release": ReasonForm}


@room.get("")
@administrator
def index() -> ResponseReturnValue:
    """What falls due within a year, and the rules."""
    return render_template("retention/index.html", form=CodeForm(formdata=None), **overview.seen_on(today()))


@room.get("/find")
@administrator
def find() -> ResponseReturnValue:
    """From a dossier's code to the page of its hold."""
    code = normalise_code(request.args.get("code", ""))
    found = overview.find_by_code(code) if code else None
    if found is None:
        flash(_("Không có hồ sơ nào mang mã này, hoặc nội dung đã xóa."), "warning")
        return redirect(url_for("retention.index"), 303)
    return redirect(url_for("retention.ask", dossier_id=found, act="hold"), 303)


@room.get("/<uuid:dossier_id>/<act>")
@administrator
def ask(dossier_id: uuid.UUID, act: str) -> ResponseReturnValue:
    """Put off, hold or release: until when, and why."""
    return _page(dossier_id, act, _form(act)(formdata=None))


@room.post("/<uuid:dossier_id>/<act>")
@administrator
def do(dossier_id: uuid.UUID, act: str) -> ResponseReturnValue:
    form = _form(act)()
    if not form.validate_on_submit():
        return _page(dossier_id, act, form), 422
    told: dict[str, Any] = {"by": current_person(), "on": today(), "at": now()}
    try:
        if act == "postpone":
            services.postpone(dossier_id, form.until.data, form.reason.data, **told)
        else:
            service: Callable[..., None] = services.hold if act == "hold" else services.release
            service(dossier_id, form.reason.data, **told)
    except Refused as refusal:
        form.form_errors.append(refusal.reasons[0].text)
        return _page(dossier_id, act, form), 409
    flash(_("Đã ghi."))
    return redirect(url_for("retention.index"), 303)


@room.get("/schedule")
@administrator
def schedule() -> ResponseReturnValue:
    """How long the agency keeps dossiers."""
    return render_template("retention/schedule.html", form=ScheduleForm(formdata=None))


@room.post("/schedule")
@administrator
def set_schedule() -> ResponseReturnValue:
    form = ScheduleForm()
    if not form.validate_on_submit():
        return render_template("retention/schedule.html", form=form), 422
    months, day, ground = form.months.data, form.valid_from.data, form.ground.data
    assert day is not None, "the form asks for it"
    assert ground is not None, "the form asks for it"
    try:
        services.set_schedule(months, day, ground, by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors.append(refusal.reasons[0].text)
        return render_template("retention/schedule.html", form=form), 409
    flash(_("Đã đặt thời hạn lưu."))
    return redirect(url_for("retention.index"), 303)


def _form(act: str) -> type[Any]:
    if act not in ACTS:
        raise NotFound
    return ACTS[act]


def _page(dossier_id: uuid.UUID, act: str, form: Any) -> str:
    row = overview.get_kept(dossier_id)
    return render_template("retention/act.html", row=row, matter=overview.matter(row), act=act, form=form)
