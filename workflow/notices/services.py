"""Telling people what happened: rows in the transaction of the act. Nothing leaves before the commit."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from blinker import Namespace
from flask import current_app
from sqlalchemy import bindparam, event, insert, select, update
from sqlalchemy.orm import Session

from workflow.accounts.models import Account
from workflow.errors import NotFound
from workflow.extensions import IdType, UtcDateTime, new_id
from workflow.notices.kinds import KINDS
from workflow.notices.models import Mail, MailState, Notice
from workflow.transactions import writing

NOTICE, MAIL, ACCOUNT = Notice.__table__, Mail.__table__, Account.__table__
LONGEST_FACT = 200
_POSTED = "a mail was posted"

mail_waits = Namespace().signal("mail-waits")
"""Sent after a commit that left mail to send. Whoever listens may hurry; the worker looks every minute anyway."""

_TOLD = select(NOTICE.c.account_id).where(
    NOTICE.c.once == bindparam("once"), NOTICE.c.account_id.in_(bindparam("accounts", expanding=True, type_=IdType))
)
_REACHABLE = select(ACCOUNT.c.id).where(
    ACCOUNT.c.id.in_(bindparam("accounts", expanding=True, type_=IdType)),
    ACCOUNT.c.is_active,
    ACCOUNT.c.email.is_not(None),
)
_NOTICE, _MAIL = insert(NOTICE), insert(MAIL)
_READ = (
    update(NOTICE)
    .where(NOTICE.c.account_id == bindparam("reader", type_=IdType), NOTICE.c.read_at.is_(None))
    .values(read_at=bindparam("now", type_=UtcDateTime))
)

_PATH = select(NOTICE.c.path).where(
    NOTICE.c.account_id == bindparam("reader", type_=IdType), NOTICE.c.id == bindparam("notice_id", type_=IdType)
)


def tell(
    session: Session, kind: str, /, *, to: Iterable[uuid.UUID], at: datetime, dossier_id: uuid.UUID | None = None,
    path: str = "", once: str = "", **facts: Any,
) -> int:  # fmt: skip
    """Tell these accounts, in the caller's transaction, and return how many were told.

    The link leads to `path`, or to the dossier. With `once` (at most 160 characters, e.g. "late:<dossier>:<entry>") an
    account that was told the same before is left out. A mail waits for everybody who has an address, when the office
    has a mail server. Raises ValueError for a kind or a fact that `notices.kinds` does not name.
    """
    known = KINDS.get(kind)
    if known is None or not known.facts.issuperset(facts):
        raise ValueError(f"nobody can be told {kind} with {sorted(facts)}")
    readers = list(dict.fromkeys(to))
    if readers and once:
        told = set(session.connection().execute(_TOLD, {"once": once, "accounts": readers}).scalars())
        readers = [reader for reader in readers if reader not in told]
    if not readers:
        return 0
    row: dict[str, Any] = {
        "kind": kind, "dossier_id": dossier_id, "path": path or _address(dossier_id), "once": once or None, "at": at,
        "facts": _plain(facts),
    }  # fmt: skip
    rows = [row | {"id": new_id(), "account_id": reader} for reader in readers]
    session.connection().execute(_NOTICE, rows)
    _post(session, {row["account_id"]: row["id"] for row in rows}, at)
    return len(rows)


def _post(session: Session, notices: Mapping[uuid.UUID, uuid.UUID], at: datetime) -> None:
    """A mail for each account that has an address. Without a mail server the list of notices is all there is."""
    if not current_app.config["SMTP_HOST"]:
        return
    reachable = session.connection().execute(_REACHABLE, {"accounts": list(notices)}).scalars().all()
    if not reachable:
        return
    waiting = {"state": MailState.WAITING.value, "attempts": 0, "next_at": at, "last_error": ""}
    session.connection().execute(_MAIL, [waiting | {"id": new_id(), "notice_id": notices[one]} for one in reachable])
    announce_mail(session)


def announce_mail(session: Session) -> None:
    """Let `mail_waits` be sent after the commit of this transaction."""
    session.info[_POSTED] = True


@event.listens_for(Session, "after_commit")
def _announce(session: Session) -> None:
    if session.info.pop(_POSTED, False):
        mail_waits.send()


def _address(dossier_id: uuid.UUID | None) -> str:
    return f"/dossiers/{dossier_id}" if dossier_id else "/notices"


def _plain(facts: Mapping[str, Any]) -> dict[str, str | int | None]:
    """Facts as they are kept: days as people write them, text on one line."""
    return {name: _word(value) for name, value in facts.items()}


def _word(value: Any) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return " ".join(str(value).split())[:LONGEST_FACT]


def mark_read(reader: uuid.UUID, at: datetime) -> int:
    """Everything this account was told is read now. Returns how much was unread."""
    with writing() as session:
        return int(session.connection().execute(_READ, {"reader": reader, "now": at}).rowcount)


def read_one(reader: uuid.UUID, at: datetime, notice_id: uuid.UUID) -> str:
    """One notice of this account is read now, if it was not before. Returns what it leads to. Raises NotFound."""
    with writing() as session:
        path = session.execute(_PATH, {"reader": reader, "notice_id": notice_id}).scalar()
        if path is None:
            raise NotFound
        session.connection().execute(_READ.where(NOTICE.c.id == notice_id), {"reader": reader, "now": at})
        return str(path)
