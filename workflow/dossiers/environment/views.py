"""Site visits: what needs one by area, planning a trip, its stops to print, its results; households from a dossier."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workflow.access import current_person, signed_in
from workflow.dossiers.environment import households
from workflow.dossiers.environment.needs import items_waiting, needs
from workflow.dossiers.environment.planning import plan_visit
from workflow.environment import visits as services
from workflow.environment.areas import by_area, spots
from workflow.environment.standing import communes_of, is_appraiser, is_of_department
from workflow.environment.visit_queries import VisitView, appraiser_choices, get_visit, subject_of
from workflow.environment.visit_queries import visits as seen_visits
from workflow.environment.visits import Outcome, Trip
from workflow.errors import BadInput, NotFound
from workflow.forms import DayField, Form, Line, Paragraph
from workflow.wall_clock import now, today

KINDS = {
    "dossier_id": _l("Hồ sơ"),
    "remedy_id": _l("Khắc phục"),
    "pollution_inspection_id": _l("Yêu cầu kiểm tra"),
}

room = Blueprint("visits", __name__, url_prefix="/environment")


class TripForm(Form):
    planned_on = DayField(_l("Ngày đi"), required=True, description=_l("Ví dụ 05/02/2026"))
    note = Line(_l("Ghi chú (xe, nơi hẹn, người liên hệ)"), longest=500)


class RecordForm(Form):
    record = Paragraph(
        _l("Biên bản của chuyến đi"), longest=10000, description=_l("Cần có khi kết thúc chuyến kiểm tra.")
    )


@room.get("/visits")
@signed_in
def index() -> ResponseReturnValue:
    """Everything that needs a visit, by area, with the trip to plan; and the trips there are."""
    return _index(TripForm(formdata=None))


@room.post("/visits")
@signed_in
def plan() -> ResponseReturnValue:
    """Plan a trip to what was chosen."""
    form = TripForm()
    if not form.validate_on_submit():
        return _index(form), 422
    assert form.planned_on.data
    members = [_id(value) for value in request.form.getlist("member")]
    trip = Trip(form.planned_on.data, members, form.note.data or "")
    visit_id = plan_visit(trip, request.form.getlist("stop"), by=current_person(), on=today(), at=now())
    flash(_("Đã lên lịch kiểm tra và báo cho các xã, phường liên quan."))
    return redirect(url_for("visits.show", visit_id=visit_id), 303)


@room.get("/visits/<uuid:visit_id>")
@signed_in
def show(visit_id: uuid.UUID) -> ResponseReturnValue:
    """One trip with its stops."""
    visit = get_visit(visit_id, current_person())
    return _page(visit, RecordForm(formdata=None, record=visit.row.record))


@room.get("/visits/<uuid:visit_id>/print")
@signed_in
def sheet(visit_id: uuid.UUID) -> ResponseReturnValue:
    """The stops on paper, to be taken along."""
    visit = get_visit(visit_id, current_person())
    areas = by_area(visit.stops, spots())
    return render_template("visits/sheet.html", visit=visit, row=visit.row, areas=areas, **_subjects(visit))


@room.post("/visits/<uuid:visit_id>/results")
@signed_in
def save_results(visit_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the results so far, or end the trip."""
    visit, form = get_visit(visit_id, current_person()), RecordForm()
    if not form.validate_on_submit():
        return _page(visit, form), 422
    outcomes = {stop.id: found for stop in visit.stops if (found := _outcome(stop.id))}
    finish = "finish" in request.form
    services.save_results(
        visit_id, outcomes, form.record.data or "", finish=finish, by=current_person(), on=today(), at=now(),
        seen_version=_version(),
    )  # fmt: skip
    flash(_("Đã kết thúc chuyến kiểm tra.") if finish else _("Đã lưu kết quả."))
    return redirect(url_for("visits.show", visit_id=visit_id), 303)


@room.post("/visits/<uuid:visit_id>/cancel")
@signed_in
def cancel(visit_id: uuid.UUID) -> ResponseReturnValue:
    """Cancel a trip."""
    why = request.form.get("why", "")
    services.cancel(visit_id, why, by=current_person(), on=today(), at=now(), seen_version=_version())
    flash(_("Đã hủy chuyến kiểm tra và báo cho các xã, phường liên quan."))
    return redirect(url_for("visits.show", visit_id=visit_id), 303)


@room.post("/units/<uuid:unit_id>/establishments/from-dossier")
@signed_in
def take_households(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Enter the households of the recognition dossier."""
    count = households.take_households(unit_id, by=current_person(), on=today(), at=now())
    flash(_("Đã lấy %(n)s hộ từ danh sách hộ của hồ sơ.", n=count) if count else _("Mọi hộ của hồ sơ đã có ở đây."))
    return redirect(url_for("environment.unit", unit_id=unit_id), 303)


def _outcome(stop_id: uuid.UUID) -> Outcome | None:
    found = request.form.get(f"outcome-{stop_id}", "")
    if found and found not in services.OUTCOMES:
        raise BadInput
    return Outcome(found, request.form.get(f"words-{stop_id}", "")) if found else None


def _index(form: TripForm) -> str:
    person, on = current_person(), today()
    if not (is_of_department(person) or communes_of(person)):
        raise NotFound
    plans = is_appraiser(person)
    found = needs(person, on)
    return render_template(
        "visits/index.html", areas=by_area(found, spots()) if plans else [], count=len(found), form=form, plans=plans,
        visits=seen_visits(person), people=appraiser_choices(on) if plans else [], me=person.id,
        chosen=set(request.form.getlist("stop")), members=set(request.form.getlist("member")),
    )  # fmt: skip


def _page(visit: VisitView, form: RecordForm) -> str:
    person = current_person()
    records = is_appraiser(person) and visit.is_planned
    return render_template(
        "visits/show.html", visit=visit, row=visit.row, form=form, records=records, sees_all=is_of_department(person),
        has_come=visit.row.planned_on <= today(), **_subjects(visit),
    )  # fmt: skip


def _subjects(visit: VisitView) -> dict[str, Any]:
    """What kind of thing each stop is about, and which items of a dossier wait for the visit."""
    dossiers = [stop.dossier_id for stop in visit.stops if stop.dossier_id]
    return {"kinds": KINDS, "subject_of": subject_of, "items": items_waiting(dossiers, current_person())}


def _version() -> int:
    try:
        return int(request.form.get("seen_version", ""))
    except ValueError:
        raise BadInput from None


def _id(text: Any) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise BadInput from None
