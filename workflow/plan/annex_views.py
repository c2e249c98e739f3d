"""Where the printed annex is incomplete or wrong: what is missing may be added, what is doubtful is settled."""

import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.achievements import KEEPINGS
from states.annex import ADDS_ROWS, CORRECTS
from states.kernel import Forbidden, Reason, Refused
from states.kinds import TRADE_GROUPS
from workflow.access import current_person, signed_in
from workflow.errors import NotFound
from workflow.forms import Choice, Form, Line, OneOf, Required, WholeNumber
from workflow.register import rows_by_hand, slips
from workflow.register.check import check_register
from workflow.register.plan_queries import SECTION_TITLES, PlanSearch, find_plan_item, plan_items
from workflow.register.queries import communes
from workflow.register.rows_by_hand import NewRow
from workflow.register.slips import NewSlip
from workflow.wall_clock import now, today

room = Blueprint("annex", __name__, url_prefix="/plan/annex")
PLACES = 3
"""How many places the form of a new row holds."""


class Site(NamedTuple):
    commune_code: str
    village: str
    former_commune: str


class RowForm(Form):
    section = OneOf(_l("Phần của phụ lục"), choices=[])
    name = Line(_l("Tên, đúng như văn bản"), longest=300, required=True)
    trade_group = Choice(_l("Nhóm ngành nghề"), choices=[])
    year = WholeNumber(
        _l("Năm"), least=1990, most=2100, required=True,
        description=_l("Phần C.I: năm được công nhận. Phần C.II: năm Kế hoạch giao."),
    )  # fmt: skip
    ground = Line(_l("Căn cứ: văn bản nào nêu mục này"), longest=300, required=True)
    commune_1 = Choice(_l("Xã, phường"), choices=[])
    village_1 = Line(_l("Thôn, bản, tổ dân phố"))
    former_1 = Line(_l("Xã, phường cũ"), longest=100)
    commune_2 = Choice(_l("Xã, phường thứ hai"), required=False, choices=[])
    village_2 = Line(_l("Thôn, bản, tổ dân phố"))
    former_2 = Line(_l("Xã, phường cũ"), longest=100)
    commune_3 = Choice(_l("Xã, phường thứ ba"), required=False, choices=[])
    village_3 = Line(_l("Thôn, bản, tổ dân phố"))
    former_3 = Line(_l("Xã, phường cũ"), longest=100)

    def new(self) -> NewRow:
        """What was typed."""
        year: int = self.year.data or 0
        group = int(self.trade_group.data)
        return NewRow(self.section.data, self.name.data, group, year, tuple(self._places()), self.ground.data)

    def _places(self) -> Iterable[Site]:
        for n in range(1, PLACES + 1):
            commune, village, former = (self[f"{what}_{n}"].data or "" for what in ("commune", "village", "former"))
            if commune:
                yield Site(commune, village, former)


class SlipForm(Form):
    where = Choice(_l("Chỗ in sai"), choices=[])
    printed = Line(_l("Chữ đang ghi"), longest=300, required=True)
    corrected = Line(_l("Chữ đúng"), longest=300, required=True)
    ground = Line(_l("Căn cứ"), longest=300, validators=[Required(_l("Hãy ghi vì sao biết là in sai."))])


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """What is missing, what waits for somebody's word, what does not agree."""
    person, doubts = current_person(), slips.doubtful()
    by_hand = [row for row in plan_items(PlanSearch(), today()) if row.item.added_on]
    return render_template(
        "plan/annex.html", missing=rows_by_hand.missing_rows(), sections=SECTION_TITLES, doubts=doubts,
        mine={slip.id for slip, item in doubts if slips.may_settle(person, item)}, by_hand=by_hand,
        adds=ADDS_ROWS in person.posts, adder=ADDS_ROWS, report=check_register(), keepings=KEEPINGS,
        fields=slips.FIELDS,
    )  # fmt: skip


