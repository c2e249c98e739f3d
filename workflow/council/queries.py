"""Reading councils, their meetings and what they said."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from states.facts import CouncilFact
from states.voting import Choice
from workflow.accounts.models import PostHolding
from workflow.council.models import Ballot, Minutes
from workflow.council.sheets import (
    ACCOUNT,
    AGENCY,
    COUNCIL,
    ITEM,
    MEETING,
    MEETING_WITH_COUNCIL,
    MEMBER,
    MEMBERS,
    MemberRow,
    in_order,
)
from workflow.extensions import IdType, JsonDict, db

HELD, BALLOT, MINUTES = PostHolding.__table__, Ballot.__table__, Minutes.__table__
SHORT_LIST = 40
_DOSSIER = bindparam("dossier_id", type_=IdType)
_VOTED = (
    select(
        MEETING.c.id, MEETING.c.held_on, ITEM.c.present, ITEM.c.quorum, ITEM.c.votes_for, ITEM.c.votes_against,
        ITEM.c.abstained, ITEM.c.invalid, ITEM.c.result,
    )
    .join(MEETING, MEETING.c.id == ITEM.c.meeting_id)
    .where(ITEM.c.dossier_id == _DOSSIER, ITEM.c.state == "decided", MEETING.c.state == "closed")
    .order_by(MEETING.c.held_at.desc(), MEETING.c.ended_at.desc())
    .limit(1)
)  # fmt: skip
_VOTED_SINCE = _VOTED.where(MEETING.c.held_on >= bindparam("since", type_=Date))
_LAST = (
    select(
        MEETING.c.id.label("meeting_id"), MEETING.c.held_at, MEETING.c.place, MEETING.c.state,
        ITEM.c.id.label("item_id"), ITEM.c.state.label("item_state"), ITEM.c.reason, ITEM.c.votes_for,
        ITEM.c.votes_against, ITEM.c.abstained, ITEM.c.invalid, ITEM.c.result, ITEM.c.word,
    )
    .join(MEETING, MEETING.c.id == ITEM.c.meeting_id)
    .where(ITEM.c.dossier_id == _DOSSIER, MEETING.c.state != "cancelled")
    .order_by(MEETING.c.held_at.desc(), MEETING.c.planned_at.desc())
    .limit(1)
)  # fmt: skip


def council_of(dossier_id: uuid.UUID, since: date | None = None) -> CouncilFact | None:
    """How the council voted on a dossier in its last closed meeting, held on or after the day `since`; else None."""
    if since is None:
        row = db.session.execute(_VOTED, {"dossier_id": dossier_id}).one_or_none()
    else:
        row = db.session.execute(_VOTED_SINCE, {"dossier_id": dossier_id, "since": since}).one_or_none()
    if row is None:
        return None
    return CouncilFact(
        str(row.id), row.held_on, row.present, row.quorum, row.votes_for, row.votes_against, row.abstained,
        row.result == "passed",
    )  # fmt: skip


def last_item_of(dossier_id: uuid.UUID) -> Any:
    """The dossier's place on the agenda of its last meeting that was not cancelled, or None. One statement."""
    return db.session.execute(_LAST, {"dossier_id": dossier_id}).one_or_none()


def members_of(council_id: uuid.UUID) -> list[MemberRow]:
    """Who sits on a council now, by seat."""
    rows = db.session.execute(MEMBERS.where(MEMBER.c.council_id == council_id, MEMBER.c.left_on.is_(None)))
    return in_order(rows.all())


def find_council(council_id: uuid.UUID) -> Any:
    return db.session.execute(select(COUNCIL).where(COUNCIL.c.id == council_id)).one_or_none()


def councils(agency_ids: Iterable[uuid.UUID], account_id: uuid.UUID) -> Sequence[Any]:
    """Councils of these agencies, and those the account sits or sat on; the newest first."""
    return db.session.execute(
        select(COUNCIL)
        .where(_concerned(agency_ids, account_id))
        .order_by(COUNCIL.c.valid_from.desc(), COUNCIL.c.id.desc())
        .limit(SHORT_LIST)
    ).all()


