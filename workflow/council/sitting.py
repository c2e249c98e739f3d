"""The course of a meeting: agenda, attendance, opening, recusals, cancelling. The caller holds the meeting locked."""

import uuid
from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from states.voting import no_quorum, who_presides
from workflow.council.sheets import ATTENDANCE, ITEM, MEETING, RECUSAL, ItemRow, MeetingSheet, next_position
from workflow.errors import BadInput, NotFound, Stale
from workflow.extensions import new_id

LONGEST_NOTE = 2000


def refuse_when_over(sheet: MeetingSheet, *states: str) -> None:
    """Raises Stale unless the meeting is in one of these states: a closed meeting never changes."""
    if sheet.row.state not in (states or ("planned", "open")):
        told = {
            "planned": _("Phiên họp chưa khai mạc."),
            "open": _("Phiên họp đã khai mạc."),
            "closed": _("Phiên họp đã kết thúc, biên bản không thay đổi nữa; nếu cần sửa, hãy mở phiên họp mới."),
            "cancelled": _("Phiên họp đã hủy."),
        }
        raise Stale(Reason(told[sheet.row.state]))


def item_in(sheet: MeetingSheet, item_id: uuid.UUID, *states: str) -> ItemRow:
    """An item of the agenda. Raises NotFound, or Stale when it is in none of these states."""
    item = sheet.find_item(item_id)
    if item is None:
        raise NotFound
    if states and item.state not in states:
        told = {
            "listed": _("Hồ sơ này chưa được đưa ra biểu quyết."),
            "voting": _("Hồ sơ này đang được biểu quyết."),
            "tied": _("Hồ sơ này đã kiểm phiếu, số phiếu ngang nhau."),
            "decided": _("Hồ sơ này đã có kết quả biểu quyết; kết quả không thay đổi nữa."),
            "postponed": _("Hồ sơ này đã được chuyển sang phiên họp khác."),
        }
        raise Stale(Reason(told[item.state]))
    return item


def put_on_agenda(session: Session, sheet: MeetingSheet, dossier_id: uuid.UUID, note: str = "") -> uuid.UUID:
    """Add a dossier at the end of the agenda, with a note for the members; give the item's id."""
    refuse_when_over(sheet)
    item_id, position = new_id(), next_position(session, sheet.id)
    row = {"id": item_id, "meeting_id": sheet.id, "position": position, "dossier_id": dossier_id, "state": "listed"}
    session.execute(insert(ITEM), row | {"note": note[:LONGEST_NOTE], "reason": "", "is_paper": False})
    return item_id


def take_off_agenda(session: Session, sheet: MeetingSheet, item_id: uuid.UUID) -> None:
    """Take a dossier off while the meeting is only planned; later it can be postponed. Raises Stale, NotFound."""
    refuse_when_over(sheet, "planned")
    item = item_in(sheet, item_id, "listed")
    session.execute(delete(RECUSAL).where(RECUSAL.c.item_id == item.id))
    session.execute(delete(ITEM).where(ITEM.c.id == item.id))


def mark_attendance(session: Session, sheet: MeetingSheet, present: Collection[uuid.UUID]) -> None:
    """Say who is there; everybody else is not. Never while a vote is on. Raises Stale, Refused, BadInput."""
    refuse_when_over(sheet)
    members = {member.id for member in sheet.members}
    if not members.issuperset(present):
        raise BadInput(_("Danh sách có mặt có người không thuộc Hội đồng; hãy tải lại trang."))
    if any(item.state in ("voting", "tied") for item in sheet.items):
        raise Refused(Reason(_("Đang biểu quyết nên chưa ghi lại người có mặt được; hãy kết thúc biểu quyết trước.")))
    session.execute(delete(ATTENDANCE).where(ATTENDANCE.c.meeting_id == sheet.id))
    rows = [{"meeting_id": sheet.id, "member_id": one, "present": one in present} for one in sorted(members)]
    session.execute(insert(ATTENDANCE), rows)


def open_meeting(session: Session, sheet: MeetingSheet) -> None:
    """Begin. Raises Stale, or Refused with every reason: no agenda, no quorum, nobody to preside."""
    refuse_when_over(sheet, "planned")
    reasons = list(no_quorum(sheet.roll))
    if not sheet.items:
        reasons.append(Reason(_("Chương trình họp chưa có hồ sơ nào; hãy đưa hồ sơ vào chương trình.")))
    if who_presides(sheet.rules, {str(one.id): one.seat for one in sheet.members if one.present}) is None:
        reasons.append(Reason(_("Chưa có Chủ tịch hoặc Phó Chủ tịch Hội đồng có mặt để chủ trì.")))
    if reasons:
        raise Refused(*reasons)
    move_meeting(session, sheet, "open")


def cancel(session: Session, sheet: MeetingSheet, reason: str, *, by: uuid.UUID, at: datetime) -> None:
    """Call off a meeting in which nothing was voted on. Raises Stale, Refused, BadInput (no reason given)."""
    refuse_when_over(sheet)
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do hủy phiên họp."))
    if any(item.state in ("voting", "tied", "decided") for item in sheet.items):
        raise Refused(Reason(_("Phiên họp đã biểu quyết nên không hủy được; hãy kết thúc và lập biên bản.")))
    move_meeting(session, sheet, "cancelled", ended_by=by, ended_at=at, reason=reason)


def move_meeting(session: Session, sheet: MeetingSheet, state: str, **more: object) -> None:
    """Compare and set the state of a meeting. Raises Stale when it moved meanwhile."""
    where = (MEETING.c.id == sheet.id, MEETING.c.state == sheet.row.state)
    if session.connection().execute(update(MEETING).where(*where).values(state=state, **more)).rowcount != 1:
        raise Stale(Reason(_("Phiên họp vừa được người khác xử lý.")))


def recuse(
    session: Session, sheet: MeetingSheet, item_id: uuid.UUID, member_id: uuid.UUID, ground: str, *, by: uuid.UUID,
    at: datetime,
) -> None:  # fmt: skip
    """A member leaves for one item, on a ground. Raises NotFound, Stale, BadInput, Refused (has voted already)."""
    refuse_when_over(sheet)
    item = item_in(sheet, item_id, "listed", "voting")
    if not ground.strip():
        raise BadInput(_("Hãy ghi lý do không tham gia biểu quyết."))
    if member_id not in {member.id for member in sheet.members}:
        raise NotFound
    if member_id in item.cast:
        raise Refused(Reason(_("Thành viên này đã bỏ phiếu về hồ sơ, nên không rút khỏi việc biểu quyết được nữa.")))
    if member_id in item.recused:
        raise Stale(Reason(_("Việc không tham gia biểu quyết này đã được ghi.")))
    row = {"item_id": item.id, "member_id": member_id, "ground": ground.strip(), "recorded_by": by, "at": at}
    session.execute(insert(RECUSAL), row)
