"""What units are known for: one list a kind, and the form of its keeper."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.achievements import KEEPINGS, Achievement, Keeping, Lasting
from states.kernel import Refused
from workflow.access import current_person, signed_in
from workflow.achievements import queries, services
from workflow.achievements.forms import AchievementForm
from workflow.errors import NotFound
from workflow.register.queries import units_to_choose
from workflow.wall_clock import now, today

room = Blueprint("achievements", __name__, url_prefix="/plan/achievements")


def _form(keeping: Keeping) -> AchievementForm:
    form = AchievementForm()
    form.unit.choices = [("", _("Chọn")), *units_to_choose()]
    form.form.choices = [(code, _(title)) for code, title in keeping.forms.items()]
    form.what.label.text = _(keeping.what)
    if keeping.lasting is Lasting.YEAR:
        del form.valid_until
    return form


@room.get("/<kind>")
@signed_in
def index(kind: str) -> ResponseReturnValue:
    """Everything written down of a kind; its keeper finds the form."""
    return _page(_known(kind), None)


@room.post("/<kind>")
@signed_in
def add(kind: str) -> ResponseReturnValue:
    """Write one down."""
    keeping = _known(kind)
    form = _form(keeping)
    if not form.validate_on_submit():
        return _page(keeping, form), 422
    try:
        services.add(keeping.code, form.new(), by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _page(keeping, form), 409
    flash(_("Đã ghi: %(what)s.", what=form.what.data))
    return redirect(url_for("achievements.index", kind=kind), 303)


@room.post("/<kind>/<uuid:achievement_id>/withdraw")
@signed_in
def withdraw(kind: str, achievement_id: uuid.UUID) -> ResponseReturnValue:
    """Take one back that was entered by mistake."""
    why = request.form.get("why", "")
    services.withdraw(achievement_id, why, by=current_person(), on=today(), at=now())
    flash(_("Đã bỏ mục ghi nhầm; lý do được giữ lại."))
    return redirect(url_for("achievements.index", kind=_known(kind).code.value), 303)


def _known(kind: str) -> Keeping:
    """The kind an address names. Raises NotFound."""
    if kind not in set(Achievement):
        raise NotFound
    return KEEPINGS[Achievement(kind)]


def _page(keeping: Keeping, form: AchievementForm | None) -> str:
    keeps = keeping in queries.kept_by(current_person())
    return render_template(
        "plan/achievements.html", keeping=keeping, form=form or (_form(keeping) if keeps else None), keeps=keeps,
        rows=queries.achievements_of(keeping.code), today=today(), keepings=KEEPINGS,
    )  # fmt: skip
