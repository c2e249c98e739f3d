"""From hand to hand: who gave the dossier to whom, when, and whether each kept its days. A pure fold of the journal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from states.actors import AGENCY_TITLES, ROLE_TITLES, AgencyKind, Role
from states.clock import WorkCalendar
from states.kernel import Procedure
from workflow.dossiers.deadlines import deadlines
from workflow.dossiers.journal import Line
from workflow.dossiers.queries import line_of

MAKING = frozenset({AgencyKind.COMMUNE})


class Outcome(StrEnum):
    """How the receiver kept its days. UNTIMED where the law gives none, OPEN while the dossier is still there."""

    BEFORE = "Trước hạn"
    ON_TIME = "Đúng hạn"
    AFTER = "Quá hạn"
    UNTIMED = "Không quy định thời hạn"
    OPEN = "Đang giải quyết"


class Desk(NamedTuple):
    """An agency with the role that acts there, and the person, empty while nobody has acted."""

    agency: str
    role: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over and what became of it. `due_on` is the last day of the receiver, None where there is none."""

    giver: Desk
    receiver: Desk
    at: datetime
    place: str
    due_on: date | None
    left_on: date | None
    outcome: Outcome
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Agencies of this dossier by what they are to it, and the titles of its acts."""

    agencies: Mapping[AgencyKind, str]
    titles: Mapping[str, str]


def compared(done_on: date, due_on: date) -> Outcome:
    """Before, on, or after the last day."""
    if done_on == due_on:
        return Outcome.ON_TIME
    return Outcome.BEFORE if done_on < due_on else Outcome.AFTER


def legal_due_on(procedure: Procedure, lines: Sequence[Line], calendar: WorkCalendar) -> date | None:
    """The legal day as it stood when the clock last ran: an end or a pause takes nothing back."""
    running = list(lines)
    while running and procedure.pauses(running[-1].dest, running[-1].hold_after):
        running.pop()
    return deadlines(procedure, running, calendar).due_on if running else None


def hand_overs(
    procedure: Procedure, entries: Sequence[Any], names: Names, calendar: WorkCalendar
) -> tuple[HandOver, ...]:
    """Every hand-over in order, from the day the dossier left the commune that made it. `entries` are oldest first."""
    lines = [line_of(entry) for entry in entries]
    found = [
        _hand_over(procedure, entries, lines, stay, names, calendar)
        for stay in _stays(lines)
        if not _is_at_home(procedure, lines, stay)
    ]
    return tuple(found)


class _Stay(NamedTuple):
    """Lines `first` to `last` (excluded) found the dossier in one place; `first` is the line that brought it there."""

    first: int
    last: int


def _stays(lines: Sequence[Line]) -> Iterator[_Stay]:
    moves = [at for at, line in enumerate(lines) if _moves(line)]
    for place, at in enumerate(moves):
        yield _Stay(at, moves[place + 1] if place + 1 < len(moves) else len(lines))


def _moves(line: Line) -> bool:
    return (line.source, line.hold_before) != (line.dest, line.hold_after)


def _is_at_home(procedure: Procedure, lines: Sequence[Line], stay: _Stay) -> bool:
    """Whether the dossier never was anywhere but at the commune that makes it, up to this stay."""
    places = ((line.dest, line.hold_after) for line in lines[: stay.first + 1])
    return all(
        handlers and handlers[0].agency in MAKING
        for handlers in (procedure.handlers(stage, hold) for stage, hold in places)
    )


def _hand_over(
    procedure: Procedure, entries: Sequence[Any], lines: Sequence[Line], stay: _Stay, names: Names,
    calendar: WorkCalendar,
) -> HandOver:  # fmt: skip
    given, line = entries[stay.first], lines[stay.first]
    left_on = lines[stay.last].on if stay.last < len(lines) else None
    due_on = _due_on(procedure, lines, stay, calendar)
    return HandOver(
        Desk(given.agency_name, ROLE_TITLES[Role(given.role)], given.person_name),
        _receiver(procedure, entries, stay, names), given.at, procedure.title_at(line.dest, line.hold_after), due_on,
        left_on, _outcome(procedure, line, left_on, due_on), tuple(_notes(entries[stay.first : stay.last], names)),
    )  # fmt: skip


def _outcome(procedure: Procedure, line: Line, left_on: date | None, due_on: date | None) -> Outcome:
    if procedure.stage(line.dest).final:
        return Outcome.UNTIMED
    if left_on is None:
        return Outcome.OPEN
    return compared(left_on, due_on) if due_on else Outcome.UNTIMED


def _due_on(procedure: Procedure, lines: Sequence[Line], stay: _Stay, calendar: WorkCalendar) -> date | None:
    """The last day of a stay: that of its stage; under a hold that stops the clock, the day the hold set."""
    line = lines[stay.first]
    held = procedure.hold_of(line.dest, line.hold_after)
    if held is not None and held.pauses:
        return line.until_on
    return deadlines(procedure, lines[: stay.last], calendar).stage_due_on


def _receiver(procedure: Procedure, entries: Sequence[Any], stay: _Stay, names: Names) -> Desk:
    line = entries[stay.first]
    handlers = procedure.handlers(line.dest, line.hold_after)
    if procedure.stage(line.dest).final or not handlers:
        return Desk("", "")
    post = handlers[0]
    roles = {handler.role.value for handler in handlers}
    within = [*entries[stay.first + 1 : stay.last + 1]]
    acted = next((entry for entry in within if entry.role in roles), None)
    agency = names.agencies.get(post.agency) or AGENCY_TITLES[post.agency]
    if acted is not None:
        return Desk(acted.agency_name, ROLE_TITLES[Role(acted.role)], acted.person_name)
    return Desk(agency, ROLE_TITLES[post.role])


def _notes(entries: Sequence[Any], names: Names) -> Iterator[str]:
    """What brought it there and what happened while it stayed, each with its day and its reason."""
    for place, entry in enumerate(entries):
        title = names.titles.get(entry.action)
        if title is None:
            continue
        until = f", đến {entry.until_on:%d/%m/%Y}" if entry.until_on else ""
        why = f": {entry.reason}" if entry.reason else ""
        if place == 0 or until:
            yield f"{title}{until}{why}"
