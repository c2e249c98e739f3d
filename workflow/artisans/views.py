"""Artisans across the province for their keepers, and the products of a unit."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.achievements import KEEPINGS
from states.artisans import RANKS
from states.kernel import Refused
from workflow.access import current_person, signed_in
from workflow.artisans import queries, services
from workflow.artisans.services import NewArtisan, NewProduct
from workflow.errors import NotFound
from workflow.forms import Choice, DayField, Form, Line, Paragraph
from workflow.register.keeping import units_kept_by
from workflow.register.queries import get_unit
from workflow.wall_clock import now, today

room = Blueprint("artisans", __name__)


class ArtisanForm(Form):
    unit = Choice(_l("Làng nghề, nghề"), choices=[])
    rank = Choice(_l("Danh hiệu"), choices=[])
    name = Line(_l("Họ và tên"), longest=200, required=True)
    craft = Line(_l("Nghề, kỹ thuật"), longest=300)
    decision_number = Line(_l("Số quyết định"), longest=100)
    decided_on = DayField(_l("Ngày quyết định"), description=_l("Ví dụ 05/02/2026"))
    subject = Choice(
        _l("Người này đã đồng ý công khai tên"), required=False, choices=[],
        description=_l("Danh hiệu trao bằng quyết định đã công bố thì không cần."),
    )  # fmt: skip

    def new(self) -> NewArtisan:
        """What was typed."""
        subject = uuid.UUID(self.subject.data) if self.subject.data else None
        words = self.name.data, self.craft.data or "", self.decision_number.data or ""
        return NewArtisan(uuid.UUID(self.unit.data), self.rank.data, *words, self.decided_on.data, subject)


class ProductForm(Form):
    name = Line(_l("Tên sản phẩm"), longest=200, required=True)
    description = Paragraph(_l("Mô tả"), longest=2000)
    raw_material = Line(_l("Nguyên liệu"), longest=300)


@room.get("/plan/artisans")
@signed_in
def index() -> ResponseReturnValue:
    """Everybody the reader may read of; a keeper finds the form."""
    return _page(_form())


@room.post("/plan/artisans")
@signed_in
def add() -> ResponseReturnValue:
    """Write an artisan down."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        services.add_artisan(form.new(), by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _page(form), 409
    flash(_("Đã ghi: %(what)s.", what=form.name.data))
    return redirect(url_for("artisans.index"), 303)


@room.post("/plan/artisans/<uuid:artisan_id>/withdraw")
@signed_in
def withdraw(artisan_id: uuid.UUID) -> ResponseReturnValue:
    """Take one out of the list."""
    _refuse_strangers()
    services.withdraw_artisan(artisan_id, request.form.get("why", ""), by=current_person(), on=today(), at=now())
    flash(_("Đã bỏ; lý do được giữ lại."))
    return redirect(url_for("artisans.index"), 303)


@room.get("/register/<uuid:unit_id>/products")
@signed_in
def products(unit_id: uuid.UUID) -> ResponseReturnValue:
    """What a unit makes; its commune finds the form."""
    return _products(unit_id, ProductForm())


@room.post("/register/<uuid:unit_id>/products")
@signed_in
def add_product(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Write down what a unit makes."""
    form = ProductForm()
    if not form.validate_on_submit():
        return _products(unit_id, form), 422
    new = NewProduct(form.name.data, form.description.data or "", form.raw_material.data or "")
    try:
        services.add_product(unit_id, new, by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _products(unit_id, form), 409
    flash(_("Đã ghi: %(what)s.", what=form.name.data))
    return redirect(url_for("artisans.products", unit_id=unit_id), 303)


@room.post("/register/<uuid:unit_id>/products/<uuid:product_id>/withdraw")
@signed_in
def withdraw_product(unit_id: uuid.UUID, product_id: uuid.UUID) -> ResponseReturnValue:
    """Take a product out of the list."""
    services.withdraw_product(product_id, request.form.get("why", ""), by=current_person(), on=today(), at=now())
    flash(_("Đã bỏ; lý do được giữ lại."))
    return redirect(url_for("artisans.products", unit_id=unit_id), 303)


def _refuse_strangers() -> None:
    if not queries.reads_artisans(current_person()):
        raise NotFound


def _form() -> ArtisanForm:
    """The form of an artisan, for whoever reads of them. Raises NotFound for others."""
    _refuse_strangers()
    person = current_person()
    kept = queries.ranks_kept_by(person)
    form = ArtisanForm()
    form.unit.choices = [("", _("Chọn")), *units_kept_by(person, {rank.keeper for rank in kept})]
    form.rank.choices = [(rank.code, _(rank.title)) for rank in kept]
    form.subject.choices = [("", _("Không chọn")), *queries.people_who_agreed(person)]
    return form


def _page(form: ArtisanForm) -> str:
    kept = queries.ranks_kept_by(current_person())
    return render_template(
        "plan/artisans.html", form=form if kept else None, kept={rank.code for rank in kept}, ranks=RANKS,
        rows=queries.artisans_for(current_person()), keepings=KEEPINGS,
    )  # fmt: skip


def _products(unit_id: uuid.UUID, form: ProductForm) -> str:
    keeps = queries.keeps_products(current_person(), unit_id)
    return render_template(
        "register/products.html", unit=get_unit(unit_id), form=form if keeps else None,
        rows=queries.every_product(unit_id),
    )  # fmt: skip
