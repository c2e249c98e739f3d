"""When a dossier is due, computed from its journal. The columns of the dossier are a cache of this (design §3)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from states.clock import Pause, Term, Visit, WorkCalendar, explain, stage_due_on
from states.kernel import Clock, Procedure
from workflow.dossiers.journal import Line


class Deadlines(NamedTuple):
    """The due day of the whole and of the present stage; None where no clock runs."""

    received_on: date | None
    due_on: date | None
    stage_due_on: date | None


def deadlines(procedure: Procedure, lines: Sequence[Line], calendar: WorkCalendar) -> Deadlines:
    """Both due days after the last line. While a hold is open the clock stands and both are None."""
    stage, hold = lines[-1].dest, lines[-1].hold_after
    days = procedure.stage(stage).days
    stage_due, held = None, pauses(procedure, lines)
    if days is not None and hold is None:
        stays = [visit for visit in visits(lines) if visit.stage == stage]
        stage_due = stage_due_on(days, stays, held, calendar)
    received = received_on(procedure, lines)
    due = explain(received, procedure.legal_days, held, calendar).due_on if received else None
    return Deadlines(received, due, stage_due)


def legal_term(procedure: Procedure, lines: Sequence[Line], calendar: WorkCalendar) -> Term | None:
    """The legal time limit with every day counted or skipped; None before valid reception."""
    received = received_on(procedure, lines)
    if received is None:
        return None
    return explain(received, procedure.legal_days, pauses(procedure, lines), calendar)


def received_on(procedure: Procedure, lines: Sequence[Line]) -> date | None:
    """The day of valid reception: that of the last step that starts the clock."""
    starts = {step.action for step in procedure.steps if step.clock is Clock.START}
    return next((line.on for line in reversed(lines) if line.action in starts), None)


def visits(lines: Iterable[Line]) -> list[Visit]:
    """Every stay in every stage, in order; the last one is open."""
    stays: list[Visit] = []
    for line in lines:
        if stays and line.source == line.dest:
            continue
        if stays:
            stays[-1] = stays[-1]._replace(left_on=line.on)
        stays.append(Visit(line.dest, line.on))
    return stays


def pauses(procedure: Procedure, lines: Iterable[Line]) -> list[Pause]:
    """The days on which the clock stood, each with the hold that made it stand."""
    found: list[Pause] = []
    for line in lines:
        if line.hold_after and not line.hold_before:
            held = procedure.hold_of(line.dest, line.hold_after)
            found.append(Pause(line.on, None, held.title if held else line.hold_after))
        elif line.hold_before and not line.hold_after:
            found[-1] = found[-1]._replace(until_on=line.on)
    return found
