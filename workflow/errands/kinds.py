"""The kinds of long work. A room declares its own in a module `errands.py`; `ERRANDS` of the application names them."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from workflow.accounts.person import Person


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an errand: a file (in the errand's folder) under a name people see, a sentence, a page to go to."""

    file: Path | None = None
    name: str = ""
    said: str = ""
    leads_to: str = ""


class Context(Protocol):
    """What the function of a kind is given."""

    id: uuid.UUID
    params: Mapping[str, Any]
    person: Person
    on: date
    at: datetime
    folder: Path

    def progress(self, done: int, total: int) -> None:
        """Say how far it is, at least once a minute, and outside `writing()`. Raises Stopped when it was cancelled."""

    def complete(self, session: Session, outcome: Outcome) -> None:
        """End the errand in the caller's transaction, so that what was written counts once. Raises Stopped."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `title` is shown to its owner, `may` is asked when it begins, when it runs and when its file is taken.

    `run` reads `ctx.params` and gives the outcome. It may run again after a crash: what it writes, it writes together
    with `ctx.complete` in one transaction.
    """

    code: str
    title: str
    run: Callable[[Context], Outcome]
    may: Callable[[Person, Mapping[str, Any]], bool]


KINDS: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    """Make a kind known. Declaring it again replaces it."""
    KINDS[kind.code] = kind
    return kind
