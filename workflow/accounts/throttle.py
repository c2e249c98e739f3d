"""How often something may be tried. The counters live in the database, one set for all workers.

    if not allow(f"lookup:address:{ip}", limit=30, window_seconds=300, at=now()):
        return error_page(429)

`allow` counts the try and answers whether it was within the limit. It *fails closed*: when the database does not
answer, the answer is no. It writes, in a transaction of its own (or in the caller's, when one is open), so it belongs
in a POST. Windows are fixed (a burst across the edge of two windows may reach twice the limit). `give_back` returns a
try that turned out to be honest, so that an office behind one address is not locked out by its own colleagues.
"""

import hashlib
import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Insert, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from workflow.accounts.models import Throttle
from workflow.extensions import db
from workflow.transactions import is_writing, writing

Limit = tuple[str, int, int]
"""(bucket, how many, seconds)"""

KEPT = timedelta(days=2)
_log = logging.getLogger(__name__)


def allow(bucket: str, limit: int, window_seconds: int, at: datetime) -> bool:
    """Count one try in `bucket` and say whether it is among the first `limit` of its window."""
    return allow_all([(bucket, limit, window_seconds)], at)


def allow_all(limits: Iterable[Limit], at: datetime) -> bool:
    """Count one try in every bucket and say whether all of them still had room."""
    try:
        if is_writing():
            return _count(db.session(), list(limits), at)
        with writing() as session:
            return _count(session, list(limits), at)
    except SQLAlchemyError:
        _log.exception("the counter of tries did not answer: the try is refused")
        return False


def give_back(limits: Iterable[Limit], at: datetime) -> None:
    """Take one try back from every bucket. Runs inside the caller's transaction."""
    for bucket, _limit, seconds in limits:
        mine = (Throttle.bucket == _name(bucket)) & (Throttle.window_start == _window(at, seconds))
        db.session.execute(update(Throttle).where(mine, Throttle.count > 0).values(count=Throttle.count - 1))


def _count(session: Session, limits: list[Limit], at: datetime) -> bool:
    counted = {}
    for bucket, _limit, seconds in sorted(limits):
        counted[bucket] = session.execute(_one_more(session, bucket, _window(at, seconds))).scalar_one()
    if 1 in counted.values():
        session.execute(delete(Throttle).where(Throttle.window_start < at - KEPT))
    return all(counted[bucket] <= limit for bucket, limit, _seconds in limits)


def _one_more(session: Session, bucket: str, window: datetime) -> Insert:
    values = {"bucket": _name(bucket), "window_start": window, "count": 1}
    if session.get_bind().dialect.name == "postgresql":
        on_postgresql = postgresql.insert(Throttle).values(values)
        return on_postgresql.on_conflict_do_update(
            index_elements=["bucket", "window_start"], set_={"count": Throttle.count + 1}
        ).returning(Throttle.count)
    on_sqlite = sqlite.insert(Throttle).values(values)
    return on_sqlite.on_conflict_do_update(
        index_elements=["bucket", "window_start"], set_={"count": Throttle.count + 1}
    ).returning(Throttle.count)


def _window(at: datetime, seconds: int) -> datetime:
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)


def _name(bucket: str) -> str:
    return hashlib.sha256(bucket.encode("utf-8", "surrogatepass")).hexdigest()
