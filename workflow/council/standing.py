"""Who may do what at a council: its keepers prepare and record, its members vote, nobody else knows of it."""

import uuid

from flask_babel import gettext as _

from states.actors import Role
from states.kernel import Forbidden
from states.voting import CouncilSeat
from workflow.accounts.person import Person
from workflow.council.sheets import MeetingSheet, MemberRow
from workflow.errors import NotFound

OF_THE_PROVINCE = (Role.PROVINCE_CLERK, Role.PROVINCE_LEADER)


def province_ids(person: Person) -> tuple[uuid.UUID, ...]:
    """The agencies whose councils the person reads by post."""
    return tuple(dict.fromkeys(seat.agency_id for seat in person.seats if seat.role in OF_THE_PROVINCE))


def is_clerk_of(person: Person, agency_id: uuid.UUID) -> bool:
    """Whether the person is a clerk of the agency whose council it is: such a person sets up and plans."""
    return any(seat.role is Role.PROVINCE_CLERK and seat.agency_id == agency_id for seat in person.seats)


def keeps(person: Person, sheet: MeetingSheet) -> bool:
    """Whether the person keeps the records of a meeting: a clerk of its agency, or the council's secretary."""
    member = sheet.member(person.id)
    return is_clerk_of(person, sheet.row.agency_id) or bool(member and member.seat is CouncilSeat.SECRETARY)


def sees(person: Person, sheet: MeetingSheet) -> bool:
    """Whether a meeting exists for the person."""
    return sheet.row.agency_id in province_ids(person) or sheet.member(person.id) is not None


def presides(person: Person, sheet: MeetingSheet, item_id: uuid.UUID) -> bool:
    """Whether the person presides over the vote that was counted on an item."""
    item, mine = sheet.find_item(item_id), sheet.member(person.id)
    return bool(item and mine and item.row.presider_id == mine.id)


def require_seen(person: Person, sheet: MeetingSheet | None) -> MeetingSheet:
    """The meeting. Raises NotFound when there is none or it is not for this person."""
    if sheet is None or not sees(person, sheet):
        raise NotFound
    return sheet


def require_keeper(person: Person, sheet: MeetingSheet) -> None:
    """Raises Forbidden."""
    if not keeps(person, sheet):
        raise Forbidden(_("Việc này do thư ký Hội đồng hoặc chuyên viên Văn phòng UBND tỉnh thực hiện."))


def require_voter(person: Person, sheet: MeetingSheet) -> MemberRow:
    """The person's own seat on the council. Raises Forbidden."""
    member = sheet.member(person.id)
    if member is None:
        raise Forbidden(_("Chỉ thành viên Hội đồng được biểu quyết."))
    return member
