"""Councils: the list, setting one up, its members, planning a meeting."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.actors import Role
from states.voting import SEAT_TITLES, current_rules
from workflow.access import current_person, signed_in
from workflow.council import queries as council
from workflow.council.setting_up import NewCouncil, NewMeeting
from workflow.council.standing import is_clerk_of, province_ids
from workflow.dossiers.meetings import agenda, pages, services
from workflow.dossiers.meetings.forms import CouncilForm, meeting_form, seats_form
from workflow.dossiers.meetings.room import room
from workflow.errors import BadInput, NotFound
from workflow.wall_clock import now, today


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Meetings and councils of the reader. To anybody else the room does not exist."""
    person = current_person()
    if not pages.is_concerned(person):
        raise NotFound
    mine = province_ids(person)
    return render_template(
        "council/index.html", meetings=council.meetings(mine, person.id), councils=council.councils(mine, person.id),
        is_clerk=person.holds(Role.PROVINCE_CLERK), is_clerk_of=lambda row: is_clerk_of(person, row.agency_id),
    )  # fmt: skip


@room.get("/new")
@signed_in
def new_council() -> ResponseReturnValue:
    return _council_page(_new_form())


@room.post("/new")
@signed_in
def set_up() -> ResponseReturnValue:
    """Set up a council by its decision."""
    form = _new_form()
    if not form.validate_on_submit():
        return _council_page(form), 422
    new = NewCouncil(
        form.name.data, form.decision_number.data, form.decided_on.data, _agency(), form.decided_on.data,
        form.valid_to.data,
    )  # fmt: skip
    if new.valid_to and new.valid_to < new.valid_from:
        raise BadInput(_("Ngày hết hoạt động không được trước ngày quyết định."))
    council_id = services.set_up_council(new, form.seats(), by=current_person(), on=today(), at=now())
    flash(_("Đã lập Hội đồng. Việc tiếp theo: lập phiên họp."))
    return redirect(url_for("meetings.plan", council_id=council_id), 303)


@room.get("/<uuid:council_id>")
@signed_in
def members(council_id: uuid.UUID) -> ResponseReturnValue:
    row = _council(council_id)
    seated = council.members_of(council_id)
    form = seats_form(council.candidates(today()), seated) if is_clerk_of(current_person(), row.agency_id) else None
    return _members_page(row, form)


@room.post("/<uuid:council_id>")
@signed_in
def change_members(council_id: uuid.UUID) -> ResponseReturnValue:
    """Give these seats and no others."""
    row = _council(council_id)
    form = seats_form(council.candidates(today()), council.members_of(council_id))
    if not form.validate_on_submit():
        return _members_page(row, form), 422
    services.change_members(council_id, form.seats(), by=current_person(), on=today(), at=now())
    flash(_("Đã lưu thành viên Hội đồng."))
    return redirect(url_for("meetings.members", council_id=council_id), 303)


@room.get("/<uuid:council_id>/meetings/new")
@signed_in
def plan(council_id: uuid.UUID) -> ResponseReturnValue:
    return _plan_page(_own_council(council_id), meeting_form(current_rules(today()), today()))


@room.post("/<uuid:council_id>/meetings/new")
@signed_in
def plan_meeting(council_id: uuid.UUID) -> ResponseReturnValue:
    """Plan a meeting with its agenda; the members are invited."""
    row, rules = _own_council(council_id), current_rules(today())
    form = meeting_form(rules, today())
    if not form.validate_on_submit():
        return _plan_page(row, form), 422
    mode, quorum, tie = form.modes
    new = NewMeeting(council_id, form.held_at, form.day, form.place.data, rules.version, mode, quorum, tie)
    meeting_id = services.plan_meeting(new, chosen_dossiers(), by=current_person(), on=today(), at=now())
    flash(_("Đã lập phiên họp và gửi thông báo mời các thành viên."))
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)


def chosen_dossiers() -> list[uuid.UUID]:
    """The dossiers that were ticked. Raises BadInput for an id that is none."""
    try:
        return [uuid.UUID(found) for found in request.form.getlist("dossier")]
    except ValueError:
        raise BadInput from None


def _new_form() -> Any:
    if not current_person().holds(Role.PROVINCE_CLERK):
        raise NotFound
    return seats_form(council.candidates(today()), base=CouncilForm)


def _council(council_id: uuid.UUID) -> Any:
    """A council the reader has to do with. Raises NotFound."""
    person = current_person()
    found = council.find_council(council_id)
    if found is None or not any(row.id == council_id for row in council.councils(province_ids(person), person.id)):
        raise NotFound
    return found


def _own_council(council_id: uuid.UUID) -> Any:
    """A council whose meetings the reader plans. Raises NotFound."""
    row = _council(council_id)
    if not is_clerk_of(current_person(), row.agency_id):
        raise NotFound
    return row


def _agency() -> uuid.UUID:
    return next(seat.agency_id for seat in current_person().seats if seat.role is Role.PROVINCE_CLERK)


def _council_page(form: Any) -> str:
    return render_template("council/new.html", form=form)


def _members_page(row: Any, form: Any) -> str:
    seated = council.members_of(row.id)
    return render_template(
        "council/members.html", council=row, form=form, seated=seated, seats=SEAT_TITLES, today=today(),
        is_clerk=is_clerk_of(current_person(), row.agency_id),
    )  # fmt: skip


def _plan_page(row: Any, form: Any) -> str:
    waiting, ticked = agenda.waiting(current_person(), today()), request.form.getlist("dossier")
    return render_template("council/plan.html", council=row, form=form, waiting=waiting, ticked=ticked)
