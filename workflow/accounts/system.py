"""The office's own hand: who acts when a day passes and nobody does. It has an account, and no way to sign in."""

import uuid
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from states.actors import SYSTEM, Role
from workflow.accounts.models import Account, Agency
from workflow.accounts.person import Person, Seat
from workflow.errors import NotFound
from workflow.extensions import new_id

SYSTEM_USERNAME = "*he-thong"
"""No person can be given this name, and the door does not know an account without a password."""

SYSTEM_NAME = "Hệ thống (việc theo lịch)"
_ACCOUNT = select(Account.id).where(Account.username == SYSTEM_USERNAME)
_OFFICE = (
    select(Agency.id, Agency.short_name)
    .where(Agency.kind == SYSTEM.agency.value, Agency.valid_to.is_(None))
    .order_by(Agency.valid_from)
    .limit(1)
)


def system_person(session: Session) -> Person:
    """The system as a person who acts. Raises NotFound before `flask init` has made it (`make_system_account`)."""
    account_id = session.execute(_ACCOUNT).scalar()
    if account_id is None:
        raise NotFound("the system has no account: run `flask init` first")
    return Person(account_id, SYSTEM_NAME, SYSTEM_USERNAME, (system_seat(session),))


def system_seat(session: Session) -> Seat:
    """Its post: at the department that keeps the dossiers, always in force. Raises NotFound when there is none."""
    office = session.execute(_OFFICE).one_or_none()
    if office is None:
        raise NotFound("there is no department: run `flask init` first")
    return Seat(Role.SYSTEM, office.id, SYSTEM.agency, office.short_name)


def make_system_account(session: Session, at: datetime) -> uuid.UUID:
    """The account, made when it is missing. Runs inside the caller's transaction."""
    found: uuid.UUID | None = session.execute(_ACCOUNT).scalar()
    if found is not None:
        return found
    made = new_id()
    row = {"id": made, "username": SYSTEM_USERNAME, "name": SYSTEM_NAME, "is_active": True, "epoch": 1}
    session.execute(insert(Account).values(row | {"created_at": at}))
    return made
