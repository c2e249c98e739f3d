"""One meeting: agenda, attendance, opening, closing, minutes."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.kernel import Forbidden
from states.voting import BALLOT_TITLES, OUTCOME_TITLES, SEAT_TITLES, TIE_TITLES
from workflow.access import current_person, signed_in
from workflow.council.queries import are_as_kept
from workflow.dossiers.meetings import council_views, item_views, pages, services, voting
from workflow.dossiers.meetings.forms import RemarkForm, WhyForm, attendance_form
from workflow.dossiers.meetings.pages import MeetingPage
from workflow.dossiers.meetings.room import room
from workflow.errors import BadInput, NotFound
from workflow.wall_clock import now, today

__all__ = ["council_views", "item_views", "room"]
TITLES = {"seats": SEAT_TITLES, "ballots": BALLOT_TITLES, "ties": TIE_TITLES, "outcomes": OUTCOME_TITLES}


@room.get("/meetings/<uuid:meeting_id>")
@signed_in
def show(meeting_id: uuid.UUID) -> ResponseReturnValue:
    return render_template("council/meeting.html", page=_page(meeting_id), **TITLES)


@room.post("/meetings/<uuid:meeting_id>/agenda")
@signed_in
def put_on_agenda(meeting_id: uuid.UUID) -> ResponseReturnValue:
    chosen, note = council_views.chosen_dossiers(), request.form.get("note", "").strip()
    if not chosen:
        raise BadInput(_("Chưa chọn hồ sơ nào để đưa vào chương trình."))
    services.put_on_agenda(meeting_id, chosen, note, by=current_person(), on=today())
    flash(_("Đã đưa %(count)s hồ sơ vào chương trình.", count=len(chosen)))
    return _back(meeting_id)


@room.post("/meetings/<uuid:meeting_id>/items/<uuid:item_id>/remove")
@signed_in
def take_off_agenda(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    services.take_off_agenda(meeting_id, item_id, by=current_person(), on=today())
    flash(_("Đã bỏ hồ sơ khỏi chương trình."))
    return _back(meeting_id)


@room.get("/meetings/<uuid:meeting_id>/attendance")
@signed_in
def attendance(meeting_id: uuid.UUID) -> ResponseReturnValue:
    page = _kept(meeting_id)
    return render_template("council/attendance.html", page=page, form=attendance_form(page.sheet.members), **TITLES)


@room.post("/meetings/<uuid:meeting_id>/attendance")
@signed_in
def mark_attendance(meeting_id: uuid.UUID) -> ResponseReturnValue:
    form = attendance_form(_kept(meeting_id).sheet.members)
    if not form.validate_on_submit():
        raise BadInput
    present = [member.id for member, field in form.rows() if field.data]
    services.mark_attendance(meeting_id, present, by=current_person(), on=today())
    flash(_("Đã ghi %(count)s thành viên có mặt.", count=len(present)))
    return _back(meeting_id)


@room.post("/meetings/<uuid:meeting_id>/open")
@signed_in
def begin(meeting_id: uuid.UUID) -> ResponseReturnValue:
    services.open_meeting(meeting_id, by=current_person(), on=today(), at=now())
    flash(_("Phiên họp đã khai mạc."))
    return _back(meeting_id)


@room.get("/meetings/<uuid:meeting_id>/cancel")
@signed_in
def cancel(meeting_id: uuid.UUID) -> ResponseReturnValue:
    return render_template("council/cancel.html", page=_kept(meeting_id), form=WhyForm())


@room.post("/meetings/<uuid:meeting_id>/cancel")
@signed_in
def call_off(meeting_id: uuid.UUID) -> ResponseReturnValue:
    form = WhyForm()
    if not form.validate_on_submit():
        return render_template("council/cancel.html", page=_kept(meeting_id), form=form), 422
    services.cancel_meeting(meeting_id, form.reason.data, by=current_person(), on=today(), at=now())
    flash(_("Đã hủy phiên họp và báo cho các thành viên."))
    return _back(meeting_id)


@room.get("/meetings/<uuid:meeting_id>/close")
@signed_in
def close(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """The minutes as they will be, before they are frozen."""
    return _draft(_kept(meeting_id), RemarkForm())


@room.post("/meetings/<uuid:meeting_id>/close")
@signed_in
def close_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    form = RemarkForm()
    if not form.validate_on_submit():
        return _draft(_kept(meeting_id), form), 422
    voting.close_meeting(meeting_id, form.remark.data or "", by=current_person(), on=today(), at=now())
    flash(_("Phiên họp đã kết thúc; biên bản không thay đổi nữa."))
    return redirect(url_for("meetings.minutes", meeting_id=meeting_id), 303)


@room.get("/meetings/<uuid:meeting_id>/minutes")
@signed_in
def minutes(meeting_id: uuid.UUID) -> ResponseReturnValue:
    page = _page(meeting_id)
    if page.minutes is None:
        raise NotFound
    return render_template("council/minutes.html", page=page, minutes=page.minutes, is_whole=are_as_kept(page.minutes))


def _draft(page: MeetingPage, form: RemarkForm) -> str:
    text = pages.draft_minutes(page) if page.is_over else ""
    return render_template("council/close.html", page=page, form=form, text=text)


def _page(meeting_id: uuid.UUID) -> MeetingPage:
    return pages.meeting_page(meeting_id, current_person(), today())


def _kept(meeting_id: uuid.UUID) -> MeetingPage:
    page = _page(meeting_id)
    if not page.is_keeper:
        raise Forbidden(_("Việc này do thư ký Hội đồng hoặc chuyên viên Văn phòng UBND tỉnh thực hiện."))
    return page


def _back(meeting_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)