def meetings(agency_ids: Iterable[uuid.UUID], account_id: uuid.UUID) -> Sequence[Any]:
    """Their meetings with how many dossiers are on each agenda; the latest first."""
    items = select(func.count()).where(ITEM.c.meeting_id == MEETING.c.id).scalar_subquery()
    return db.session.execute(
        MEETING_WITH_COUNCIL.add_columns(items.label("items"))
        .where(_concerned(agency_ids, account_id))
        .order_by(MEETING.c.held_at.desc(), MEETING.c.id.desc())
        .limit(SHORT_LIST)
    ).all()


def _concerned(agency_ids: Iterable[uuid.UUID], account_id: uuid.UUID) -> Any:
    mine = select(MEMBER.c.council_id).where(MEMBER.c.account_id == account_id)
    return or_(COUNCIL.c.agency_id.in_(list(agency_ids)), COUNCIL.c.id.in_(mine))


_SITS = select(MEMBER.c.id).where(
    MEMBER.c.account_id == bindparam("account_id", type_=IdType), MEMBER.c.left_on.is_(None)
).limit(1)  # fmt: skip


def sits_on_a_council(account_id: uuid.UUID) -> bool:
    """Whether an account sits on any council now."""
    return db.session.execute(_SITS, {"account_id": account_id}).first() is not None


def on_an_agenda() -> Select[Any]:
    """Dossiers that are on the agenda of a meeting that is not over, and were not postponed there."""
    return (
        select(ITEM.c.dossier_id)
        .join(MEETING, MEETING.c.id == ITEM.c.meeting_id)
        .where(MEETING.c.state.in_(("planned", "open")), ITEM.c.state != "postponed")
    )


def is_on_an_agenda(session: Session, dossier_id: uuid.UUID) -> bool:
    """Whether a dossier is among `on_an_agenda`, inside the caller's transaction."""
    return session.execute(on_an_agenda().where(ITEM.c.dossier_id == dossier_id).limit(1)).first() is not None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be given a seat, at the agency they would sit for."""

    account_id: uuid.UUID
    name: str
    agency_id: uuid.UUID
    agency: str


def candidates(on: date) -> list[Candidate]:
    """People with a post at a provincial agency on that day, by agency and name; each once."""
    rows = db.session.execute(
        select(ACCOUNT.c.id, ACCOUNT.c.name, AGENCY.c.id.label("agency_id"), AGENCY.c.name.label("agency"))
        .join(HELD, HELD.c.account_id == ACCOUNT.c.id)
        .join(AGENCY, AGENCY.c.id == HELD.c.agency_id)
        .where(
            ACCOUNT.c.is_active, AGENCY.c.commune_code.is_(None), HELD.c.role != "administrator",
            HELD.c.ended_at.is_(None), HELD.c.valid_from <= on, or_(HELD.c.valid_to.is_(None), HELD.c.valid_to >= on),
        )
        .order_by(AGENCY.c.kind != "province", AGENCY.c.sort_key, ACCOUNT.c.sort_key, ACCOUNT.c.id)
    )  # fmt: skip
    found: dict[uuid.UUID, Candidate] = {}
    for row in rows:
        found.setdefault(row.id, Candidate(*row))
    return list(found.values())


def open_ballots(item_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[uuid.UUID, Choice]]:
    """What each member said in open votes, by item and member; a secret vote tells nothing."""
    rows = db.session.execute(
        select(BALLOT.c.item_id, BALLOT.c.member_id, BALLOT.c.choice).where(
            BALLOT.c.item_id.in_(list(item_ids)), BALLOT.c.member_id.is_not(None)
        )
    )
    found: dict[uuid.UUID, dict[uuid.UUID, Choice]] = {}
    for item_id, member_id, choice in rows:
        found.setdefault(item_id, {})[member_id] = Choice(choice)
    return found


def minutes_of(meeting_id: uuid.UUID) -> Any:
    """The minutes of a closed meeting, or None."""
    return db.session.execute(select(MINUTES).where(MINUTES.c.meeting_id == meeting_id)).one_or_none()


def digest_of(facts: JsonDict, text: str, remark: str) -> bytes:
    """SHA-256 over what the minutes say."""
    whole = json.dumps([facts, text, remark], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).digest()


def are_as_kept(minutes: Any) -> bool:
    """Whether minutes still say what they said when the meeting closed."""
    return digest_of(minutes.facts, minutes.text, minutes.remark) == bytes(minutes.digest)
