"""Where on the earth the places of a unit are: who keeps them writes, officers read what was said before."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.kernel import Refused
from states.places import KEEPERS
from workflow.access import current_person, signed_in
from workflow.forms import Choice, Form, Line
from workflow.register import places
from workflow.register.keeping import seat_for
from workflow.register.queries import get_unit
from workflow.units.room import room
from workflow.wall_clock import now, today


class PlaceForm(Form):
    """A place as it is copied from a map."""

    site = Choice(_l("Nơi làm nghề"), choices=[])
    degrees = Line(
        _l("Vĩ độ, kinh độ"), longest=80, required=True,
        description=_l("Chạm giữ trên bản đồ điện thoại rồi sao chép hai số, ví dụ 22.3456, 103.8765"),
    )  # fmt: skip
    why = Line(_l("Lý do sửa, nếu nơi này đã có vị trí"), longest=500)


@room.get("/register/<uuid:unit_id>/places")
@signed_in
def places_of_unit(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Where it is, and what was said before."""
    return _page(unit_id, _form(unit_id))


@room.post("/register/<uuid:unit_id>/places")
@signed_in
def give_place(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Say where a place is, or mend it."""
    form = _form(unit_id)
    if not form.validate_on_submit():
        return _page(unit_id, form), 422
    said = int(form.site.data), form.degrees.data, form.why.data or ""
    try:
        latitude, longitude = places.give(unit_id, *said, by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _page(unit_id, form), 409
    flash(_("Đã ghi vị trí %(latitude)s, %(longitude)s.", latitude=str(latitude), longitude=str(longitude)))
    return redirect(url_for("register.places_of_unit", unit_id=unit_id), 303)


@room.post("/register/<uuid:unit_id>/places/<int:position>/withdraw")
@signed_in
def take_place_back(unit_id: uuid.UUID, position: int) -> ResponseReturnValue:
    """Take back a place that was said by mistake."""
    places.take_back(unit_id, position, request.form.get("why", ""), by=current_person(), on=today(), at=now())
    flash(_("Đã bỏ vị trí; lý do được giữ lại."))
    return redirect(url_for("register.places_of_unit", unit_id=unit_id), 303)


def _form(unit_id: uuid.UUID) -> PlaceForm:
    form = PlaceForm()
    found = places.places_of(unit_id)
    form.site.choices = [
        (str(one.position), ", ".join(each for each in (one.village, one.former_commune, one.commune) if each))
        for one in found
    ]
    return form


def _page(unit_id: uuid.UUID, form: PlaceForm) -> str:
    unit = get_unit(unit_id)
    keeps = seat_for(current_person(), KEEPERS, unit_id) is not None
    return render_template(
        "register/places.html", unit=unit, form=form if keeps else None, places=places.places_of(unit_id),
        history=places.history_of(unit_id),
    )  # fmt: skip