@room.get("/add")
@signed_in
def adding() -> ResponseReturnValue:
    """The form of a row that the annex does not print."""
    return _row_page(_row_form())


@room.post("/add")
@signed_in
def add() -> ResponseReturnValue:
    """Add it."""
    form = _row_form()
    if not form.validate_on_submit():
        return _row_page(form), 422
    try:
        rows_by_hand.add_row(form.new(), by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _row_page(form), 409
    flash(_("Đã bổ sung vào phụ lục: %(name)s.", name=form.name.data))
    return redirect(url_for("plan.index", section=form.section.data), 303)


@room.post("/slips/<uuid:slip_id>")
@signed_in
def settle(slip_id: uuid.UUID) -> ResponseReturnValue:
    """Say that it is a slip, or that the print is right."""
    answer = request.form.get("answer", "")
    if answer not in ("slip", "right"):
        raise NotFound
    slips.settle(slip_id, is_slip=answer == "slip", by=current_person(), on=today(), at=now())
    flash(_("Đã ghi lời xác nhận; chữ in trong Kế hoạch vẫn được giữ."))
    return redirect(url_for("annex.index"), 303)


@room.get("/items/<uuid:item_id>/correct")
@signed_in
def correct(item_id: uuid.UUID) -> ResponseReturnValue:
    """The form of a slip of one row."""
    return _slip_page(item_id, None)


@room.post("/items/<uuid:item_id>/correct")
@signed_in
def corrected(item_id: uuid.UUID) -> ResponseReturnValue:
    """Correct what is shown; what was printed stays."""
    form = _slip_form(_item(item_id))
    if not form.validate_on_submit():
        return _slip_page(item_id, form), 422
    field, _between, position = str(form.where.data).partition("-")
    new = NewSlip(field, int(position), form.printed.data, form.corrected.data, form.ground.data)
    try:
        slips.add_slip(item_id, new, by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _slip_page(item_id, form), 409
    flash(_("Đã sửa chữ hiển thị; chữ in trong Kế hoạch vẫn được giữ."))
    return redirect(url_for("plan.index", q=_item(item_id).name), 303)


def _row_form() -> RowForm:
    form, missing = RowForm(), rows_by_hand.missing_rows()
    open_sections = [section for section in SECTION_TITLES if section in missing]
    form.section.choices = [(section, f"{section} {_(SECTION_TITLES[section])}") for section in open_sections]
    form.trade_group.choices = [("", _("Chọn")), *((str(n), f"{n}. {_(title)}") for n, title in TRADE_GROUPS.items())]
    places = [("", _("Chọn")), *((one.code, one.full_name) for one in communes())]
    for n in range(1, PLACES + 1):
        form[f"commune_{n}"].choices = places
    return form


def _row_page(form: RowForm) -> str:
    if ADDS_ROWS not in current_person().posts:
        raise Forbidden(Reason(_("Mục này do %(post)s ghi.", post=_(ADDS_ROWS.title))))
    return render_template("plan/annex_row.html", form=form, missing=rows_by_hand.missing_rows(), places=PLACES)


def _item(item_id: uuid.UUID) -> Any:
    if item := find_plan_item(item_id):
        return item
    raise NotFound


def _slip_form(item: Any) -> SlipForm:
    form, choices = SlipForm(), [("name-0", f"{_(slips.FIELDS['name'])}: {item.name}")]
    for site in item.sites:
        told = {"village": site.village, "old_commune": site.former_commune}
        choices += [(f"{f}-{site.position}", f"{_(slips.FIELDS[f])}: {text}") for f, text in told.items() if text]
    form.where.choices = choices
    return form


def _slip_page(item_id: uuid.UUID, form: SlipForm | None) -> str:
    if CORRECTS not in current_person().posts:
        raise Forbidden(Reason(_("Mục này do %(post)s ghi.", post=_(CORRECTS.title))))
    item = _item(item_id)
    return render_template("plan/annex_slip.html", item=item, form=form or _slip_form(item), fields=slips.FIELDS)
