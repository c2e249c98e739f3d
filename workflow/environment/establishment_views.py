"""Establishments and households: entered, corrected and closed by their commune."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.access import current_person, signed_in
from workflow.environment import establishments
from workflow.environment.establishment_queries import get_establishment, inspections_of
from workflow.environment.forms import PRODUCER_TITLES, ClosingForm, EstablishmentForm
from workflow.environment.keeping import keeping_agency, keeps_for
from workflow.environment.pollution_queries import may_ask
from workflow.environment.room import room
from workflow.environment.standing import is_appraiser
from workflow.environment.unit_queries import get_unit
from workflow.errors import BadInput
from workflow.wall_clock import now, today


@room.get("/units/<uuid:unit_id>/establishments/new")
@signed_in
def new_establishment(unit_id: uuid.UUID) -> ResponseReturnValue:
    """A blank form."""
    unit = get_unit(unit_id, current_person())
    keeping_agency(unit_id, current_person())
    form = EstablishmentForm(formdata=None, kind="household", village=unit.village, trade=unit.trade)
    return render_template("environment/establishment_form.html", unit=unit, form=form, row=None)


@room.post("/units/<uuid:unit_id>/establishments")
@signed_in
def add_establishment(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Enter one."""
    unit, form = get_unit(unit_id, current_person()), EstablishmentForm()
    if not form.validate_on_submit():
        return render_template("environment/establishment_form.html", unit=unit, form=form, row=None), 422
    establishments.add_establishment(unit_id, form.producing(), by=current_person(), on=today(), at=now())
    flash(_("Đã thêm vào danh sách."))
    return redirect(url_for("environment.unit", unit_id=unit_id), 303)


@room.get("/establishments/<uuid:establishment_id>")
@signed_in
def establishment(establishment_id: uuid.UUID) -> ResponseReturnValue:
    """One establishment with its inspections."""
    row = get_establishment(establishment_id, current_person())
    return _page(row, ClosingForm(formdata=None, seen_version=row.version))


@room.get("/establishments/<uuid:establishment_id>/edit")
@signed_in
def edit_establishment(establishment_id: uuid.UUID) -> ResponseReturnValue:
    """What was entered, to be corrected."""
    row = get_establishment(establishment_id, current_person())
    keeping_agency(row.unit_id, current_person())
    names = ("kind", "name", "village", "trade", "active_from")
    form = EstablishmentForm(
        formdata=None, data={name: getattr(row, name) for name in names} | {"seen_version": row.version}
    )
    unit = get_unit(row.unit_id, current_person())
    return render_template("environment/establishment_form.html", unit=unit, form=form, row=row)


@room.post("/establishments/<uuid:establishment_id>/edit")
@signed_in
def change_establishment(establishment_id: uuid.UUID) -> ResponseReturnValue:
    """Correct what was entered."""
    row, form = get_establishment(establishment_id, current_person()), EstablishmentForm()
    if not form.validate_on_submit():
        unit = get_unit(row.unit_id, current_person())
        return render_template("environment/establishment_form.html", unit=unit, form=form, row=row), 422
    establishments.change_establishment(
        row.id, form.producing(), by=current_person(), on=today(), at=now(), seen_version=seen(form)
    )
    flash(_("Đã sửa."))
    return redirect(url_for("environment.establishment", establishment_id=row.id), 303)


@room.post("/establishments/<uuid:establishment_id>/close")
@signed_in
def close_establishment(establishment_id: uuid.UUID) -> ResponseReturnValue:
    """It works no more."""
    row, form = get_establishment(establishment_id, current_person()), ClosingForm()
    if not form.validate_on_submit():
        return _page(row, form), 422
    assert form.closed_on.data
    establishments.close_establishment(
        row.id, form.closed_on.data, form.why.data, by=current_person(), on=today(), at=now(), seen_version=seen(form)
    )
    flash(_("Đã ghi ngừng hoạt động."))
    return redirect(url_for("environment.unit", unit_id=row.unit_id), 303)


def seen(form: object) -> int:
    """The version the page was drawn from. Raises BadInput."""
    try:
        return int(form.seen_version.data or "")  # type: ignore[attr-defined]
    except ValueError:
        raise BadInput from None


def _page(row: object, form: ClosingForm) -> str:
    person = current_person()
    return render_template(
        "environment/establishment.html", row=row, form=form, kinds=PRODUCER_TITLES, appraises=is_appraiser(person),
        inspections=inspections_of(row.id), keeps=keeps_for(person, row.commune_agency_id),  # type: ignore[attr-defined]
        may_ask=may_ask(person),
    )  # fmt: skip
