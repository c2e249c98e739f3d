"""Fund lines of a year: what is allocated, promised and paid. The Department of Finance writes them; officers read."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.kernel import Refused
from states.support import FUND_TITLES, STATE_FUNDS, Fund
from workflow.access import current_person, signed_in
from workflow.accounts.people_queries import agency_choices
from workflow.dossiers.support import funds
from workflow.dossiers.support.forms import LONGEST_YEAR, SHORTEST_YEAR
from workflow.errors import BadInput, NotFound
from workflow.forms import Choice, Form, Line, Money, Paragraph, WholeNumber
from workflow.support import fund_queries as queries
from workflow.support.fund_services import LineData
from workflow.wall_clock import now, today

room = Blueprint("funds", __name__, url_prefix="/support/funds")


class AmountForm(Form):
    allocation = Money(_l("Số vốn được giao (đồng)"), required=True)
    note = Paragraph(_l("Ghi chú, căn cứ giao vốn"), longest=2000)


class LineForm(AmountForm):
    year = WholeNumber(_l("Năm"), least=SHORTEST_YEAR, most=LONGEST_YEAR, required=True)
    source = Choice(_l("Nguồn"), choices=[(fund.value, FUND_TITLES[fund]) for fund in Fund])
    programme = Line(
        _l("Chương trình, nhiệm vụ"), longest=300, required=True, description=_l("Ví dụ: khuyến công địa phương")
    )
    agency_id = Choice(_l("Cơ quan quản lý"))

    def line(self) -> LineData:
        """The fund line that was typed."""
        return LineData(
            self.year.data or 0, Fund(self.source.data), self.programme.data, uuid.UUID(self.agency_id.data),
            self.allocation.data or 0, self.note.data or "",
        )  # fmt: skip


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """The fund lines of a year, with what is left of each."""
    year = request.args.get("year", today().year, type=int)
    lines = queries.fund_lines(year)
    return render_template(
        "support/funds.html", year=year, years=sorted({*queries.years_of_funds(), today().year, year}), lines=lines,
        titles=FUND_TITLES, may_write=funds.may_write(current_person()), state_funds=STATE_FUNDS,
    )  # fmt: skip


@room.get("/new")
@signed_in
def new() -> ResponseReturnValue:
    """The form of another fund line."""
    funds.check_writer(current_person())
    form = LineForm(formdata=None, year=today().year)
    return _line_page(form, None)


@room.post("/new")
@signed_in
def add() -> ResponseReturnValue:
    """Add a fund line."""
    funds.check_writer(current_person())
    form = LineForm()
    form.agency_id.choices = agency_choices(today())
    if not form.validate():
        return _line_page(form, None), 422
    data = form.line()
    try:
        funds.add(data, by=current_person(), on=today(), at=now())
    except Refused as refusal:
        return _refused(form, None, refusal)
    flash(_("Đã thêm nguồn kinh phí."))
    return redirect(url_for("funds.index", year=data.year), 303)


@room.get("/<uuid:line_id>")
@signed_in
def show(line_id: uuid.UUID) -> ResponseReturnValue:
    """One fund line with the dossiers it pays, as far as the reader may see them."""
    line = _line(line_id)
    return _line_page(AmountForm(formdata=None, allocation=line.allocation, note=line.note), line)


@room.post("/<uuid:line_id>")
@signed_in
def change(line_id: uuid.UUID) -> ResponseReturnValue:
    """Change what is allocated; never below what is promised."""
    line, form = _line(line_id), AmountForm()
    if not form.validate():
        return _line_page(form, line), 422
    amount, note = form.allocation.data or 0, form.note.data or ""
    try:
        funds.change(line_id, seen=_seen(), allocation=amount, note=note, by=current_person(), on=today(), at=now())
    except Refused as refusal:
        return _refused(form, line, refusal)
    flash(_("Đã lưu số vốn được giao."))
    return redirect(url_for("funds.index", year=line.year), 303)


def _line(line_id: uuid.UUID) -> Any:
    line = queries.find_fund_line(line_id)
    if line is None:
        raise NotFound
    return line


def _seen() -> int:
    """What was allocated when the page was opened."""
    try:
        return int(request.form["seen"])
    except ValueError:
        raise BadInput from None


def _refused(form: Any, line: Any, refusal: Refused) -> ResponseReturnValue:
    """What was typed stays on the page, with what stands in its way."""
    form.form_errors.extend(str(reason) for reason in refusal.reasons)
    return _line_page(form, line), 409


def _line_page(form: Any, line: Any) -> str:
    person = current_person()
    if line is None:
        form.agency_id.choices = agency_choices(today())
    return render_template(
        "support/fund.html", form=form, line=line, titles=FUND_TITLES, may_write=funds.may_write(person),
        uses=funds.uses_of(line.id, person) if line is not None else None,
    )  # fmt: skip
