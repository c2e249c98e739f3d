"""Environmental plans: those that run out, and entering one."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.following import Nearness, current_follow_up
from workflow.access import current_person, signed_in
from workflow.environment import plans as services
from workflow.environment.forms import PlanForm
from workflow.environment.keeping import keeping_agency
from workflow.environment.room import room
from workflow.environment.standing import concerns
from workflow.environment.unit_queries import get_unit, unit_lines
from workflow.errors import NotFound
from workflow.wall_clock import now, today


@room.get("/plans")
@signed_in
def plans() -> ResponseReturnValue:
    """Plans that have run out or soon will, units without one, and the others."""
    person = current_person()
    if not concerns(person):
        raise NotFound
    lines = unit_lines(person, today())
    known = sorted((line for line in lines if line.plan), key=lambda line: line.plan.runs_until)  # type: ignore[union-attr]
    return render_template(
        "environment/plans.html", months=current_follow_up(today()).number("plan_notice_months"),
        near=[line for line in known if line.plan and line.plan.nearness is not Nearness.FAR],
        far=[line for line in known if line.plan and line.plan.nearness is Nearness.FAR],
        without=[line for line in lines if line.plan is None],
    )  # fmt: skip


@room.get("/units/<uuid:unit_id>/plans/new")
@signed_in
def new_plan(unit_id: uuid.UUID) -> ResponseReturnValue:
    """A blank form."""
    unit = get_unit(unit_id, current_person())
    keeping_agency(unit_id, current_person())
    return render_template("environment/plan_form.html", unit=unit, form=PlanForm(formdata=None))


@room.post("/units/<uuid:unit_id>/plans")
@signed_in
def add_plan(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Enter a plan."""
    unit, form = get_unit(unit_id, current_person()), PlanForm()
    if not form.validate_on_submit():
        return render_template("environment/plan_form.html", unit=unit, form=form), 422
    services.add_plan(unit_id, form.plan(), by=current_person(), on=today(), at=now())
    flash(_("Đã ghi phương án bảo vệ môi trường."))
    return redirect(url_for("environment.unit", unit_id=unit_id), 303)


@room.post("/plans/<uuid:plan_id>/withdraw")
@signed_in
def withdraw_plan(plan_id: uuid.UUID) -> ResponseReturnValue:
    """Take back one that was entered by mistake."""
    why = request.form.get("why", "")
    unit_id = services.withdraw_plan(plan_id, why, by=current_person(), on=today(), at=now())
    flash(_("Đã bỏ phương án ghi nhầm; lý do được giữ lại."))
    return redirect(url_for("environment.unit", unit_id=unit_id), 303)
