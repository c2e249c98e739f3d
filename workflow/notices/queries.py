"""Reading notices: a person's own list, and for administrators the mail that waits."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, select

from workflow.accounts.models import Account
from workflow.extensions import IdType, db
from workflow.notices.kinds import words
from workflow.notices.models import Mail, MailState, Notice

NOTICE, MAIL, ACCOUNT = Notice.__table__, Mail.__table__, Account.__table__
PAGE = 50

UNREAD = (
    select(func.count())
    .select_from(NOTICE)
    .where(NOTICE.c.account_id == bindparam("reader", type_=IdType), NOTICE.c.read_at.is_(None))
    .scalar_subquery()
)
"""How many notices the account `reader` has not read: a column for whoever asks for more in the same statement."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice as its reader sees it."""

    id: uuid.UUID
    subject: str
    text: str
    path: str
    at: datetime
    is_read: bool


def notices_of(reader: uuid.UUID, before: uuid.UUID | None = None) -> tuple[list[NoticeLine], uuid.UUID | None]:
    """The newest notices of an account before the notice `before`, and where the next page begins (None at the end)."""
    asked = select(NOTICE).where(NOTICE.c.account_id == reader).order_by(NOTICE.c.id.desc()).limit(PAGE + 1)
    if before is not None:
        asked = asked.where(NOTICE.c.id < before)
    rows = db.session.execute(asked).all()
    lines = [_line(row) for row in rows[:PAGE]]
    return lines, lines[-1].id if len(rows) > PAGE else None


def _line(row: Any) -> NoticeLine:
    return NoticeLine(row.id, *words(row.kind, row.facts), row.path, row.at, row.read_at is not None)


class MailLine(NamedTuple):
    """One mail as an administrator sees it: what kind, not what about; to whom, not where."""

    id: uuid.UUID
    kind: str
    reader: str
    address: str
    told_at: datetime
    state: MailState
    attempts: int
    next_at: datetime
    last_error: str
    sent_at: datetime | None


_STATES = select(MAIL.c.state, func.count()).group_by(MAIL.c.state)
_ORDER = case({"given_up": 0, "failed": 1, "waiting": 2}, value=MAIL.c.state, else_=3)
_LINES = (
    select(
        MAIL.c.id, NOTICE.c.kind, ACCOUNT.c.name, ACCOUNT.c.email, NOTICE.c.at, MAIL.c.state, MAIL.c.attempts,
        MAIL.c.next_at, MAIL.c.last_error, MAIL.c.sent_at,
    )
    .join(NOTICE, NOTICE.c.id == MAIL.c.notice_id)
    .join(ACCOUNT, ACCOUNT.c.id == NOTICE.c.account_id)
    .order_by(_ORDER, MAIL.c.id.desc())
    .limit(PAGE)
)  # fmt: skip


def mail_counts() -> Mapping[MailState, int]:
    """How many mails stand in each state."""
    found = {MailState(state): count for state, count in db.session.execute(_STATES)}
    return {state: found.get(state, 0) for state in MailState}


def mail_lines(state: MailState | None = None) -> list[MailLine]:
    """The newest mails of a state; without one, those in trouble first."""
    asked = _LINES if state is None else _LINES.where(MAIL.c.state == state.value)
    return [_mail_line(row) for row in db.session.execute(asked)]


def _mail_line(row: Any) -> MailLine:
    values = row._asdict() | {"email": masked(row.email or ""), "state": MailState(row.state)}
    return MailLine(*values.values())


def masked(address: str) -> str:
    """An address by which its owner recognises it and nobody else can write to it: "tr…@laocai.gov.vn"."""
    name, at, host = address.partition("@")
    return f"{name[:2]}…@{host}" if at else ""
