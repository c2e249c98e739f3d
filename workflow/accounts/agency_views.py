"""Agencies, for the administrator."""

import uuid
from datetime import date
from typing import cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.actors import AGENCY_TITLES, AgencyKind
from workflow.access import administrator
from workflow.accounts import agency_services, people_queries
from workflow.accounts.admin_forms import AgencyForm, EndAgencyForm, NewAgencyForm
from workflow.accounts.people_views import by_me
from workflow.accounts.room import office
from workflow.errors import BadInput
from workflow.forms import clean
from workflow.wall_clock import today


@office.get("/agencies")
@administrator
def agencies() -> ResponseReturnValue:
    """Every agency, ended ones included."""
    words = (clean(request.args.get("q", "")) or "")[:100]
    titles = {kind.value: title for kind, title in AGENCY_TITLES.items()}
    return render_template(
        "admin/agencies.html", agencies=people_queries.agencies(words), words=words, titles=titles, today=today()
    )


@office.route("/agencies/new", methods=["GET", "POST"])
@administrator
def add_agency() -> ResponseReturnValue:
    form = NewAgencyForm()
    if not form.is_submitted():
        return render_template("admin/agency.html", form=form, agency=None)
    if form.validate():
        try:
            agency_services.add_agency(form.told(), form.first(), **by_me())
        except BadInput as problem:
            form.form_errors.append(str(problem))
        else:
            flash(_("Đã thêm cơ quan."))
            return redirect(url_for("admin.agencies"), 303)
    return render_template("admin/agency.html", form=form, agency=None), 400


@office.route("/agencies/<uuid:agency_id>", methods=["GET", "POST"])
@administrator
def agency(agency_id: uuid.UUID) -> ResponseReturnValue:
    """Correct an agency's names; its kind cannot change."""
    shown = people_queries.get_agency(agency_id)
    form = AgencyForm(obj=shown)
    form.kind.choices = [(shown.kind, AGENCY_TITLES[AgencyKind(shown.kind)])]
    if not form.is_submitted():
        return render_template("admin/agency.html", form=form, agency=shown)
    if form.validate():
        try:
            agency_services.change_agency(agency_id, form.told(), **by_me())
        except BadInput as problem:
            form.form_errors.append(str(problem))
        else:
            flash(_("Đã lưu."))
            return redirect(url_for("admin.agencies"), 303)
    return render_template("admin/agency.html", form=form, agency=shown), 400


@office.route("/agencies/<uuid:agency_id>/end", methods=["GET", "POST"])
@administrator
def end_agency(agency_id: uuid.UUID) -> ResponseReturnValue:
    """Let an agency end, and name its successor."""
    shown = people_queries.get_agency(agency_id)
    form = EndAgencyForm()
    others = [choice for choice in people_queries.agency_choices(today()) if choice[0] != str(agency_id)]
    form.successor.choices = [("", _("(không có)")), *others]
    if not form.is_submitted():
        return render_template("admin/end_agency.html", form=form, agency=shown)
    if form.validate():
        successor = uuid.UUID(form.successor.data) if form.successor.data else None
        try:
            agency_services.end_agency(agency_id, cast("date", form.valid_to.data), successor, **by_me())
        except BadInput as problem:
            form.form_errors.append(str(problem))
        else:
            flash(_("Đã ghi ngày kết thúc của cơ quan."))
            return redirect(url_for("admin.agencies"), 303)
    return render_template("admin/end_agency.html", form=form, agency=shown), 400
