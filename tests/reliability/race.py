"""Two or more people at one dossier at the same instant: each in a thread with a connection of their own."""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import update

from states.kernel import MovedOn
from tests.people import Someone
from tests.story import Story
from workflow.accounts.person import Person
from workflow.dossiers.models import Dossier
from workflow.dossiers.services import take_step
from workflow.errors import Stale
from workflow.extensions import db
from workflow.transactions import writing
from workflow.wall_clock import now, today

DOSSIER = Dossier.__table__
WON, LATE = "won", "late"


@dataclass(frozen=True)
class Try:
    """A step that somebody is about to take, with the page they have open."""

    dossier_id: uuid.UUID
    action: str
    by: Person
    seen_version: int
    token: str = field(default_factory=lambda: uuid.uuid4().hex)
    inputs: Mapping[str, str] = field(default_factory=dict)

    def take(self) -> str:
        """Take the step; what became of it, in a word."""
        try:
            taken = take_step(
                self.dossier_id, self.action, by=self.by, on=today(), at=now(), seen_version=self.seen_version,
                token=self.token, inputs=self.inputs,
            )  # fmt: skip
        except (Stale, MovedOn):
            return LATE
        except Exception as mishap:  # noqa: BLE001 - whatever else happens is the finding
            return f"{type(mishap).__name__}: {mishap}"
        return f"again {taken.entry_number}" if taken.again else WON


class Crowd:
    """Threads that wait for each other before every act, so that they act at once."""

    def __init__(self, app: Flask, size: int) -> None:
        self.app, self._gate, self._over = app, threading.Barrier(size + 1), False
        self._jobs: list[Callable[[], str]] = []
        self._said = [""] * size
        self._threads = [threading.Thread(target=self._work, args=(place,), daemon=True) for place in range(size)]
        for thread in self._threads:
            thread.start()

    def _work(self, place: int) -> None:
        with self.app.app_context():
            while True:
                self._gate.wait()
                if self._over:
                    db.session.remove()
                    return
                self._said[place] = self._jobs[place]()
                self._gate.wait()

    def at_once(self, jobs: Sequence[Callable[[], str]]) -> list[str]:
        """Do these together, one by each; what each says became of it."""
        self._jobs = list(jobs)
        self._gate.wait()
        self._gate.wait()
        return list(self._said)

    def disperse(self) -> None:
        self._over = True
        self._gate.wait()
        for thread in self._threads:
            thread.join()


@contextmanager
def crowd(app: Flask, size: int) -> Iterator[Crowd]:
    """So many threads, gone at the end."""
    gathered = Crowd(app, size)
    yield gathered
    gathered.disperse()


def set_back(story: Story, place: Any) -> int:
    """Put a dossier back where `place` (an earlier row of it) says, as if the step had not been; its version."""
    kept = {name: getattr(place, name) for name in ("stage", "hold", "is_open", "waiting_agency_id", "stage_due_on")}
    with story.app.app_context(), writing() as session:
        return session.scalars(
            update(DOSSIER).where(DOSSIER.c.id == story.id).values(kept).returning(DOSSIER.c.version)
        ).one()


Doing = tuple[str, Someone, Mapping[str, str]]


def races(story: Story, times: int, first: Doing, second: Doing) -> Counter[tuple[str, ...]]:
    """How `times` meetings of two acts at the dossier's present place ended: the two outcomes, sorted."""
    place, ended = story.row, Counter[tuple[str, ...]]()
    doings = [(action, story.people.person(someone), inputs) for action, someone, inputs in (first, second)]
    with crowd(story.app, 2) as two:
        for _race in range(times):
            seen = set_back(story, place)
            tries = [Try(story.id, action, by, seen, inputs=inputs) for action, by, inputs in doings]
            ended[tuple(sorted(two.at_once([attempt.take for attempt in tries])))] += 1
    return ended
