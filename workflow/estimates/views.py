"""Estimates: a commune writes its own and sends it; the department answers and sums up; Finance reads."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.estimates import EDITOR, ESTIMATE, FIRST_YEAR, LAST_YEAR, OPEN, PURPOSES
from states.kernel import Refused
from states.support import FUND_TITLES, Fund
from workflow.access import current_person, signed_in
from workflow.errors import BadInput, NotFound
from workflow.estimates import queries, services
from workflow.estimates.services import Act, NewLine
from workflow.forms import Choice, Form, Line, Money, WholeNumber
from workflow.wall_clock import now, today

room = Blueprint("estimates", __name__, url_prefix="/estimates")
SHOWN = {"purposes": PURPOSES, "titles": FUND_TITLES, "states": ESTIMATE.states}


class YearForm(Form):
    commune = Choice(_l("Xã, phường"), choices=[])
    year = WholeNumber(_l("Năm dự toán"), least=FIRST_YEAR, most=LAST_YEAR, required=True)


class LineForm(Form):
    unit = Choice(_l("Cho làng nghề, nghề"), choices=[], required=False)
    purpose = Choice(_l("Mục đích chi"), choices=[("", _l("Chọn")), *PURPOSES.items()])
    content = Line(_l("Nội dung"), longest=500)
    source = Choice(_l("Nguồn"), choices=[(fund.value, FUND_TITLES[fund]) for fund in Fund])
    amount = Money(_l("Số tiền (đồng)"), least=1, required=True)

    def line(self) -> NewLine:
        """What was typed."""
        unit = uuid.UUID(self.unit.data) if self.unit.data else None
        return NewLine(self.purpose.data, Fund(self.source.data), self.amount.data or 0, unit, self.content.data or "")


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """For a commune its estimates by year, for the others which communes have sent one."""
    return _index(YearForm(formdata=None, year=today().year + 1))


@room.post("")
@signed_in
def begin() -> ResponseReturnValue:
    """Begin the estimate of a year."""
    person, form = current_person(), YearForm()
    _offer_communes(form)
    if not form.validate():
        return _index(form), 422
    try:
        made = services.begin(form.commune.data, form.year.data or 0, by=person, on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [str(reason) for reason in refusal.reasons]
        return _index(form), 409
    return redirect(url_for("estimates.show", estimate_id=made), 303)


@room.get("/<uuid:estimate_id>")
@signed_in
def show(estimate_id: uuid.UUID) -> ResponseReturnValue:
    """One estimate, line by line."""
    return _page(estimate_id, LineForm(formdata=None))


@room.post("/<uuid:estimate_id>/lines")
@signed_in
def add_line(estimate_id: uuid.UUID) -> ResponseReturnValue:
    """Write another line."""
    return _typed(estimate_id, None)


@room.get("/<uuid:estimate_id>/lines/<uuid:line_id>")
@signed_in
def edit_line(estimate_id: uuid.UUID, line_id: uuid.UUID) -> ResponseReturnValue:
    """The form of a line that is there."""
    line = next((each for each in queries.lines_of(estimate_id) if each.id == line_id), None)
    if line is None:
        raise NotFound
    stored = dict(line._mapping) | {"unit": str(line.unit_id or "")}  # noqa: SLF001 - the name SQLAlchemy gives it
    return _page(estimate_id, LineForm(formdata=None, data=stored), line_id)


@room.post("/<uuid:estimate_id>/lines/<uuid:line_id>")
@signed_in
def change_line(estimate_id: uuid.UUID, line_id: uuid.UUID) -> ResponseReturnValue:
    """Change a line."""
    return _typed(estimate_id, line_id)


@room.post("/<uuid:estimate_id>/lines/<uuid:line_id>/drop")
@signed_in
def drop_line(estimate_id: uuid.UUID, line_id: uuid.UUID) -> ResponseReturnValue:
    """Take a line out."""
    return _done(estimate_id, lambda: services.drop_line(estimate_id, line_id, _act()), _("Đã bỏ một dòng."))


@room.post("/<uuid:estimate_id>/copy")
@signed_in
def copy(estimate_id: uuid.UUID) -> ResponseReturnValue:
    """Copy the lines of the year before."""
    said = _("Đã chép các dòng của năm trước; hãy sửa số tiền cho năm nay.")
    return _done(estimate_id, lambda: services.copy_last_year(estimate_id, _act()), said)


@room.post("/<uuid:estimate_id>/<action>")
@signed_in
def move(estimate_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Send, take note of or return an estimate."""
    why = request.form.get("why", "")
    return _done(estimate_id, lambda: services.move(estimate_id, action, _act(), why), _("Đã ghi."))


def _typed(estimate_id: uuid.UUID, line_id: uuid.UUID | None) -> ResponseReturnValue:
    """Store what was typed; whatever stands in its way, it stays on the page."""
    form = LineForm()
    _offer_units(form, queries.get_estimate(estimate_id, current_person()))
    if not form.validate():
        return _page(estimate_id, form, line_id), 422
    try:
        if line_id is None:
            services.add_line(estimate_id, form.line(), _act())
        else:
            services.change_line(estimate_id, line_id, form.line(), _act())
    except Refused as refusal:
        form.form_errors = [str(reason) for reason in refusal.reasons]
        return _page(estimate_id, form, line_id), 409
    flash(_("Đã ghi dòng dự toán."))
    return redirect(url_for("estimates.show", estimate_id=estimate_id), 303)


def _done(estimate_id: uuid.UUID, act: Any, said: str) -> ResponseReturnValue:
    try:
        act()
    except Refused as refusal:
        form = LineForm(formdata=None)
        form.form_errors = [str(reason) for reason in refusal.reasons]
        return _page(estimate_id, form), 409
    flash(said)
    return redirect(url_for("estimates.show", estimate_id=estimate_id), 303)


def _act() -> Act:
    """Who acts, and which version their page showed."""
    try:
        seen = int(request.form["seen"])
    except (KeyError, ValueError):
        raise BadInput from None
    return Act(current_person(), today(), now(), seen)


def _offer_communes(form: YearForm) -> None:
    person = current_person()
    own = queries.own_communes(person)
    names = {seat.commune_code: seat.agency_name for seat in person.seats}
    form.commune.choices = [(code, names[code]) for code in own]


def _offer_units(form: LineForm, estimate: Any) -> None:
    units = queries.units_in(estimate.commune_code)
    form.unit.choices = [("", _("Chung toàn xã, phường")), *((str(unit.id), unit.name) for unit in units)]


def _index(form: YearForm) -> str:
    person = current_person()
    _offer_communes(form)
    year = request.args.get("year", today().year + 1, type=int)
    whole = queries.reads_all(person)
    return render_template(
        "estimates/index.html", form=form if form.commune.choices else None, own=queries.own_estimates(person),
        communes=queries.communes_in(year) if whole else (), year=year, whole=whole,
        years=sorted({*queries.years(), today().year, today().year + 1, year}, reverse=True), **SHOWN,
    )  # fmt: skip


def _page(estimate_id: uuid.UUID, form: LineForm, line_id: uuid.UUID | None = None) -> str:
    person = current_person()
    estimate = queries.get_estimate(estimate_id, person)
    posts = queries.posts_for(person, estimate.commune_code)
    may_edit = estimate.state in OPEN and EDITOR in posts
    _offer_units(form, estimate)
    return render_template(
        "estimates/show.html", estimate=estimate, lines=queries.lines_of(estimate_id), form=form, line_id=line_id,
        may_edit=may_edit, moves=ESTIMATE.open_to(estimate.state, posts), why=request.form.get("why", ""), **SHOWN,
    )  # fmt: skip
