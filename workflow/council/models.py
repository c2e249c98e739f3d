"""Councils, who sits on them, their meetings, and the votes. A closed meeting never changes.

A secret ballot holds no member, and neither its id nor its place tells one: see `ballots.cast`.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, IdType, Json, JsonDict, UtcDateTime

IN_THE_CHAIR = text("seat = 'chair' AND left_on IS NULL")
SIGNED = text("member_id IS NOT NULL")


class Council(Base):
    """A council as a decision set it up. `valid_to` is its last day."""

    __tablename__ = "council"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    decision_number: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date]
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    set_up_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    set_up_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_it_begins"),
        CheckConstraint("decision_number <> ''", name="decision_is_named"),
    )


class CouncilMember(Base):
    """A seat on a council. `left_on` is the last day; who has voted once stays in the minutes."""

    __tablename__ = "council_member"

    id: Mapped[Id]
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("council.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    seat: Mapped[str] = mapped_column(String(20))
    left_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("council_id", "account_id"),
        CheckConstraint("seat IN ('chair', 'vice_chair', 'secretary', 'member')", name="seat"),
        Index("uq_council_member_chair", "council_id", unique=True, sqlite_where=IN_THE_CHAIR,
              postgresql_where=IN_THE_CHAIR),
        Index("ix_council_member_account", "account_id"),
    )  # fmt: skip


class Meeting(Base):
    """One sitting of a council. How it votes is set when it is planned, by a version of the rules of a vote."""

    __tablename__ = "meeting"

    id: Mapped[Id]
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("council.id"))
    held_at: Mapped[datetime] = mapped_column(UtcDateTime)
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200))
    rules_version: Mapped[str] = mapped_column(String(20))
    ballot_mode: Mapped[str] = mapped_column(String(20))
    quorum_of: Mapped[int]
    quorum_in: Mapped[int]
    tie_rule: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="planned")
    planned_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint("state IN ('planned', 'open', 'closed', 'cancelled')", name="state"),
        CheckConstraint("ballot_mode IN ('open', 'secret')", name="ballot_mode"),
        CheckConstraint("tie_rule IN ('chair_decides', 'not_passed')", name="tie_rule"),
        CheckConstraint("quorum_of > 0 AND quorum_of <= quorum_in", name="quorum_is_a_fraction"),
        CheckConstraint("(state IN ('closed', 'cancelled')) = (ended_at IS NOT NULL)", name="ended_when_over"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        Index("ix_meeting_council", "council_id", "held_at"),
    )


class MeetingItem(Base):
    """One dossier on the agenda. The numbers stand once the vote is counted; `word` is that of the person presiding."""

    __tablename__ = "meeting_item"

    id: Mapped[Id]
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(String(20), default="listed")
    reason: Mapped[str] = mapped_column(default="")
    members: Mapped[int | None]
    present: Mapped[int | None]
    quorum: Mapped[int | None]
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    abstained: Mapped[int | None]
    invalid: Mapped[int | None]
    is_paper: Mapped[bool] = mapped_column(default=False)
    counter_one_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("council_member.id"))
    counter_two_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("council_member.id"))
    presider_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("council_member.id"))
    word: Mapped[str | None] = mapped_column(String(20))
    result: Mapped[str | None] = mapped_column(String(20))

    __table_args__ = (
        UniqueConstraint("meeting_id", "dossier_id"),
        CheckConstraint("position > 0", name="position_from_one"),
        CheckConstraint("state IN ('listed', 'voting', 'tied', 'decided', 'postponed')", name="state"),
        CheckConstraint("(state = 'decided') = (result IS NOT NULL)", name="decided_has_a_result"),
        CheckConstraint("result IN ('passed', 'not_passed')", name="result"),
        CheckConstraint("(state IN ('tied', 'decided')) = (votes_for IS NOT NULL)", name="counted_has_numbers"),
        CheckConstraint(
            "votes_for IS NULL OR votes_for + votes_against + abstained + invalid <= present", name="no_vote_too_many"
        ),
        CheckConstraint("votes_for IS NULL OR present >= quorum", name="counted_with_a_quorum"),
        CheckConstraint(
            "is_paper = (counter_one_id IS NOT NULL AND counter_two_id IS NOT NULL)", name="paper_has_two_counters"
        ),
        CheckConstraint("counter_one_id <> counter_two_id", name="counters_differ"),
        CheckConstraint("word IS NULL OR word IN ('for', 'against')", name="word"),
        CheckConstraint("state <> 'postponed' OR reason <> ''", name="postponed_says_why"),
        Index("ix_meeting_item_dossier", "dossier_id"),
    )


class Attendance(Base):
    """Whether a member came to a meeting."""

    __tablename__ = "attendance"

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    member_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("council_member.id"), primary_key=True)
    present: Mapped[bool]


class Recusal(Base):
    """A member leaves for one item: neither counted in its quorum nor able to vote on it."""

    __tablename__ = "recusal"

    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting_item.id"), primary_key=True)
    member_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("council_member.id"), primary_key=True)
    ground: Mapped[str]
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("ground <> ''", name="says_why"),)


class Ballot(Base):
    """One vote on one item. Without a member when it is secret; its id is drawn at random, never counted up."""

    __tablename__ = "ballot"

    id: Mapped[uuid.UUID] = mapped_column(IdType, primary_key=True)
    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting_item.id"), index=True)
    is_secret: Mapped[bool]
    member_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("council_member.id"))
    choice: Mapped[str] = mapped_column(String(20))

    __table_args__ = (
        CheckConstraint("is_secret = (member_id IS NULL)", name="secret_has_no_member"),
        CheckConstraint("choice IN ('for', 'against', 'abstain')", name="choice"),
        Index("uq_ballot_member", "item_id", "member_id", unique=True, sqlite_where=SIGNED, postgresql_where=SIGNED),
    )


class BallotCast(Base):
    """That a member has voted on an item, and nothing else: no time, no number, no choice."""

    __tablename__ = "ballot_cast"

    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting_item.id"), primary_key=True)
    member_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("council_member.id"), primary_key=True)


class Minutes(Base):
    """What a meeting was, kept when it closed. `digest` is over facts, text and remark."""

    __tablename__ = "minutes"

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    text: Mapped[str]
    remark: Mapped[str] = mapped_column(default="")
    facts: Mapped[JsonDict] = mapped_column(Json)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
