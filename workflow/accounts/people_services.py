"""An administrator's acts on people. Each is one transaction, and one line of the journal."""

import uuid
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow.accounts.administrators import administering
from workflow.accounts.code_services import INVITE, LIFE, RESET, make_code
from workflow.accounts.models import Account
from workflow.accounts.names import is_username, username_of
from workflow.accounts.person import Person
from workflow.accounts.session_services import Visit, end_all_sessions
from workflow.accounts.system import SYSTEM_USERNAME
from workflow.audit.services import record
from workflow.errors import BadInput, NotFound
from workflow.extensions import new_id
from workflow.text import nfc


def create_account(
    session: Session, username: str, name: str, at: datetime, email: str | None = None, password_hash: str | None = None
) -> uuid.UUID:
    """Insert one account and return its id. Runs inside the caller's transaction; the caller writes the journal.

    Raises BadInput when the user name is not well formed or is taken (names are never given twice, not even after
    years).
    """
    username, name = username_of(username), nfc(name).strip()
    if not is_username(username):
        raise BadInput(_("Tên đăng nhập chỉ gồm chữ thường không dấu, số, dấu chấm, gạch ngang; ví dụ tran.thi.lan."))
    if session.execute(select(Account.id).where(Account.username == username)).first():
        raise BadInput(_("Tên đăng nhập %(name)s đã có người dùng; hãy chọn tên khác.", name=username))
    account_id = new_id()
    row = {
        "id": account_id,
        "username": username,
        "name": name,
        "email": email or None,
        "password_hash": password_hash,
        "is_active": True,
        "epoch": 1,
        "created_at": at,
    }
    session.execute(insert(Account).values(row))
    return account_id


def add_person(username: str, name: str, email: str, *, by: Person, on: date, visit: Visit) -> tuple[uuid.UUID, str]:
    """Add a person and make the invitation; returns the id and the code, which is shown once."""
    try:
        with administering(by, on) as session:
            account_id = create_account(session, username, name, visit.at, email)
            record(session, "admin:person:added", at=visit.at, actor_id=by.id, subject=account_id, ip=visit.ip)
            return account_id, _code(session, INVITE, account_id, by, visit)
    except IntegrityError:
        raise BadInput(_("Tên đăng nhập %(name)s đã có người dùng; hãy chọn tên khác.", name=username)) from None


def disable(account_id: uuid.UUID, *, by: Person, on: date, visit: Visit) -> None:
    """Close an account: every session ends now. Raises Refused for the last administrator."""
    with administering(by, on) as session:
        _get(session, account_id)
        session.execute(update(Account).where(Account.id == account_id).values(is_active=False))
        end_all_sessions(session, account_id)
        record(session, "admin:person:disabled", at=visit.at, actor_id=by.id, subject=account_id, ip=visit.ip)


def enable(account_id: uuid.UUID, *, by: Person, on: date, visit: Visit) -> None:
    """Open an account again. Sessions that ended stay ended."""
    with administering(by, on) as session:
        _get(session, account_id)
        session.execute(update(Account).where(Account.id == account_id).values(is_active=True))
        end_all_sessions(session, account_id)
        record(session, "admin:person:enabled", at=visit.at, actor_id=by.id, subject=account_id, ip=visit.ip)


def make_invitation(account_id: uuid.UUID, *, by: Person, on: date, visit: Visit) -> str:
    """A new invitation for a person who has not set a password yet. Raises BadInput otherwise."""
    with administering(by, on) as session:
        account = _get(session, account_id)
        if account.password_hash is not None or not account.is_active:
            raise BadInput(_("Người này đã đặt mật khẩu; hãy dùng mã đặt lại mật khẩu."))
        return _code(session, INVITE, account_id, by, visit)


def make_reset(account_id: uuid.UUID, *, by: Person, on: date, visit: Visit) -> str:
    """A code, good for 30 minutes, by which the person sets a new password. Their sessions go on until it is used."""
    with administering(by, on) as session:
        if not _get(session, account_id).is_active:
            raise BadInput(_("Tài khoản đang ngừng; hãy mở lại trước."))
        return _code(session, RESET, account_id, by, visit)


def _code(session: Session, purpose: str, account_id: uuid.UUID, by: Person, visit: Visit) -> str:
    code = make_code(session, purpose, account_id, by.id, visit.at)
    ends = visit.at + LIFE[purpose]
    record(
        session, f"admin:{purpose}:made", at=visit.at, actor_id=by.id, subject=account_id, ip=visit.ip, expires_at=ends
    )
    return code


def _get(session: Session, account_id: uuid.UUID) -> Account:
    account = session.get(Account, account_id, populate_existing=True)
    if account is None or account.username == SYSTEM_USERNAME:
        raise NotFound
    return account
