"""Partners of craft villages: the list with its filter, and the form of their keepers. Only for officers."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.kernel import Forbidden, Reason, Refused
from states.partners import PARTNER_KINDS
from workflow.access import current_person, signed_in
from workflow.errors import BadInput
from workflow.forms import Choice, DayField, Form, Line, OneOf, Ticks
from workflow.partners import queries, services
from workflow.partners.queries import Asked
from workflow.partners.services import NewPartner
from workflow.register.queries import communes, units_to_choose
from workflow.text import nfc
from workflow.wall_clock import now, today

room = Blueprint("partners", __name__, url_prefix="/partners")


class PartnerForm(Form):
    kind = OneOf(_l("Loại"), choices=[])
    name = Line(_l("Tên"), longest=300, required=True)
    commune = Choice(_l("Xã, phường"), choices=[], required=False)
    contact = Line(
        _l("Liên hệ (chỉ cán bộ xem)"), longest=300, description=_l("Người đại diện, điện thoại; không ghi số căn cước")
    )
    active_from = DayField(_l("Hoạt động từ ngày"), required=True, description=_l("Ví dụ 05/02/2026"))
    active_until = DayField(_l("Đến ngày"), description=_l("Để trống khi còn hoạt động."))
    note = Line(_l("Ghi chú"), longest=500)
    units = Ticks(_l("Gắn với làng nghề, nghề"), choices=[])

    def partner(self) -> NewPartner:
        """What was typed."""
        assert self.active_from.data
        units = tuple(uuid.UUID(unit) for unit in self.units.data or ())
        return NewPartner(
            self.kind.data, nfc(self.name.data), self.active_from.data, self.active_until.data,
            self.commune.data or None, self.contact.data or "", self.note.data or "", units,
        )  # fmt: skip


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Every partner, narrowed down by name, kind and commune."""
    asked, person, day = _asked(), current_person(), today()
    found = [(row, units, queries.keeps(person, row.kind, row.commune_code)) for row, units in _found(asked)]
    return render_template(
        "partners/index.html", found=found, asked=asked, kinds=PARTNER_KINDS, communes=communes(), today=day,
        may_add=bool(queries.kinds_kept_by(person)),
    )  # fmt: skip


@room.get("/new")
@signed_in
def new() -> ResponseReturnValue:
    """The form of another partner."""
    return _page(_offered(PartnerForm(formdata=None)), None)


@room.post("/new")
@signed_in
def add() -> ResponseReturnValue:
    """Write one down."""
    form = _offered(PartnerForm())
    if not form.validate():
        return _page(form, None), 422
    try:
        services.add(form.partner(), by=current_person(), on=today(), at=now())
    except Refused as refusal:
        return _page(_refused(form, refusal), None), 409
    flash(_("Đã ghi: %(what)s.", what=form.name.data))
    return redirect(url_for("partners.index"), 303)


@room.get("/<uuid:partner_id>")
@signed_in
def edit(partner_id: uuid.UUID) -> ResponseReturnValue:
    """The form of one that is there, for its keeper."""
    row, units = queries.get_partner(partner_id)
    stored = dict(row._mapping) | {"commune": row.commune_code or ""}  # noqa: SLF001 - the name SQLAlchemy gives it
    stored |= {"units": [str(unit.id) for unit in units]}
    return _page(_offered(PartnerForm(formdata=None, data=stored)), row)


@room.post("/<uuid:partner_id>")
@signed_in
def change(partner_id: uuid.UUID) -> ResponseReturnValue:
    """Change one."""
    row, _units = queries.get_partner(partner_id)
    form = _offered(PartnerForm())
    if not form.validate():
        return _page(form, row), 422
    try:
        services.change(partner_id, form.partner(), seen=_seen(), by=current_person(), on=today(), at=now())
    except Refused as refusal:
        return _page(_refused(form, refusal), queries.get_partner(partner_id)[0]), 409
    flash(_("Đã lưu."))
    return redirect(url_for("partners.index"), 303)


def _found(asked: Asked) -> Any:
    return queries.partners(asked, today())


def _asked() -> Asked:
    given = request.args
    kind = given.get("kind", "")
    text, commune = nfc(given.get("q", "")).strip()[:100], given.get("commune", "")[:5]
    return Asked(text, kind if kind in PARTNER_KINDS else "", commune, "past" in given)


def _offered(form: PartnerForm) -> PartnerForm:
    """What the reader keeps. Raises Forbidden when that is nothing."""
    person = current_person()
    kinds = queries.kinds_kept_by(person)
    if not kinds:
        raise Forbidden(Reason(_("Hội, hiệp hội do Sở Công Thương ghi; hợp tác xã, doanh nghiệp do xã, phường ghi.")))
    form.kind.choices = [(code, PARTNER_KINDS[code].title) for code in kinds]
    own = set(person.commune_codes)
    shown = [each for each in communes() if each.code in own] if own else communes()
    form.commune.choices = [("", _("Không thuộc một xã, phường"))] + [(each.code, each.full_name) for each in shown]
    form.units.choices = units_to_choose()
    return form


def _seen() -> int:
    try:
        return int(request.form["seen"])
    except (KeyError, ValueError):
        raise BadInput from None


def _refused(form: PartnerForm, refusal: Refused) -> PartnerForm:
    form.form_errors = [str(reason) for reason in refusal.reasons]
    return form


def _page(form: PartnerForm, row: Any) -> str:
    return render_template("partners/edit.html", form=form, partner=row)
