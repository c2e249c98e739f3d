"""An oracle for every date of a dossier: one day after another, by the words of the law, from the journal alone.

It shares no code with `states.clock` and `workflow.dossiers.deadlines`. It is slow, and easy to believe: a day counts
when it is worked and, at its end, no clock stood.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from states.kernel import Procedure

Worked = Callable[[date], bool]
PAUSING = frozenset({"ask_supplement"})
"""Holds under which the clock stands."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reading:
    """What the dates should be; None where no clock runs."""

    due_on: date | None
    stage_due_on: date | None


def reading(procedure: Procedure, lines: Sequence[Any], worked: Worked) -> Reading:
    """Both due days after the last line of a journal."""
    finals = {stage.name for stage in procedure.stages if stage.final}
    days = {stage.name: stage.days for stage in procedure.stages}
    standing = _Standing(lines, finals)
    received = [line.on for line in lines if line.action == "receive"]
    due = None
    if received:
        due = _last_day([(received[-1], None)], procedure.legal_days, standing, worked)
    here = lines[-1].dest
    stage_due = None
    if days[here] is not None and not standing.now:
        stage_due = _last_day(_stays(lines, here), days[here], standing, worked)
    return Reading(due, stage_due)


class Days:
    """Which days are worked, read straight from the table: what its rows say, else what the weekday says."""

    def __init__(self, rows: Iterable[tuple[date, bool]]) -> None:
        self.named = dict(rows)

    def worked(self, day: date) -> bool:
        return self.named.get(day, day.isoweekday() <= 5)


def working_days_after(on: date, days: int, worked: Worked) -> date:
    """The last of so many working days after a day."""
    while days:
        on += ONE_DAY
        days -= worked(on)
    return on


class _Standing:
    """Whether the clock stood at the end of a day: as the last line written until then left it."""

    def __init__(self, lines: Iterable[Any], finals: set[str]) -> None:
        self.by_day: dict[date, bool] = {}
        for line in lines:
            self.by_day[line.on] = line.dest in finals or line.hold_after in PAUSING
        self.days = sorted(self.by_day)
        self.last = self.days[-1]
        self.now = self.by_day[self.last]

    def on(self, day: date) -> bool:
        place = bisect_right(self.days, day)
        return self.by_day[self.days[place - 1]] if place else False


def _stays(lines: Sequence[Any], stage: str) -> list[tuple[date, date | None]]:
    """When a dossier came to a stage and when it left, visit by visit."""
    stays: list[tuple[date, date | None]] = []
    inside = False
    for line in lines:
        if line.dest == stage and not inside:
            stays.append((line.on, None))
        elif line.dest != stage and inside:
            stays[-1] = (stays[-1][0], line.on)
        inside = line.dest == stage
    return stays


def _last_day(stays: Sequence[tuple[date, date | None]], days: int, standing: _Standing, worked: Worked) -> date | None:
    """Count the worked days of all visits; the last is still open. Day 0 of a visit is the day of coming."""
    left = days
    for came, went in stays[:-1]:
        day = came
        while went is not None and day < went:
            day += ONE_DAY
            left -= worked(day) and not standing.on(day)
    day = stays[-1][0]
    while left > 0:
        day += ONE_DAY
        if standing.now and day > standing.last:
            return None
        left -= worked(day) and not standing.on(day)
    return day
