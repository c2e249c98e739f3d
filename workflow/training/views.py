"""Classes of training: the list for everybody at a desk, the form of its keeper."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.achievements import KEEPINGS
from states.kernel import Refused
from states.training import KEEPS_CLASSES, TOPIC_TITLES
from workflow.access import current_person, signed_in
from workflow.register.queries import units_to_choose
from workflow.training import queries, services
from workflow.training.forms import ClassForm
from workflow.wall_clock import now, today

room = Blueprint("training", __name__, url_prefix="/plan/training")


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Every class with the sums by topic; its keeper finds the form."""
    return _page(None)


@room.post("")
@signed_in
def add() -> ResponseReturnValue:
    """Write one down."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        services.add(form.new(), by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _page(form), 409
    flash(_("Đã ghi: %(what)s.", what=form.title.data))
    return redirect(url_for("training.index"), 303)


@room.post("/<uuid:class_id>/withdraw")
@signed_in
def withdraw(class_id: uuid.UUID) -> ResponseReturnValue:
    """Take one back that was entered by mistake."""
    services.withdraw(class_id, request.form.get("why", ""), by=current_person(), on=today(), at=now())
    flash(_("Đã bỏ mục ghi nhầm; lý do được giữ lại."))
    return redirect(url_for("training.index"), 303)


def _form() -> ClassForm:
    form = ClassForm()
    form.unit.choices = [("", _("Chọn")), *units_to_choose()]
    return form


def _page(form: ClassForm | None) -> str:
    keeps = KEEPS_CLASSES in current_person().posts
    return render_template(
        "plan/training.html", form=form or (_form() if keeps else None), keeps=keeps, keeper=KEEPS_CLASSES,
        rows=queries.classes(), sums=queries.by_topic(today()), topics=TOPIC_TITLES, keepings=KEEPINGS,
    )  # fmt: skip
