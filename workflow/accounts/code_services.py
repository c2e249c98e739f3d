"""One-time codes: the invitation that sets a first password, the code that helps who has forgotten theirs.

The administrator never chooses or learns a password. Codes are kept as keyed hashes, used once, and end by
themselves: an invitation after 7 days, a reset code after 30 minutes.
"""

import hashlib
import hmac
import re
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workflow.accounts import passwords, throttle
from workflow.accounts.models import Account, OneTimeCode
from workflow.accounts.names import username_of
from workflow.accounts.session_services import TooManyTries, Visit, set_password
from workflow.audit.services import record
from workflow.extensions import db
from workflow.transactions import writing

INVITE, RESET = "invite", "reset"
LIFE = {INVITE: timedelta(days=7), RESET: timedelta(minutes=30)}
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SLIPS = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose code this is."""

    account_id: uuid.UUID
    username: str
    name: str
    code_hash: bytes


def make_code(session: Session, purpose: str, account_id: uuid.UUID, made_by: uuid.UUID | None, at: datetime) -> str:
    """A new code for the account; older ones of the same purpose end. Returned once, never readable again.

    Runs inside the caller's transaction; the caller writes the journal.
    """
    older = (OneTimeCode.account_id == account_id) & (OneTimeCode.purpose == purpose) & OneTimeCode.used_at.is_(None)
    session.execute(update(OneTimeCode).where(older, OneTimeCode.expires_at > at).values(expires_at=at))
    code = secrets.token_urlsafe(32) if purpose == INVITE else _speakable()
    session.execute(
        insert(OneTimeCode).values(
            code_hash=_hashes(purpose, code)[0],
            purpose=purpose,
            account_id=account_id,
            made_by=made_by,
            made_at=at,
            expires_at=at + LIFE[purpose],
        )
    )
    return code


def find_invitation(code: str, at: datetime) -> Claim | None:
    """Whose invitation this is, while it may be used."""
    return _claim(INVITE, code, at)


def find_reset(username: str, code: str, visit: Visit) -> Claim | None:
    """The account that this name and this code open together.

    Raises TooManyTries: 5 tries in 15 minutes for one name.
    """
    username = username_of(username)
    limits = [(f"reset:person:{username}", 5, 900), (f"reset:address:{visit.ip}", 20, 900), ("reset:all", 500, 900)]
    if not throttle.allow_all(limits, visit.at):
        raise TooManyTries
    claim = _claim(RESET, re.sub(r"[\s\-]", "", code).upper().translate(_SLIPS), visit.at)
    if claim and hmac.compare_digest(claim.username.encode(), username.encode()):
        return claim
    with writing() as session:
        record(session, "account:reset:refused", at=visit.at, ip=visit.ip)
    return None


def use_code(claim: Claim, purpose: str, password: str, visit: Visit) -> bool:
    """Set the password and burn the code; every open session of the account ends. False when somebody was quicker.

    The caller has asked `passwords.problems_of` first.
    """
    kept = passwords.hash_password(password)
    with writing() as session:
        mine = (
            (OneTimeCode.code_hash == claim.code_hash)
            & OneTimeCode.used_at.is_(None)
            & (OneTimeCode.expires_at > visit.at)
        )
        burnt = session.execute(
            update(OneTimeCode).where(mine).values(used_at=visit.at).returning(OneTimeCode.account_id)
        )
        if burnt.first() is None:
            return False
        set_password(session, claim.account_id, kept)
        record(
            session,
            f"account:{purpose}:used",
            at=visit.at,
            actor_id=claim.account_id,
            subject=claim.account_id,
            ip=visit.ip,
        )
    return True


def _claim(purpose: str, code: str, at: datetime) -> Claim | None:
    row = db.session.execute(
        select(Account.id, Account.username, Account.name, OneTimeCode.code_hash)
        .join(Account, Account.id == OneTimeCode.account_id)
        .where(
            OneTimeCode.code_hash.in_(_hashes(purpose, code)),
            OneTimeCode.purpose == purpose,
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > at,
            Account.is_active,
        )
    ).first()
    return Claim(*row) if row else None


def _speakable() -> str:
    return "".join(secrets.choice(CROCKFORD) for _ in range(10))


def spaced(code: str) -> str:
    """A reset code as it is read out: two groups of five."""
    return f"{code[:5]}-{code[5:]}"


def _hashes(purpose: str, code: str) -> list[bytes]:
    keys = [current_app.config["SECRET_KEY"], *(current_app.config.get("SECRET_KEY_FALLBACKS") or ())]
    told = f"one-time:{purpose}:{code}".encode("utf-8", "surrogatepass")
    return [hmac.new(str(key).encode(), told, hashlib.sha256).digest() for key in keys]
