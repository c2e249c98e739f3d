"""One meeting with everybody on its list and everything on its agenda, read in five statements."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from states.voting import RULES, BallotMode, CouncilSeat, Roll, TieRule, VotingRules, who_presides
from workflow.accounts.models import Account, Agency
from workflow.council.models import Attendance, BallotCast, Council, CouncilMember, Meeting, MeetingItem, Recusal
from workflow.extensions import IdType

COUNCIL, MEMBER, MEETING = Council.__table__, CouncilMember.__table__, Meeting.__table__
ITEM, ATTENDANCE, RECUSAL, CAST = (
    MeetingItem.__table__, Attendance.__table__, Recusal.__table__, BallotCast.__table__,
)  # fmt: skip
ACCOUNT, AGENCY = Account.__table__, Agency.__table__
_ID = bindparam("meeting_id", type_=IdType)
MEETING_WITH_COUNCIL = select(
    MEETING, COUNCIL.c.name.label("council_name"), COUNCIL.c.agency_id, COUNCIL.c.decision_number, COUNCIL.c.decided_on
).join(COUNCIL, COUNCIL.c.id == MEETING.c.council_id)
_MEETING = MEETING_WITH_COUNCIL.where(MEETING.c.id == _ID)
_LOCKED = select(MEETING.c.id).where(MEETING.c.id == _ID).with_for_update()
MEMBERS = (
    select(MEMBER, ACCOUNT.c.name, ACCOUNT.c.sort_key, AGENCY.c.name.label("agency"))
    .join(ACCOUNT, ACCOUNT.c.id == MEMBER.c.account_id)
    .join(AGENCY, AGENCY.c.id == MEMBER.c.agency_id)
)
_PRESENT = (
    MEMBERS.add_columns(ATTENDANCE.c.present)
    .join(MEETING, MEETING.c.council_id == MEMBER.c.council_id)
    .outerjoin(ATTENDANCE, (ATTENDANCE.c.member_id == MEMBER.c.id) & (ATTENDANCE.c.meeting_id == MEETING.c.id))
    .where(MEETING.c.id == _ID, or_(MEMBER.c.left_on.is_(None), MEMBER.c.left_on >= MEETING.c.held_on))
)
_ITEMS = select(ITEM).where(ITEM.c.meeting_id == _ID).order_by(ITEM.c.position, ITEM.c.id)
_RECUSED = (
    select(RECUSAL.c.item_id, RECUSAL.c.member_id, RECUSAL.c.ground)
    .join(ITEM, ITEM.c.id == RECUSAL.c.item_id)
    .where(ITEM.c.meeting_id == _ID)
)
_CAST = select(CAST).join(ITEM, ITEM.c.id == CAST.c.item_id).where(ITEM.c.meeting_id == _ID)
_SEATS = list(CouncilSeat)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody on the council at the time of the meeting. `present` is None until it was marked."""

    id: uuid.UUID
    account_id: uuid.UUID
    name: str
    agency: str
    seat: CouncilSeat
    present: bool | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One dossier on the agenda: who is recused and why, and who has voted."""

    row: Any
    recused: Mapping[uuid.UUID, str]
    cast: frozenset[uuid.UUID]

    @property
    def id(self) -> uuid.UUID:
        found: uuid.UUID = self.row.id
        return found

    @property
    def state(self) -> str:
        found: str = self.row.state
        return found


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """A meeting as its people see it."""

    row: Any
    members: Sequence[MemberRow]
    items: Sequence[ItemRow]

    @property
    def id(self) -> uuid.UUID:
        found: uuid.UUID = self.row.id
        return found

    @property
    def rules(self) -> VotingRules:
        return RULES[self.row.rules_version]

    @property
    def is_secret(self) -> bool:
        return BallotMode(self.row.ballot_mode) is BallotMode.SECRET

    @property
    def tie(self) -> TieRule:
        return TieRule(self.row.tie_rule)

    @property
    def quorum(self) -> Fraction:
        return Fraction(self.row.quorum_of, self.row.quorum_in)

    @property
    def roll(self) -> Roll:
        """Who counts for the meeting as a whole."""
        return Roll(len(self.members), sum(bool(member.present) for member in self.members), self.quorum)

    def member(self, account_id: uuid.UUID) -> MemberRow | None:
        """The seat of an account on this council, or None."""
        return next((member for member in self.members if member.account_id == account_id), None)

    def find_item(self, item_id: uuid.UUID) -> ItemRow | None:
        return next((item for item in self.items if item.id == item_id), None)

    def voters(self, item: ItemRow) -> Sequence[MemberRow]:
        """Those present who are not recused."""
        return [member for member in self.members if member.present and member.id not in item.recused]

    def roll_of(self, item: ItemRow) -> Roll:
        """Who counts in the vote on one item."""
        return Roll(len(self.members) - len(item.recused), len(self.voters(item)), self.quorum)

    def presider_of(self, item: ItemRow) -> MemberRow | None:
        """Who presides over the vote on one item, or None when nobody may."""
        found = who_presides(self.rules, {str(member.id): member.seat for member in self.voters(item)})
        return next((member for member in self.members if str(member.id) == found), None)


def sheet_of(session: Session, meeting_id: uuid.UUID, *, lock: bool = False) -> MeetingSheet | None:
    """A meeting, or None. With `lock` nobody else acts on it before the caller's transaction is over."""
    key, connection = {"meeting_id": meeting_id}, session.connection()
    if lock:
        connection.execute(_LOCKED, key)
    row = connection.execute(_MEETING, key).one_or_none()
    if row is None:
        return None
    recused: defaultdict[uuid.UUID, dict[uuid.UUID, str]] = defaultdict(dict)
    for item_id, member_id, ground in connection.execute(_RECUSED, key):
        recused[item_id][member_id] = ground
    cast: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for item_id, member_id in connection.execute(_CAST, key):
        cast[item_id].add(member_id)
    items = [ItemRow(item, recused[item.id], frozenset(cast[item.id])) for item in connection.execute(_ITEMS, key)]
    return MeetingSheet(row, in_order(connection.execute(_PRESENT, key).all()), items)


def in_order(rows: Sequence[Any]) -> list[MemberRow]:
    """Members by seat, then by name."""
    ordered = sorted(rows, key=lambda row: (_SEATS.index(CouncilSeat(row.seat)), row.sort_key))
    return [
        MemberRow(
            row.id, row.account_id, row.name, row.agency, CouncilSeat(row.seat), getattr(row, "present", None)
        )
        for row in ordered
    ]  # fmt: skip


def next_position(session: Session, meeting_id: uuid.UUID) -> int:
    """Where the next dossier stands on the agenda."""
    last = session.execute(select(func.max(ITEM.c.position)).where(ITEM.c.meeting_id == meeting_id)).scalar()
    return (last or 0) + 1
