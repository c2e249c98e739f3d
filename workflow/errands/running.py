"""Doing long work: take it up, run it, keep what came of it.

An errand is taken up by a compare-and-set on its attempt. A worker that dies leaves it with an old sign of life; it is
taken up again, and after three attempts given up. Whatever an overtaken attempt still writes finds no row.
"""

import logging
import tempfile
import threading
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select, update

from states.kernel import Reason, Refused
from workflow.accounts.queries import person_in_force
from workflow.errands.attempt import Attempt, Stopped
from workflow.errands.kinds import KINDS, Outcome
from workflow.errands.models import Errand, State
from workflow.errands.results import results
from workflow.errors import BadInput
from workflow.extensions import db
from workflow.notices.services import tell
from workflow.transactions import writing
from workflow.wall_clock import HANOI

ERRAND = Errand.__table__
SILENT = timedelta(minutes=2)
"""Without a sign of life for so long, whoever ran an errand is gone."""

MOST_ATTEMPTS = 3
_ONE_AT_A_TIME = threading.Lock()
_log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


def run_waiting(clock: Clock) -> int:
    """Run what waits or was left lying, the oldest first, one after the other. Returns how many were run.

    While another thread of this process does the same, there is nothing to do.
    """
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        return 0
    try:
        count = 0
        while row := _take(clock()):
            _run(row, clock)
            count += 1
        return count
    finally:
        _ONE_AT_A_TIME.release()


def _take(at: datetime) -> Any:
    """The next errand, taken up; None when there is none. What was taken up too often is given up."""
    left = and_(ERRAND.c.state == State.RUNNING.value, ERRAND.c.heartbeat_at < at - SILENT)
    wanted = select(ERRAND).where(or_(ERRAND.c.state == State.WAITING.value, left)).order_by(ERRAND.c.asked_at)
    while True:
        with writing() as session:
            row = session.execute(wanted.limit(1).with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            mine = update(ERRAND).where(ERRAND.c.id == row.id)
            if row.attempt < MOST_ATTEMPTS:
                taken: dict[str, Any] = {
                    "state": State.RUNNING.value, "attempt": row.attempt + 1, "heartbeat_at": at, "done": 0, "total": 0,
                }  # fmt: skip
                session.execute(mine.values(**taken, started_at=row.started_at or at))
                return session.execute(select(ERRAND).where(ERRAND.c.id == row.id)).one()
            why = _("Máy chủ đã dừng giữa chừng %(n)s lần. Hãy báo người quản trị.", n=row.attempt)
            session.execute(mine.values(state=State.FAILED.value, error=why, finished_at=at, heartbeat_at=None))


def _run(row: Any, clock: Clock) -> None:
    with tempfile.TemporaryDirectory(prefix="errand-") as folder:
        attempt = Attempt(row, Path(folder), clock)
        try:
            _do(row, attempt, clock)
        except Stopped:
            _log.info("errand %s was called off or taken over", row.id)
        except (Refused, BadInput) as refusal:
            attempt.fail(_told(refusal))
        except Exception:  # noqa: BLE001 - one errand's mistake must not keep the others from being run
            _log.exception("errand %s (%s) failed", row.id, row.kind)
            attempt.fail(_("Có lỗi ngoài ý muốn; lỗi đã được ghi lại. Chưa có gì bị thay đổi. Hãy làm lại sau."))
        finally:
            db.session.rollback()


def _do(row: Any, attempt: Attempt, clock: Clock) -> None:
    kind, at = KINDS.get(row.kind), clock()
    person = person_in_force(db.session(), row.asked_by, at.astimezone(HANOI).date())
    if kind is None or person is None or not kind.may(person, row.params):
        raise Refused(Reason(_("Ông/Bà không còn chức vụ được làm việc này.")))
    attempt.person = person
    outcome = kind.run(attempt)
    db.session.rollback()
    if attempt.is_complete:
        return
    stored = None
    if outcome.file is not None:
        with outcome.file.open("rb") as stream:
            stored = results().put(stream, limit=2**40)
    with writing() as session:
        attempt.end(session, outcome, stored)
        _tell(session, row, outcome, clock())


def _tell(session: Any, row: Any, outcome: Outcome, at: datetime) -> None:
    if outcome.file is not None:
        tell(session, "errand:done", to=[row.asked_by], at=at, path=f"/work/{row.id}", once=once(row.id))


def once(errand_id: uuid.UUID) -> str:
    return f"errand:{errand_id}"


def _told(refusal: Refused | BadInput) -> str:
    reasons = refusal.reasons if isinstance(refusal, Refused) else ()
    return " ".join(reason.text for reason in reasons) or str(refusal) or _("Việc này không làm được.")
