"""What the keepers of a council do: set it up, plan, prepare and keep its meetings. One transaction for each act."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.council import setting_up, sitting
from workflow.council.queries import is_on_an_agenda
from workflow.council.setting_up import NewCouncil, NewMeeting, Seats
from workflow.council.sheets import COUNCIL, MEMBER, MeetingSheet, sheet_of
from workflow.council.standing import is_clerk_of, require_keeper, require_seen
from workflow.dossiers.editing import in_force, lock_dossier
from workflow.dossiers.meetings.agenda import refuse_what_waits_elsewhere
from workflow.errors import NotFound
from workflow.notices.services import tell
from workflow.transactions import writing


@contextmanager
def at_the_meeting(meeting_id: uuid.UUID, by: Person, on: date) -> Iterator[tuple[Session, MeetingSheet, Person]]:
    """One transaction at a locked meeting, with the person's posts read anew. Raises NotFound, Forbidden."""
    with writing() as session:
        person = in_force(session, by, on)
        yield session, require_seen(person, sheet_of(session, meeting_id, lock=True)), person


@contextmanager
def keeping(meeting_id: uuid.UUID, by: Person, on: date) -> Iterator[tuple[Session, MeetingSheet]]:
    """The same for somebody who keeps the meeting's records. Raises Forbidden for anybody else."""
    with at_the_meeting(meeting_id, by, on) as (session, sheet, person):
        require_keeper(person, sheet)
        yield session, sheet


