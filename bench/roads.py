"""How a dossier came to where it stands: walks over the law's own table, with a day for each act."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from states.kernel import Procedure
from workflow.dossiers.deadlines import deadlines
from workflow.dossiers.journal import Line
from workflow.wall_clock import today

HANDED_IN = ("present", "submit")
RECEIVED = (*HANDED_IN, "receive")
APPRAISED = (*RECEIVED, "sign_off")
RECOMMENDED = (*APPRAISED, "recommend_recognition")
PROPOSED = (*RECOMMENDED, "propose")
AT_PROVINCE = (*PROPOSED, "present_decision")
SIGNED = (*AT_PROVINCE, "approve")
ISSUED = ("number", "issue", "deliver")

SPREAD: tuple[tuple[int, tuple[str, ...]], ...] = (
    (8, ()),
    (2, ("present",)),
    (2, HANDED_IN),
    (3, RECEIVED),
    (1, (*RECEIVED, "ask_supplement")),
    (4, APPRAISED),
    (2, RECOMMENDED),
    (2, PROPOSED),
    (2, AT_PROVINCE),
    (1, SIGNED),
    (46, (*SIGNED, *ISSUED)),
    (12, (*RECEIVED, "ask_supplement", "supplement", *SIGNED[3:], *ISSUED)),
    (8, (*AT_PROVINCE, "reject")),
    (5, (*HANDED_IN, "refuse")),
    (2, ("discard",)),
)
"""Of a hundred dossiers, how many came by which road."""

LONG = (
    *(("present", "return_to_officer") * 2), *RECEIVED, *(("ask_supplement", "supplement") * 2), "sign_off",
    *(("return_to_appraisal", "sign_off") * 9),
)  # fmt: skip
"""Thirty lines of journal besides the first one, ending where the department confirms criteria."""

RUNNING = (APPRAISED, (*RECEIVED, "ask_supplement", "supplement"), RECEIVED, PROPOSED)
"""Roads to where the clock runs."""


@dataclass
class Walk:
    """A dossier on its road."""

    procedure: Procedure
    stage: str = "draft"
    hold: str | None = None
    lines: list[Line] = field(default_factory=list)


def days_of(count: int, is_open: bool, chance: Random) -> Sequence[date]:
    """A day for each act, the last one near today for what is still open."""
    last = today() - timedelta(days=chance.randint(0, 9) if is_open else chance.randint(20, 380))
    gaps = [chance.randint(0, 3) for _ in range(count - 1)]
    return [last - timedelta(days=sum(gaps[number:])) for number in range(count)]


def due_days(walk: Walk, calendar: object) -> tuple[date | None, date | None]:
    """The legal and the stage's due day, as `take_step` would have stored them: a pause keeps the legal one."""
    found = deadlines(walk.procedure, walk.lines, calendar)  # type: ignore[arg-type]
    due_on = found.due_on
    if found.received_on and due_on is None:
        due_on = deadlines(walk.procedure, walk.lines[:-1], calendar).due_on  # type: ignore[arg-type]
    return due_on, found.stage_due_on
