"""The inspection of an establishment: filled in on the spot or after it, by the appraiser."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.appraisal import hints_for
from states.environment import current_checklist
from states.inspecting import VERDICT_TITLES, Verdict
from workflow.access import current_person, signed_in
from workflow.environment.establishment_queries import get_establishment, inspections_of
from workflow.environment.establishment_views import seen
from workflow.environment.forms import InspectionForm, inspection_form
from workflow.environment.inspections import DraftInspection, record_inspection
from workflow.environment.room import room
from workflow.environment.standing import is_appraiser
from workflow.errors import NotFound
from workflow.wall_clock import now, today


@room.get("/establishments/<uuid:establishment_id>/inspection")
@signed_in
def inspect(establishment_id: uuid.UUID) -> ResponseReturnValue:
    """The items to answer; an inspection that was not finished is gone on with."""
    row, form = _open(establishment_id)
    if form.inspected_on.data is None:
        form.inspected_on.data = today()
    form.seen_version.data = str(row.version)
    return _page(row, form)


@room.post("/establishments/<uuid:establishment_id>/inspection")
@signed_in
def save_inspection(establishment_id: uuid.UUID) -> ResponseReturnValue:
    """Keep it, whole or in part."""
    row, form = _open(establishment_id)
    if not form.validate_on_submit():
        return _page(row, form), 422
    assert form.inspected_on.data
    draft = DraftInspection(form.inspected_on.data, form.answers(), form.remark.data or "")
    verdict = record_inspection(
        establishment_id, draft, by=current_person(), on=today(), at=now(), seen_version=seen(form)
    )
    flash(_("Đã ghi kết quả kiểm tra: %(verdict)s.", verdict=_(VERDICT_TITLES[verdict])))
    return redirect(url_for("environment.establishment", establishment_id=establishment_id), 303)


def _open(establishment_id: uuid.UUID) -> tuple[Any, InspectionForm]:
    """An establishment that this person inspects, with the form. Raises NotFound."""
    row = get_establishment(establishment_id, current_person())
    if not is_appraiser(current_person()):
        raise NotFound
    last = next(iter(inspections_of(establishment_id)), None)
    unfinished = last if last and last.row.verdict == Verdict.INCOMPLETE else None
    return row, inspection_form(current_checklist(today()), unfinished)


def _page(row: Any, form: InspectionForm) -> str:
    hints = hints_for(form.checklist, row.trade or row.unit_trade)
    return render_template("environment/inspect.html", row=row, form=form, hints=hints)
