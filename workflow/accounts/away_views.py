"""Being away: lending a post, saying on which days one is not there."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workflow.access import current_person, signed_in
from workflow.accounts import away_queries, away_services
from workflow.accounts.room import door, this_visit
from workflow.forms import Choice, DayField, Form, Line
from workflow.wall_clock import today


class LendingForm(Form):
    """A post lent to a colleague."""

    holding = Choice(_l("Chức vụ"), choices=[])
    to = Choice(_l("Ủy quyền cho"), choices=[])
    first_on = DayField(_l("Từ ngày"), required=True)
    last_on = DayField(_l("Đến hết ngày"), required=True)
    ground = Line(_l("Căn cứ"), required=True, longest=300, description=_l("Số, ngày của văn bản ủy quyền"))
    signs_as = Line(_l("Ghi trên chữ ký"), longest=120, description=_l("Ví dụ: KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"))


class AbsenceForm(Form):
    """Days on which one is away."""

    away_from = DayField(_l("Vắng từ ngày"), required=True)
    away_to = DayField(_l("Đến hết ngày"), required=True)
    note = Line(_l("Ghi chú"), longest=200)


@door.get("/account/away")
@signed_in
def away() -> ResponseReturnValue:
    """My delegations and absences."""
    return _page(_lending(), AbsenceForm(formdata=None))


@door.post("/account/delegations")
@signed_in
def lend() -> ResponseReturnValue:
    """Lend a post of mine."""
    form = _lending(sent=True)
    if not form.validate_on_submit():
        return _page(form, AbsenceForm(formdata=None)), 422
    assert form.first_on.data
    assert form.last_on.data
    away_services.lend(
        away_services.Lending(
            uuid.UUID(form.holding.data), uuid.UUID(form.to.data), form.first_on.data, form.last_on.data,
            form.ground.data or "", form.signs_as.data or "",
        ),
        by=current_person(), on=today(), visit=this_visit(),
    )  # fmt: skip
    flash(_("Đã ủy quyền. Người nhận có quyền ngay từ ngày đầu, và hết quyền sau ngày cuối."))
    return redirect(url_for("accounts.away"), 303)


@door.post("/account/delegations/<uuid:delegation_id>/end")
@signed_in
def take_back(delegation_id: uuid.UUID) -> ResponseReturnValue:
    """End a delegation at once."""
    away_services.take_back(delegation_id, by=current_person(), visit=this_visit())
    flash(_("Đã chấm dứt ủy quyền."))
    return redirect(url_for("accounts.away"), 303)


@door.post("/account/absences")
@signed_in
def be_away() -> ResponseReturnValue:
    """Say that I am away."""
    form = AbsenceForm()
    if not form.validate_on_submit():
        return _page(_lending(), form), 422
    assert form.away_from.data
    assert form.away_to.data
    away_services.be_away(
        form.away_from.data, form.away_to.data, form.note.data or "", by=current_person(), on=today(),
        visit=this_visit(),
    )  # fmt: skip
    flash(_("Đã ghi những ngày vắng. Việc của Ông/Bà hiện ra với đồng nghiệp trong những ngày đó."))
    return redirect(url_for("accounts.away"), 303)


@door.post("/account/absences/<uuid:absence_id>/end")
@signed_in
def be_back(absence_id: uuid.UUID) -> ResponseReturnValue:
    """Take an absence back."""
    away_services.be_back(absence_id, by=current_person(), visit=this_visit())
    flash(_("Đã bỏ những ngày vắng."))
    return redirect(url_for("accounts.away"), 303)


def _lending(*, sent: bool = False) -> LendingForm:
    person, day = current_person(), today()
    form = LendingForm() if sent else LendingForm(formdata=None)
    form.holding.choices = away_queries.own_holdings(person.id, day)
    form.to.choices = away_queries.colleagues([seat.agency_id for seat in person.seats], day, person.id)
    return form


def _page(lending: LendingForm, absence: AbsenceForm) -> str:
    person, day = current_person(), today()
    return render_template(
        "accounts/away.html", lending=lending, absence=absence, today=day,
        delegations=away_queries.delegations_of(person.id, day), absences=away_queries.absences_of(person.id, day),
    )  # fmt: skip
