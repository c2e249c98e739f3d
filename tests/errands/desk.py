"""A kind of long work for tests, and a clock that is set by hand."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from states.actors import Role
from workflow.accounts.person import Person
from workflow.errands.kinds import KINDS, Context, Kind, Outcome
from workflow.errands.queries import get_errand
from workflow.errands.services import begin

ON = date(2026, 7, 1)
AT = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)


class Clock:
    """`clock()` is the instant it stands at; `clock.wait(seconds)` moves it."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@contextmanager
def kind(run: Callable[[Context], Outcome], code: str = "test") -> Iterator[None]:
    """A kind that officers of the department may ask for."""
    KINDS[code] = Kind(code, "Việc thử", run, lambda person, _params: person.holds(Role.DEPT_OFFICER))
    try:
        yield
    finally:
        del KINDS[code]


def write_file(ctx: Context) -> Outcome:
    """A file of three lines, with steps."""
    path = ctx.folder / "out.csv"
    for step in range(3):
        with path.open("a") as file:
            file.write(f"{step}\n")
        ctx.progress(step + 1, 3)
    return Outcome(path, "Danh sách.csv", said="Ba dòng.")


def ask(person: Person, **params: Any) -> uuid.UUID:
    return begin("test", params, by=person, on=ON, at=AT)


def state_of(errand_id: uuid.UUID, person: Person) -> str:
    return str(get_errand(errand_id, person).state)
