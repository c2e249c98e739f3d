"""Coming in and going out: sign-in, sign-out, ending sessions, changing one's password."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from workflow.accounts import passwords, queries, sessions, throttle
from workflow.accounts.models import Account, LoginSession
from workflow.accounts.names import username_of
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.transactions import writing

FIVE_MINUTES = 300


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a request comes from, and when."""

    at: datetime
    ip: str = ""
    user_agent: str = ""
    token: str = ""
    """The token of the sign-in this browser had before, if any."""


class TooManyTries(Exception):
    """The limit of tries is reached, or could not be checked."""


def limits_of(username: str, ip: str) -> list[throttle.Limit]:
    """Failed tries allowed: 10 in 5 minutes for one name and for one address, 1,000 for the whole site."""
    return [
        (f"sign-in:person:{username}", 10, FIVE_MINUTES),
        (f"sign-in:address:{ip}", 10, FIVE_MINUTES),
        ("sign-in:all", 1000, FIVE_MINUTES),
    ]


def sign_in(username: str, password: str, visit: Visit) -> tuple[str, uuid.UUID] | None:
    """A new session token and whose it is, or None when name and password do not fit.

    The same work is done and the same answer given for an unknown name, a disabled account and a wrong password. The
    try is counted before the password is checked and given back after success. Raises TooManyTries.
    """
    username = username_of(username)
    limits = limits_of(username, visit.ip)
    if not throttle.allow_all(limits, visit.at):
        raise TooManyTries
    known = queries.find_credentials(username)
    fits = passwords.verify(known.password_hash if known else None, password)
    with writing() as session:
        if not fits or known is None or not known.is_active:
            record(session, "account:session:refused", at=visit.at, subject=known.id if known else "", ip=visit.ip)
            return None
        throttle.give_back(limits, visit.at)
        if known.password_hash and passwords.needs_new_hash(known.password_hash):
            _renew_hash(session, known, password)
        end_token(session, visit.token, visit.at)
        token = open_session(session, known.id, visit)
        record(session, "account:session:opened", at=visit.at, actor_id=known.id, subject=known.id, ip=visit.ip)
    return token, known.id


def _renew_hash(session: Session, known: queries.Credentials, password: str) -> None:
    same = (Account.id == known.id) & (Account.password_hash == known.password_hash)
    session.execute(update(Account).where(same).values(password_hash=passwords.hash_password(password)))


def open_session(session: Session, account_id: uuid.UUID, visit: Visit) -> str:
    """Open a session under a fresh token and return the token. Runs inside the caller's transaction."""
    token = sessions.new_token()
    epoch = session.query(Account.epoch).filter_by(id=account_id).scalar()
    session.execute(
        insert(LoginSession).values(
            token_hash=sessions.hash_of(token),
            account_id=account_id,
            epoch=epoch,
            created_at=visit.at,
            expires_at=sessions.absolute_end(visit.at),
            ip=visit.ip[:45],
            user_agent=visit.user_agent[:200],
        )
    )
    return token


def end_token(session: Session, token: str, at: datetime) -> None:
    """End the session of one token, if it is open. Runs inside the caller's transaction."""
    if token:
        mine = (LoginSession.token_hash == sessions.hash_of(token)) & LoginSession.ended_at.is_(None)
        session.execute(update(LoginSession).where(mine).values(ended_at=at))


def sign_out(person: Person, visit: Visit) -> None:
    """End the session of this request: its cookie is worth nothing from now on, wherever it was copied to."""
    with writing() as session:
        mine = LoginSession.token_hash == person.session_id
        session.execute(update(LoginSession).where(mine).values(ended_at=visit.at))
        record(session, "account:session:ended", at=visit.at, actor_id=person.id, subject=person.id, ip=visit.ip)


def end_other_sessions(person: Person, visit: Visit) -> int:
    """End every session of the person but the one of this request; says how many."""
    with writing() as session:
        others = (
            (LoginSession.account_id == person.id)
            & (LoginSession.token_hash != person.session_id)
            & LoginSession.ended_at.is_(None)
        )
        ended = session.execute(
            update(LoginSession).where(others).values(ended_at=visit.at).returning(LoginSession.epoch)
        )
        count = len(ended.all())
        record(
            session,
            "account:session:others_ended",
            at=visit.at,
            actor_id=person.id,
            subject=person.id,
            ip=visit.ip,
            count=count,
        )
    return count


def end_all_sessions(session: Session, account_id: uuid.UUID) -> None:
    """Every open session of the account ends now. Runs inside the caller's transaction."""
    session.execute(update(Account).where(Account.id == account_id).values(epoch=Account.epoch + 1))


def change_password(person: Person, current: str, new: str, visit: Visit) -> str | None:
    """Change one's own password: every session ends and a new one is opened, whose token is returned.

    None when the current password is wrong. Raises TooManyTries after 10 wrong ones in 5 minutes. The caller has
    asked `passwords.problems_of` first.
    """
    limits = [(f"password:person:{person.id}", 10, FIVE_MINUTES)]
    if not throttle.allow_all(limits, visit.at):
        raise TooManyTries
    known = queries.find_credentials_by_id(person.id)
    fits = known is not None and passwords.verify(known.password_hash, current)
    kept = passwords.hash_password(new) if fits else ""
    with writing() as session:
        if known is None or not fits:
            record(session, "account:password:refused", at=visit.at, actor_id=person.id, subject=person.id, ip=visit.ip)
            return None
        throttle.give_back(limits, visit.at)
        set_password(session, person.id, kept)
        record(session, "account:password:changed", at=visit.at, actor_id=person.id, subject=person.id, ip=visit.ip)
        return open_session(session, person.id, visit)


def set_password(session: Session, account_id: uuid.UUID, kept: str) -> None:
    """Keep a new password hash and end every session. Runs inside the caller's transaction."""
    session.execute(update(Account).where(Account.id == account_id).values(password_hash=kept))
    end_all_sessions(session, account_id)
