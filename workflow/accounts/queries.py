"""Who is who: the few readings that every request and every act make. Core statements, built once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from states.actors import AgencyKind, Role
from workflow.accounts.models import Account, Agency, LoginSession, PostHolding
from workflow.accounts.person import Person, Seat
from workflow.extensions import IdType, UtcDateTime, db

_ON = bindparam("on", type_=Date)
_IN_FORCE = and_(
    PostHolding.account_id == Account.id,
    PostHolding.ended_at.is_(None),
    PostHolding.valid_from <= _ON,
    or_(PostHolding.valid_to.is_(None), PostHolding.valid_to >= _ON),
)
_IN_BEING = and_(
    Agency.id == PostHolding.agency_id,
    Agency.valid_from <= _ON,
    or_(Agency.valid_to.is_(None), Agency.valid_to >= _ON),
)
_COLUMNS = (
    Account.id,
    Account.name,
    Account.username,
    PostHolding.role,
    Agency.id.label("agency_id"),
    Agency.kind,
    Agency.short_name,
    Agency.commune_code,
)


def _with_seats(start: Any) -> Any:
    held = start.outerjoin(PostHolding.__table__, _IN_FORCE).outerjoin(Agency.__table__, _IN_BEING)
    return select(*_COLUMNS).select_from(held).where(Account.is_active).order_by(PostHolding.id)


_SAME = and_(LoginSession.account_id == Account.id, LoginSession.epoch == Account.epoch)
_PERSON = _with_seats(Account.__table__).where(Account.id == bindparam("account_id", type_=IdType))
_OF_SESSION = _with_seats(LoginSession.__table__.join(Account.__table__, _SAME)).where(
    LoginSession.token_hash == bindparam("token_hash"),
    LoginSession.ended_at.is_(None),
    LoginSession.expires_at > bindparam("at", type_=UtcDateTime),
)


def person_in_force(session: Session, account_id: uuid.UUID, on: date) -> Person | None:
    """The person with the posts held on the day `on`, fresh from the database in one statement; None when not active.

    For use inside a write transaction: a right that was taken away before it began is not seen any more.
    """
    return _person(session.execute(_PERSON, {"account_id": account_id, "on": on}).all(), b"")


def person_of_session(token_hash: bytes, on: date, at: datetime) -> Person | None:
    """The person a session belongs to, with the posts held on `on`; None when the session is over at `at`."""
    found = db.session.execute(_OF_SESSION, {"token_hash": token_hash, "on": on, "at": at}).all()
    return _person(found, token_hash)


def _person(rows: Sequence[Any], session_id: bytes) -> Person | None:
    if not rows:
        return None
    seats = tuple(
        Seat(Role(row.role), row.agency_id, AgencyKind(row.kind), row.short_name, row.commune_code)
        for row in rows
        if row.agency_id is not None
    )
    first = rows[0]
    return Person(id=first.id, name=first.name, username=first.username, seats=seats, session_id=session_id)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the door needs to know of an account."""

    id: uuid.UUID
    username: str
    name: str
    password_hash: str | None
    is_active: bool
    epoch: int


_CREDENTIALS = select(
    Account.id, Account.username, Account.name, Account.password_hash, Account.is_active, Account.epoch
)


def find_credentials(username: str) -> Credentials | None:
    """The account of a user name (already folded by `username_of`), or None."""
    row = db.session.execute(_CREDENTIALS.where(Account.username == username)).first()
    return Credentials(*row) if row else None


def find_credentials_by_id(account_id: uuid.UUID) -> Credentials | None:
    row = db.session.execute(_CREDENTIALS.where(Account.id == account_id)).first()
    return Credentials(*row) if row else None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One sign-in that is still open."""

    created_at: datetime
    expires_at: datetime
    ip: str
    user_agent: str
    is_mine: bool


def open_sessions(person: Person, at: datetime) -> list[OpenSession]:
    """The person's open sessions, newest first; the one of this request is marked."""
    rows = db.session.execute(
        select(LoginSession)
        .join(Account, (Account.id == LoginSession.account_id) & (Account.epoch == LoginSession.epoch))
        .where(LoginSession.account_id == person.id, LoginSession.ended_at.is_(None), LoginSession.expires_at > at)
        .order_by(LoginSession.created_at.desc())
    ).scalars()
    return [
        OpenSession(row.created_at, row.expires_at, row.ip, row.user_agent, row.token_hash == person.session_id)
        for row in rows
    ]
