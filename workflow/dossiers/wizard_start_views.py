"""The first page: a dossier from a row of the plan, from a recognised unit, or a blank one."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.kinds import BASIS_TITLES, KIND_TITLES, Kind
from workflow.access import current_person, signed_in
from workflow.dossiers import wizard_start_services
from workflow.dossiers.request_queries import open_dossier_of
from workflow.dossiers.unit_queries import open_dossier_about
from workflow.dossiers.wizard_forms import StartForm
from workflow.dossiers.wizard_room import problems_of, room
from workflow.errors import BadInput
from workflow.wall_clock import now, today


@room.get("/new")
@signed_in
def new() -> ResponseReturnValue:
    """What the plan expects of my commune, and the way to begin without it."""
    return _page(StartForm(formdata=None, kind=Kind.CRAFT_VILLAGE.value))


@room.post("/new")
@signed_in
def start() -> ResponseReturnValue:
    """Begin a dossier. A row of the plan that is in hand already leads to its dossier."""
    person, day = current_person(), today()
    if "plan_item_id" in request.form:
        item_id = _id("plan_item_id")
        if begun := open_dossier_of(item_id, person):
            flash(_("Mục này đã có hồ sơ; đây là hồ sơ đó."))
            return redirect(url_for("wizard.check", dossier_id=begun), 303)
        dossier_id = wizard_start_services.start_from_plan(item_id, by=person, on=day, at=now())
    elif "unit_id" in request.form:
        unit_id = _id("unit_id")
        if begun := open_dossier_about(unit_id, "recognition", person):
            flash(_("Đơn vị này đã có hồ sơ; đây là hồ sơ đó."))
            return redirect(url_for("wizard.check", dossier_id=begun), 303)
        dossier_id = wizard_start_services.start_from_unit(unit_id, by=person, on=day, at=now())
    else:
        form = StartForm()
        if not form.validate():
            return _page(form), 422
        kind = Kind(form.kind.data)
        dossier_id = wizard_start_services.start_free(form.title.data, kind, by=person, on=day, at=now())
    return redirect(url_for("wizard.section", dossier_id=dossier_id, section="basis"), 303)


def _id(name: str) -> uuid.UUID:
    try:
        return uuid.UUID(request.form[name])
    except ValueError:
        raise BadInput(_("Không nhận ra mục đã chọn. Hãy quay lại trang trước và chọn lại.")) from None


def _page(form: Any) -> str:
    person, day = current_person(), today()
    return render_template(
        "wizard/new.html", form=form, expected=wizard_start_services.expected_here(person, day),
        grounds=wizard_start_services.grounds_here(person, day), kind_titles=KIND_TITLES, basis_titles=BASIS_TITLES,
        problems=tuple(problems_of(form)),
    )  # fmt: skip