def set_up_council(new: NewCouncil, seats: Seats, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Set up a council by a decision, for the agency of the clerk; give its id.

    Raises Forbidden unless the person is a clerk of that agency, Refused with every reason when it cannot work so.
    """
    with writing() as session:
        _require_clerk(in_force(session, by, on), new.agency_id)
        council_id = setting_up.set_up(session, new, seats, by=by.id, at=at)
        record(session, "council:set_up", at=at, actor_id=by.id, subject=council_id, members=len(seats))
    return council_id


def change_members(council_id: uuid.UUID, seats: Seats, *, by: Person, on: date, at: datetime) -> None:
    """Give these seats and no others. Raises NotFound, Forbidden, Refused (see `setting_up.change_members`)."""
    with writing() as session:
        _require_clerk(in_force(session, by, on), _council(session, council_id).agency_id)
        setting_up.change_members(session, council_id, seats, on=on)
        record(session, "council:members_changed", at=at, actor_id=by.id, subject=council_id, members=len(seats))


def plan_meeting(new: NewMeeting, dossier_ids: Sequence[uuid.UUID], *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Plan a meeting with its first agenda, and invite the members; give its id.

    Raises NotFound, Forbidden, Refused (a day that is past, a council not in force, a dossier that waits elsewhere).
    """
    with writing() as session:
        person = in_force(session, by, on)
        council = _council(session, new.council_id)
        _require_clerk(person, council.agency_id)
        _refuse_day(new.held_on, council, on)
        meeting_id = setting_up.plan(session, new, by=by.id, at=at)
        _put(session, meeting_id, dossier_ids, person)
        told = select(MEMBER.c.account_id).where(MEMBER.c.council_id == council.id, MEMBER.c.left_on.is_(None))
        invited = session.execute(told).scalars().all()
        path = f"/council/meetings/{meeting_id}"
        tell(session, "council:invited", to=invited, at=at, path=path, on=new.held_on, place=new.place)
        record(session, "council:meeting_planned", at=at, actor_id=by.id, subject=meeting_id, on=new.held_on)
    return meeting_id


def put_on_agenda(
    meeting_id: uuid.UUID, dossier_ids: Sequence[uuid.UUID], note: str = "", *, by: Person, on: date
) -> None:
    """Add dossiers to the agenda. Raises NotFound, Forbidden, Stale (over), Refused (waits elsewhere, on another)."""
    with at_the_meeting(meeting_id, by, on) as (session, sheet, person):
        require_keeper(person, sheet)
        sitting.refuse_when_over(sheet)
        _put(session, meeting_id, dossier_ids, person, note)


def take_off_agenda(meeting_id: uuid.UUID, item_id: uuid.UUID, *, by: Person, on: date) -> None:
    """Take a dossier off a planned agenda. Raises NotFound, Forbidden, Stale."""
    with keeping(meeting_id, by, on) as (session, sheet):
        sitting.take_off_agenda(session, sheet, item_id)


def mark_attendance(meeting_id: uuid.UUID, present: Collection[uuid.UUID], *, by: Person, on: date) -> None:
    """Say who is there (ids of members). Raises NotFound, Forbidden, Stale, Refused while a vote is on, BadInput."""
    with keeping(meeting_id, by, on) as (session, sheet):
        sitting.mark_attendance(session, sheet, present)


def open_meeting(meeting_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> None:
    """Begin a meeting on its day. Raises NotFound, Forbidden, Stale, Refused with every reason."""
    with keeping(meeting_id, by, on) as (session, sheet):
        if sheet.row.held_on > on:
            early = _("Phiên họp được định vào ngày %(day)s, chưa khai mạc được.", day=f"{sheet.row.held_on:%d/%m/%Y}")
            raise Refused(Reason(early))
        sitting.open_meeting(session, sheet)
        record(session, "council:meeting_opened", at=at, actor_id=by.id, subject=meeting_id)


def cancel_meeting(meeting_id: uuid.UUID, reason: str, *, by: Person, on: date, at: datetime) -> None:
    """Call a meeting off, and tell its members. Raises NotFound, Forbidden, Stale, Refused, BadInput."""
    with keeping(meeting_id, by, on) as (session, sheet):
        sitting.cancel(session, sheet, reason, by=by.id, at=at)
        members = [member.account_id for member in sheet.members]
        path = f"/council/meetings/{meeting_id}"
        tell(session, "council:cancelled", to=members, at=at, path=path, on=sheet.row.held_on)
        record(session, "council:meeting_cancelled", at=at, actor_id=by.id, subject=meeting_id)


def _council(session: Session, council_id: uuid.UUID) -> Any:
    row = session.execute(select(COUNCIL).where(COUNCIL.c.id == council_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _require_clerk(person: Person, agency_id: uuid.UUID) -> None:
    if not is_clerk_of(person, agency_id):
        raise Forbidden(_("Việc này do chuyên viên Văn phòng UBND tỉnh thực hiện."))


def _refuse_day(held_on: date, council: Any, on: date) -> None:
    reasons = []
    if held_on < on:
        reasons.append(_("Ngày họp đã qua; hãy chọn từ hôm nay trở đi."))
    if held_on < council.valid_from or (council.valid_to and held_on > council.valid_to):
        reasons.append(_("Ngày họp nằm ngoài thời gian hoạt động của Hội đồng."))
    if reasons:
        raise Refused(*map(Reason, reasons))


def _put(
    session: Session, meeting_id: uuid.UUID, dossier_ids: Sequence[uuid.UUID], person: Person, note: str = ""
) -> None:
    """Add dossiers in the order given; they are locked by id, so that no two writers wait for each other."""
    sheet = sheet_of(session, meeting_id)
    assert sheet is not None
    here = {item.row.dossier_id for item in sheet.items}
    locked = {dossier_id: lock_dossier(session, dossier_id, person) for dossier_id in sorted(set(dossier_ids))}
    for dossier_id in dict.fromkeys(dossier_ids):
        row = locked[dossier_id]
        refuse_what_waits_elsewhere(row)
        if dossier_id in here or is_on_an_agenda(session, dossier_id):
            taken = _("Hồ sơ “%(title)s” đã có trong chương trình của phiên họp này hoặc phiên khác.", title=row.title)
            raise Refused(Reason(taken))
        sitting.put_on_agenda(session, sheet, dossier_id, note)
