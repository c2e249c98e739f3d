"""One attempt at an errand: the context of its function, and the only hand that writes how it goes."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from workflow.accounts.person import Person
from workflow.errands.kinds import Outcome
from workflow.errands.models import Errand, State
from workflow.papers.storage import Stored
from workflow.transactions import is_writing, writing, writing_beside
from workflow.wall_clock import HANOI

ERRAND = Errand.__table__
KEPT = timedelta(days=7)
"""How long the file of a result can be taken."""

OFTEN = timedelta(seconds=1)
"""Signs of life are written no more often."""


class Stopped(Exception):
    """The errand was called off, or another worker has taken it up. Nothing more may be written for it."""


class Attempt:
    """See `kinds.Context`. `person` is set before the function runs."""

    person: Person

    def __init__(self, row: Any, folder: Path, clock: Callable[[], datetime]) -> None:
        self.id: uuid.UUID = row.id
        self.params: Mapping[str, Any] = row.params
        self.folder, self.clock = folder, clock
        self.at = clock()
        self.on = self.at.astimezone(HANOI).date()
        self.is_complete = False
        self._told_at = self.at - OFTEN
        self._mine = update(ERRAND).where(
            ERRAND.c.id == row.id, ERRAND.c.attempt == row.attempt, ERRAND.c.state == State.RUNNING.value
        )

    def progress(self, done: int, total: int) -> None:
        """Say how far it is. Raises Stopped when the errand was called off or taken over meanwhile."""
        at = self.clock()
        if is_writing() or (at - self._told_at < OFTEN and done < total):
            return
        self._told_at = at
        steps = {"done": max(0, min(done, total)), "total": max(0, total), "heartbeat_at": at}
        with writing_beside() as connection:
            if connection.execute(self._mine.values(**steps)).rowcount != 1:
                raise Stopped

    def complete(self, session: Session, outcome: Outcome) -> None:
        """End it in the caller's transaction. Raises Stopped: then the caller's transaction is rolled back too."""
        self.end(session, outcome, None)
        self.is_complete = True

    def end(self, session: Session, outcome: Outcome, stored: Stored | None) -> None:
        """It is done; its file is in the store already."""
        at = self.clock()
        kept: dict[str, Any] = {
            "state": State.DONE.value, "finished_at": at, "heartbeat_at": None, "said": outcome.said[:500],
            "leads_to": outcome.leads_to,
        }  # fmt: skip
        if stored:
            kept |= {"digest": stored.digest, "size": stored.size, "file_name": outcome.name, "kept_until": at + KEPT}
        if session.connection().execute(self._mine.values(**kept)).rowcount != 1:
            raise Stopped

    def fail(self, why: str) -> None:
        """It cannot be done, for a reason that its owner reads."""
        over = {"state": State.FAILED.value, "error": why[:1000], "finished_at": self.clock(), "heartbeat_at": None}
        with writing() as session:
            session.connection().execute(self._mine.values(**over))
