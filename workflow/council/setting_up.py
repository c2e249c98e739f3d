"""Setting up a council and planning its meetings. All run inside the caller's transaction, after its right was read."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from fractions import Fraction

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from states.voting import RULES, BallotMode, CouncilSeat, TieRule
from workflow.council.sheets import COUNCIL, MEETING, MEMBER
from workflow.errors import BadInput
from workflow.extensions import new_id

Seats = Mapping[uuid.UUID, tuple[CouncilSeat, uuid.UUID]]
"""Seat and agency by account."""


@dataclass(frozen=True, slots=True)
class NewCouncil:
    """A council as a decision sets it up."""

    name: str
    decision_number: str
    decided_on: date
    agency_id: uuid.UUID
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting as it is planned: when, where, and how it votes."""

    council_id: uuid.UUID
    held_at: datetime
    held_on: date
    place: str
    rules_version: str
    ballot_mode: BallotMode
    quorum: Fraction
    tie_rule: TieRule


def set_up(session: Session, new: NewCouncil, seats: Seats, *, by: uuid.UUID, at: datetime) -> uuid.UUID:
    """Make a council with its members; give its id. Raises Refused with every reason when it cannot work so."""
    _refuse_unworkable(seats)
    council_id = new_id()
    session.execute(insert(COUNCIL), asdict(new) | {"id": council_id, "set_up_by": by, "set_up_at": at})
    _seat(session, council_id, seats)
    return council_id


def change_members(session: Session, council_id: uuid.UUID, seats: Seats, *, on: date) -> None:
    """Give these seats and no others from the day `on`. Who leaves stays in the minutes of earlier meetings.

    Raises Refused with every reason when the council cannot work so.
    """
    _refuse_unworkable(seats)
    session.execute(select(COUNCIL.c.id).where(COUNCIL.c.id == council_id).with_for_update())
    of_council = MEMBER.c.council_id == council_id
    known = set(session.execute(select(MEMBER.c.account_id).where(of_council)).scalars())
    gone = update(MEMBER).where(of_council, MEMBER.c.left_on.is_(None), MEMBER.c.account_id.not_in(list(seats)))
    session.execute(gone.values(left_on=on))
    chairless = update(MEMBER).where(of_council, MEMBER.c.account_id.in_(list(seats)))
    session.execute(chairless.values(seat=CouncilSeat.MEMBER.value))
    for account_id in known & set(seats):
        seat, agency_id = seats[account_id]
        mine = update(MEMBER).where(of_council, MEMBER.c.account_id == account_id)
        session.execute(mine.values(seat=seat.value, agency_id=agency_id, left_on=None))
    _seat(session, council_id, {account: given for account, given in seats.items() if account not in known})


def _seat(session: Session, council_id: uuid.UUID, seats: Seats) -> None:
    rows = [
        {"id": new_id(), "council_id": council_id, "account_id": account, "agency_id": agency_id, "seat": seat.value}
        for account, (seat, agency_id) in seats.items()
    ]
    if rows:
        session.execute(insert(MEMBER), rows)


def _refuse_unworkable(seats: Seats) -> None:
    held = [seat for seat, _agency in seats.values()]
    reasons = []
    if held.count(CouncilSeat.CHAIR) != 1:
        reasons.append(_("Hội đồng phải có đúng một Chủ tịch; hãy chọn lại."))
    if held.count(CouncilSeat.SECRETARY) > 1:
        reasons.append(_("Hội đồng chỉ có một Thư ký; hãy chọn lại."))
    if len(held) < LEAST_MEMBERS:
        reasons.append(_("Hội đồng cần ít nhất %(least)s thành viên; hãy chọn thêm.", least=LEAST_MEMBERS))
    if reasons:
        raise Refused(*map(Reason, reasons))


LEAST_MEMBERS = 3
"""Fewer cannot disagree and still decide."""


def plan(session: Session, new: NewMeeting, *, by: uuid.UUID, at: datetime) -> uuid.UUID:
    """Plan a meeting; give its id. Raises BadInput for a quorum that its rules do not offer."""
    if new.quorum not in RULES[new.rules_version].quorums:
        raise BadInput(_("Tỷ lệ thành viên phải có mặt không có trong quy chế; hãy chọn lại."))
    meeting_id = new_id()
    row = {
        "id": meeting_id, "council_id": new.council_id, "held_at": new.held_at, "held_on": new.held_on,
        "place": new.place, "rules_version": new.rules_version, "ballot_mode": new.ballot_mode.value,
        "quorum_of": new.quorum.numerator, "quorum_in": new.quorum.denominator, "tie_rule": new.tie_rule.value,
        "state": "planned", "planned_by": by, "planned_at": at,
    }  # fmt: skip
    session.execute(insert(MEETING), row)
    return meeting_id
