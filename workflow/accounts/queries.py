"""Who is who: the few readings that every request and every act make. Core statements, built once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from states.actors import AgencyKind, Role
from workflow.accounts.away_models import Delegation
from workflow.accounts.models import Account, Agency, LoginSession, PostHolding
from workflow.accounts.person import Person, Seat
from workflow.accounts.system import SYSTEM_USERNAME, system_seat
from workflow.extensions import IdType, UtcDateTime, db

_WHO, _HELD = Account.__table__, PostHolding.__table__
_OFFICE, _LOGIN = Agency.__table__, LoginSession.__table__
_ON = bindparam("on", type_=Date)
_LENT = Delegation.__table__
_LENDER = Account.__table__.alias("lender")
_LENT_NOW = and_(
    _LENT.c.to_id == _WHO.c.id, _LENT.c.ended_at.is_(None), _LENT.c.valid_from <= _ON, _LENT.c.valid_to >= _ON,
    exists().where(_LENDER.c.id == _LENT.c.given_by, _LENDER.c.is_active),
)  # fmt: skip
"""Posts of others that are lent to the person today; they last no longer than the post, or its holder's account."""
_IN_FORCE = and_(
    or_(_HELD.c.account_id == _WHO.c.id, _HELD.c.id.in_(select(_LENT.c.holding_id).where(_LENT_NOW).correlate(_WHO))),
    _HELD.c.ended_at.is_(None),
    _HELD.c.valid_from <= _ON,
    or_(_HELD.c.valid_to.is_(None), _HELD.c.valid_to >= _ON),
)
_IN_BEING = and_(
    _OFFICE.c.id == _HELD.c.agency_id,
    _OFFICE.c.valid_from <= _ON,
    or_(_OFFICE.c.valid_to.is_(None), _OFFICE.c.valid_to >= _ON),
)
_COLUMNS = (
    _WHO.c.id,
    _WHO.c.name,
    _WHO.c.username,
    _HELD.c.role,
    _OFFICE.c.id.label("agency_id"),
    _OFFICE.c.kind,
    _OFFICE.c.short_name,
    _OFFICE.c.commune_code,
    _HELD.c.account_id.label("holder_id"),
    select(_LENT.c.signs_as)
    .where(_LENT.c.holding_id == _HELD.c.id, _LENT_NOW)
    .correlate(_HELD, _WHO)
    .limit(1)
    .scalar_subquery()
    .label("signs_as"),
)


def _with_seats(start: Any) -> Any:
    held = start.outerjoin(_HELD, _IN_FORCE).outerjoin(_OFFICE, _IN_BEING)
    return (
        select(*_COLUMNS)
        .select_from(held)
        .where(_WHO.c.is_active)
        .order_by(_HELD.c.account_id != _WHO.c.id, _HELD.c.id)
    )


_SAME = and_(_LOGIN.c.account_id == _WHO.c.id, _LOGIN.c.epoch == _WHO.c.epoch)
_PERSON = _with_seats(_WHO).where(_WHO.c.id == bindparam("account_id", type_=IdType))
_SOMEBODY = bindparam("account_id", type_=IdType)
_LENDERS = select(_LENT.c.given_by).where(_LENT.c.to_id == _SOMEBODY, _LENT.c.ended_at.is_(None))
_STILL = select(_WHO.c.id).where(or_(_WHO.c.id == _SOMEBODY, _WHO.c.id.in_(_LENDERS))).order_by(_WHO.c.id)
_HELD_STILL, _CHANGING = _STILL.with_for_update(read=True), select(_WHO.c.id).where(_WHO.c.id == _SOMEBODY)
_OF_SESSION = _with_seats(_LOGIN.join(_WHO, _SAME)).where(
    _LOGIN.c.token_hash == bindparam("token_hash"),
    _LOGIN.c.ended_at.is_(None),
    _LOGIN.c.expires_at > bindparam("at", type_=UtcDateTime),
)


def person_in_force(session: Session, account_id: uuid.UUID, on: date) -> Person | None:
    """The person with the posts held on the day `on`, fresh from the database in one statement; None when not active.

    For use inside a write transaction: a right that was taken away before it began is not seen any more.
    """
    found = _person(session.connection().execute(_PERSON, {"account_id": account_id, "on": on}).all(), b"")
    return replace(found, seats=(system_seat(session),)) if found and found.username == SYSTEM_USERNAME else found


def hold_person_still(session: Session, account_id: uuid.UUID) -> None:
    """Nobody ends a post of this account or one lent to it, or the account, before the caller's transaction is over.

    Whoever does changes the account's row (its epoch, or whether it is active) and waits there. On SQLite a write
    transaction is alone anyway; on PostgreSQL 24 of 100 approvals were committed after the end of their post.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_HELD_STILL, {"account_id": account_id})


def wait_for_acts_of(session: Session, account_id: uuid.UUID) -> None:
    """Let acts under way of this account end before something it acts by is taken away."""
    session.connection().execute(_CHANGING.with_for_update(), {"account_id": account_id})


def person_of_session(token_hash: bytes, on: date, at: datetime) -> Person | None:
    """The person a session belongs to, with the posts held on `on`; None when the session is over at `at`."""
    found = db.session.connection().execute(_OF_SESSION, {"token_hash": token_hash, "on": on, "at": at}).all()
    return _person(found, token_hash)


def _person(rows: Sequence[Any], session_id: bytes) -> Person | None:
    if not rows:
        return None
    seats = tuple(
        Seat(
            Role(row.role),
            row.agency_id,
            AgencyKind(row.kind),
            row.short_name,
            row.commune_code,
            None if row.holder_id == row.id else row.holder_id,
            row.signs_as or "",
        )
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
