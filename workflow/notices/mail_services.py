"""What an administrator may do for mail that was given up."""

import uuid
from datetime import date

from sqlalchemy import update

from workflow.accounts.administrators import administering
from workflow.accounts.person import Person
from workflow.accounts.session_services import Visit
from workflow.audit.services import record
from workflow.errors import NotFound
from workflow.notices.models import Mail, MailState
from workflow.notices.services import announce_mail

MAIL = Mail.__table__


def try_again(mail_id: uuid.UUID | None, *, by: Person, on: date, visit: Visit) -> int:
    """Let a mail that was given up, or all of them (None), be tried anew from the first wait on. Returns how many.

    Raises Forbidden for somebody who does not administer, NotFound when the mail was not given up.
    """
    wanted = MAIL.c.state == MailState.GIVEN_UP.value
    if mail_id is not None:
        wanted &= MAIL.c.id == mail_id
    again = {"state": MailState.WAITING.value, "attempts": 0, "next_at": visit.at, "last_error": ""}
    with administering(by, on) as session:
        count: int = session.connection().execute(update(MAIL).where(wanted).values(again)).rowcount
        if mail_id is not None and not count:
            raise NotFound
        if count:
            record(session, "admin:mail:retried", at=visit.at, actor_id=by.id, ip=visit.ip, count=count)
            announce_mail(session)
    return count
