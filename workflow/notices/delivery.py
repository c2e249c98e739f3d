"""Sending mail that waits. A mail is claimed, sent, and marked when the server has taken it (its 250).

A crash between the last two sends one mail twice, with one Message-ID; no crash loses one.
"""

import email.errors
import logging
import re
import smtplib
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, select, update

from workflow.accounts.models import Account
from workflow.extensions import UtcDateTime
from workflow.notices.letters import letter
from workflow.notices.models import OPEN, Mail, MailState, Notice
from workflow.transactions import writing

MAIL, NOTICE, ACCOUNT = Mail.__table__, Notice.__table__, Account.__table__
BACK_OFF = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12),
)  # fmt: skip
"""How long to wait after the first, second, … try in vain. After one more the mail is given up."""

LEASE = timedelta(minutes=5)
"""How long a claimed mail belongs to whoever claimed it. Longer than the server may take to answer."""

SILENCE = 30.0
"""Seconds after which a silent mail server counts as gone."""

BATCH = 200
FAULTS = (smtplib.SMTPException, OSError, ValueError, LookupError, email.errors.MessageError)
"""What may go wrong with one mail: the server, the network, or an address that is none."""

_log = logging.getLogger(__name__)
_ADDRESS = re.compile(r"\S+@\S+")
_NEXT = (
    select(MAIL.c.id, MAIL.c.attempts, MAIL.c.next_at)
    .where(MAIL.c.state.in_([state.value for state in OPEN]), MAIL.c.next_at <= bindparam("now", type_=UtcDateTime))
    .order_by(MAIL.c.next_at, MAIL.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_CONTENT = (
    select(
        MAIL.c.id, MAIL.c.attempts, NOTICE.c.kind, NOTICE.c.facts, NOTICE.c.path, NOTICE.c.at,
        ACCOUNT.c.email.label("address"), ACCOUNT.c.is_active,
    )
    .join(NOTICE, NOTICE.c.id == MAIL.c.notice_id)
    .join(ACCOUNT, ACCOUNT.c.id == NOTICE.c.account_id)
)  # fmt: skip


@dataclass(slots=True)
class Delivered:
    """What one round of delivery came to."""

    sent: int = 0
    failed: int = 0


class _Unreachable(Exception):
    """There is no mail server to talk to. What was claimed has been put back; the rest waits untouched."""


def deliver(clock: Callable[[], datetime], most: int = BATCH) -> Delivered:
    """Send the mail that is due, at most `most`. `clock` gives the instant of each try.

    One connection for the round. When the server cannot be reached, one mail pays for it with a try and the others
    keep theirs. Does nothing without a mail server.
    """
    done, server = Delivered(), None
    if not current_app.config["SMTP_HOST"]:
        return done
    try:
        while done.sent + done.failed < most and (row := _claim(clock())) is not None:
            server = _send_one(row, server, clock, done)
    except _Unreachable:
        done.failed += 1
    finally:
        if server is not None:
            with suppress(*FAULTS):
                server.quit()
    return done


def _send_one(
    row: Any, server: smtplib.SMTP | None, clock: Callable[[], datetime], done: Delivered
) -> smtplib.SMTP | None:
    """Send one claimed mail and say what came of it. Returns the connection for the next one."""
    if not row.address or not row.is_active:
        _give_up(row, "không còn địa chỉ nhận")
        done.failed += 1
        return server
    try:
        server = server or _connect()
    except FAULTS as fault:
        _fail(row, fault, clock())
        raise _Unreachable from fault
    try:
        server.send_message(letter(row, clock()))
    except FAULTS as fault:
        _fail(row, fault, clock())
        done.failed += 1
        with suppress(*FAULTS):
            server.close()
        return None
    _mark(row.id, state=MailState.SENT.value, sent_at=clock(), last_error="")
    done.sent += 1
    return server


def _connect() -> smtplib.SMTP:
    config = current_app.config
    server = smtplib.SMTP(config["SMTP_HOST"], config["SMTP_PORT"], timeout=SILENCE)
    try:
        if config["SMTP_STARTTLS"]:
            import ssl

            server.starttls(context=ssl.create_default_context())
        if config["SMTP_USER"]:
            server.login(config["SMTP_USER"], config["SMTP_PASSWORD"])
    except FAULTS:
        server.close()
        raise
    return server


def _claim(at: datetime) -> Any:
    """The next mail that is due, counted as tried and out of reach of others for a while; None when there is none."""
    with writing() as session:
        found = session.execute(_NEXT, {"now": at}).one_or_none()
        if found is None:
            return None
        mine = (MAIL.c.id == found.id) & (MAIL.c.next_at == found.next_at)
        session.execute(update(MAIL).where(mine).values(attempts=MAIL.c.attempts + 1, next_at=at + LEASE))
        return session.execute(_CONTENT.where(MAIL.c.id == found.id)).one()


def _fail(row: Any, fault: BaseException, at: datetime) -> None:
    _log.warning("mail %s: try %s in vain (%s)", row.id, row.attempts, type(fault).__name__)
    if row.attempts > len(BACK_OFF):
        _give_up(row, _short(fault))
    else:
        wait = BACK_OFF[row.attempts - 1]
        _mark(row.id, state=MailState.FAILED.value, next_at=at + wait, last_error=_short(fault))


def _give_up(row: Any, why: str) -> None:
    _mark(row.id, state=MailState.GIVEN_UP.value, last_error=why)


def _short(fault: BaseException) -> str:
    """The fault in a line, without the address of anybody."""
    code, said = getattr(fault, "smtp_code", ""), getattr(fault, "smtp_error", None) or getattr(fault, "strerror", "")
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(fault.recipients.values()))
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said or "")
    return _ADDRESS.sub("…", " ".join(f"{type(fault).__name__} {code} {text}".split()))[:200]


def _mark(mail_id: uuid.UUID, **values: Any) -> None:
    with writing() as session:
        session.execute(update(MAIL).where(MAIL.c.id == mail_id).values(**values))
