"""How the office writes: one act, one transaction, begun as a write (docs/decisions/0003-writes.md).

SQLite's default BEGIN takes the write lock at the first INSERT, too late to wait for it; of 300 races 250 ended in an
instant error. `writing()` begins IMMEDIATE there, with the writers of this process queued in front of the file lock.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

from flask import has_request_context, request
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from workflow.extensions import db

_WRITING: ContextVar[bool] = ContextVar("writing", default=False)
_SQLITE_WRITERS = threading.Lock()
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class WriteOutsideTransaction(RuntimeError):
    """A statement tried to write without `writing()`, or during a GET. A mistake of ours, never of a person."""


@contextmanager
def writing() -> Iterator[Session]:
    """One write transaction. Commits at the end, rolls back whole on any exception. Not to be nested."""
    if _WRITING.get():
        raise WriteOutsideTransaction("writing() inside writing(): split the service")
    session = cast("Session", db.session())
    session.rollback()
    token = _WRITING.set(True)
    queue = _SQLITE_WRITERS if db.engine.dialect.name == "sqlite" else None
    if queue:
        queue.acquire()
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        _WRITING.reset(token)
        if queue:
            queue.release()


@contextmanager
def writing_beside() -> Iterator[Connection]:
    """A small write on a connection of its own, while the session goes on reading. Not inside `writing()`."""
    if _WRITING.get():
        raise WriteOutsideTransaction("writing_beside() inside writing()")
    token = _WRITING.set(True)
    queue = _SQLITE_WRITERS if db.engine.dialect.name == "sqlite" else None
    if queue:
        queue.acquire()
    try:
        with db.engine.begin() as connection:
            yield connection
    finally:
        _WRITING.reset(token)
        if queue:
            queue.release()


def is_writing() -> bool:
    return _WRITING.get()


def guard(engine: Engine) -> None:
    """Make one engine begin as declared, keep what it promised on disk, and refuse writes outside `writing()`."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "before_cursor_execute", _refuse_stray_writes)


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=8000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _WRITING.get() else "BEGIN")


def _refuse_stray_writes(
    connection: Connection, cursor: object, statement: str, parameters: object, context: object, executemany: bool
) -> None:
    if not has_request_context() or statement.lstrip()[:6].upper() not in {"INSERT", "UPDATE", "DELETE"}:
        return
    if request.method in _SAFE:
        raise WriteOutsideTransaction(f"{request.method} {request.path} tried to write: {statement[:60]}")
    if not _WRITING.get():
        raise WriteOutsideTransaction(f"a write outside writing(): {statement[:60]}")
