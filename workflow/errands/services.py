"""Asking for long work, and calling it off. The work itself is done by the worker (`running`)."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from blinker import Namespace
from flask_babel import gettext as _
from sqlalchemy import event, insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.errands.kinds import KINDS
from workflow.errands.models import Errand, State
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id
from workflow.transactions import writing

ERRAND = Errand.__table__
OPEN = (State.WAITING.value, State.RUNNING.value)
MOST_OPEN = 5
"""So many errands of one person may wait or run at a time."""

_BEGUN = "an errand was begun"

errand_waits = Namespace().signal("errand-waits")
"""Sent after a commit that left long work. Whoever listens may hurry; the worker looks every minute anyway."""


def begin(kind: str, params: Mapping[str, Any], *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Ask for an errand; its id. The same that is still open is found instead of begun again.

    Raises Forbidden when it is not for this person, Refused when too much of theirs is open.
    """
    with writing() as session:
        return begin_within(session, kind, params, by=in_force(session, by, on), at=at)


def begin_within(session: Session, kind: str, params: Mapping[str, Any], *, by: Person, at: datetime) -> uuid.UUID:
    """The same inside the caller's transaction, for a person whose posts were read in it."""
    known = KINDS.get(kind)
    if known is None:
        raise NotFound
    if not known.may(by, params):
        raise Forbidden(Reason(_("Việc này không thuộc chức vụ của Ông/Bà.")))
    open_now = select(ERRAND.c.id, ERRAND.c.kind, ERRAND.c.params).where(
        ERRAND.c.asked_by == by.id, ERRAND.c.state.in_(OPEN)
    )
    rows = session.execute(open_now).all()
    for row in rows:
        if (row.kind, row.params) == (kind, dict(params)):
            return row.id  # type: ignore[no-any-return]
    if len(rows) >= MOST_OPEN:
        raise Refused(Reason(_("Ông/Bà đang có %(n)s việc chưa xong. Hãy đợi, hoặc dừng bớt một việc.", n=len(rows))))
    made = new_id()
    begun = {
        "id": made, "kind": kind, "params": dict(params), "asked_by": by.id, "asked_at": at,
        "state": State.WAITING.value, "attempt": 0, "done": 0, "total": 0, "said": "", "leads_to": "", "error": "",
        "file_name": "", "size": 0,
    }  # fmt: skip
    session.execute(insert(ERRAND), begun)
    session.info[_BEGUN] = True
    return made


def cancel(errand_id: uuid.UUID, *, by: Person, at: datetime) -> None:
    """Call an errand off. One that runs stops at its next step. Raises NotFound, Stale when it was over already."""
    with writing() as session:
        own = (ERRAND.c.id == errand_id) & (ERRAND.c.asked_by == by.id)
        if session.scalar(select(ERRAND.c.id).where(own)) is None:
            raise NotFound
        over = {"state": State.CANCELLED.value, "finished_at": at, "heartbeat_at": None}
        gone = session.connection().execute(update(ERRAND).where(own, ERRAND.c.state.in_(OPEN)).values(**over))
        if gone.rowcount != 1:
            raise Stale(Reason(_("Việc này đã kết thúc trước khi Ông/Bà dừng.")))


@event.listens_for(Session, "after_commit")
def _announce(session: Session) -> None:
    if session.info.pop(_BEGUN, False):
        errand_waits.send()
