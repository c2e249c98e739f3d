"""What has to be put right: the list, and one remedy with its history."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.access import current_person, signed_in
from workflow.environment import remedies as services
from workflow.environment.asking import Button, button, buttons
from workflow.environment.establishment_views import seen
from workflow.environment.remedy_queries import (
    ACTION_TITLES,
    RemedyView,
    get_remedy,
    history,
    remedies_over,
    running_remedies,
)
from workflow.environment.room import room
from workflow.environment.standing import communes_of, is_of_department
from workflow.errors import NotFound
from workflow.wall_clock import now, today


@room.get("/remedies")
@signed_in
def remedies() -> ResponseReturnValue:
    """Those that run, the earliest day first, and the last that are over."""
    person, on = current_person(), today()
    if not (is_of_department(person) or communes_of(person)):
        raise NotFound
    return render_template(
        "environment/remedies.html", running=running_remedies(person, on), over=remedies_over(person, on)
    )


@room.get("/remedies/<uuid:remedy_id>")
@signed_in
def remedy(remedy_id: uuid.UUID) -> ResponseReturnValue:
    """One remedy, what was done about it, and what I can do now."""
    return _page(get_remedy(remedy_id, current_person(), today()))


@room.post("/remedies/<uuid:remedy_id>/<action>")
@signed_in
def act_on_remedy(remedy_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Report, confirm, refuse, set another day, or ask for it no more."""
    found = get_remedy(remedy_id, current_person(), today())
    sent = button(found.procedure.step(action, found.row.state), found.case.as_case, filled=True)
    if not sent.form.validate_on_submit():
        return _page(found, sent), 422
    services.act(
        remedy_id, action, by=current_person(), on=today(), at=now(), seen_version=seen(sent.form),
        inputs=sent.form.inputs,
    )  # fmt: skip
    flash(_("Đã thực hiện: %(title)s.", title=_(sent.step.title)))
    return redirect(url_for("environment.remedy", remedy_id=remedy_id), 303)


def _page(found: RemedyView, sent: Button | None = None) -> str:
    mine = buttons(found.rehearse(current_person()), found.case.as_case, found.row.version, sent)
    return render_template(
        "environment/remedy.html", remedy=found, row=found.row, mine=mine, history=history(found.id),
        titles=ACTION_TITLES,
    )  # fmt: skip
