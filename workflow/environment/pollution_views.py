"""Pollution inspections on request: the list, a new request, one request."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.procedures.pollution_inspection import POLLUTION_TITLES
from workflow.access import current_person, signed_in
from workflow.environment import pollution
from workflow.environment.asking import Button, button, buttons
from workflow.environment.establishment_queries import establishments_of
from workflow.environment.establishment_views import seen
from workflow.environment.forms import RequestForm
from workflow.environment.pollution_queries import RequestView, get_request, may_ask, names
from workflow.environment.pollution_queries import requests as seen_requests
from workflow.environment.room import room
from workflow.environment.standing import is_appraiser
from workflow.environment.unit_queries import get_unit
from workflow.errors import BadInput, NotFound
from workflow.wall_clock import now, today


@room.get("/requests")
@signed_in
def requests() -> ResponseReturnValue:
    """What was asked, the open ones first."""
    person = current_person()
    if not (is_appraiser(person) or may_ask(person)):
        raise NotFound
    return render_template("environment/requests.html", found=seen_requests(person, today()), may_ask=may_ask(person))


@room.get("/units/<uuid:unit_id>/requests/new")
@signed_in
def new_request(unit_id: uuid.UUID) -> ResponseReturnValue:
    """A blank request about a unit or one establishment of it."""
    unit = _to_ask_about(unit_id)
    return render_template("environment/ask.html", unit=unit, form=_form(unit_id, formdata=None))


@room.post("/units/<uuid:unit_id>/requests")
@signed_in
def ask(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Ask."""
    unit, form = _to_ask_about(unit_id), _form(unit_id)
    if not form.validate_on_submit():
        return render_template("environment/ask.html", unit=unit, form=form), 422
    assert form.by_on.data
    asked = pollution.Asked(unit_id, form.ground.data, form.by_on.data, _id(form.place.data))
    request_id = pollution.ask(asked, by=current_person(), on=today(), at=now())
    flash(_("Đã gửi yêu cầu tới cán bộ thẩm định môi trường của Sở."))
    return redirect(url_for("environment.request", request_id=request_id), 303)


@room.get("/requests/<uuid:request_id>")
@signed_in
def request(request_id: uuid.UUID) -> ResponseReturnValue:
    """One request, what came of it, and what I can do now."""
    return _page(get_request(request_id, current_person(), today()))


@room.post("/requests/<uuid:request_id>/<action>")
@signed_in
def act_on_request(request_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Take, conclude or decline."""
    found = get_request(request_id, current_person(), today())
    sent = button(found.procedure.step(action, found.row.state), found.case.as_case, filled=True)
    if not sent.form.validate_on_submit():
        return _page(found, sent), 422
    pollution.act(
        request_id, action, by=current_person(), on=today(), at=now(), seen_version=seen(sent.form),
        inputs=sent.form.inputs,
    )  # fmt: skip
    flash(_("Đã thực hiện: %(title)s.", title=_(sent.step.title)))
    return redirect(url_for("environment.request", request_id=request_id), 303)


def _to_ask_about(unit_id: uuid.UUID) -> Any:
    """A unit this person may ask about. Raises NotFound."""
    if not may_ask(current_person()):
        raise NotFound
    return get_unit(unit_id, current_person())


def _form(unit_id: uuid.UUID, **more: Any) -> RequestForm:
    form = RequestForm(**more)
    active = [line for line in establishments_of(unit_id, today()) if line.is_active]
    places = [(str(line.row.id), ", ".join(filter(None, (line.row.name, line.row.village)))) for line in active]
    form.place.choices = [("", _("cả làng nghề")), *places]
    return form


def _id(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise BadInput from None


def _page(found: RequestView, sent: Button | None = None) -> str:
    row = found.row
    mine = buttons(found.rehearse(current_person()), found.case.as_case, row.version, sent)
    return render_template(
        "environment/request.html", asked=found, row=row, mine=mine, names=names([row.taken_by, row.closed_by]),
        conclusions={each.value: title for each, title in POLLUTION_TITLES.items()},
    )  # fmt: skip
