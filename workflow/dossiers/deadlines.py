"""When a dossier is due, computed from its journal. The columns of the dossier are a cache of this (design §3)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from states.clock import Pause, Term, WorkCalendar, explain
from states.kernel import Clock, Effect, Procedure
from states.stage_clock import Visit, stage_due_on, stage_term
from workflow.dossiers.journal import Line


class Deadlines(NamedTuple):
    """The legal due day of the whole and the due day of the present stage; None where no clock runs."""

    received_on: date | None
    due_on: date | None
    stage_due_on: date | None


def deadlines(procedure: Procedure, lines: Sequence[Line], calendar: WorkCalendar) -> Deadlines:
    """Both due days after the last line. While the clock stands both are None. Extensions do not move them."""
    stage, hold = lines[-1].dest, lines[-1].hold_after
    days = procedure.stage(stage).days
    stage_due, held = None, pauses(procedure, lines)
    if days is not None and not procedure.pauses(stage, hold):
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


def term_of_stage(procedure: Procedure, lines: Sequence[Line], calendar: WorkCalendar) -> Term | None:
    """What is left of the present stage with every day counted or skipped; None for one without days."""
    stage = procedure.stage(lines[-1].dest)
    if stage.days is None:
        return None
    stays = [visit for visit in visits(lines) if visit.stage == stage.name]
    return stage_term(stage.days, stays, pauses(procedure, lines), calendar)


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
    """The days on which the clock stood, each with what made it stand: a hold, or an end that was taken back."""
    found: list[Pause] = []
    stands = False
    for line in lines:
        will_stand = procedure.pauses(line.dest, line.hold_after)
        if will_stand and not stands:
            held = procedure.hold_of(line.dest, line.hold_after)
            found.append(Pause(line.on, None, held.title if held else procedure.stage(line.dest).title))
        elif stands and not will_stand:
            found[-1] = found[-1]._replace(until_on=line.on)
        stands = will_stand
    return found


def finished_on(procedure: Procedure, lines: Iterable[Line]) -> date | None:
    """The day on which the clock stopped for good: the decision went out, or the dossier ended. None while it runs."""
    stops = {step.action for step in procedure.all_steps if step.clock is Clock.STOP}
    found = None
    for line in lines:
        if line.action in stops or procedure.stage(line.dest).final:
            found = found or line.on
        elif procedure.stage(line.source).final:
            found = None
    return found


def count_of(procedure: Procedure, lines: Iterable[Line], clock: Clock) -> int:
    """How often the clock was treated in one way, e.g. extended."""
    actions = {step.action for step in procedure.all_steps if step.clock is clock}
    return sum(line.action in actions for line in lines)


def supplements_asked(procedure: Procedure, lines: Iterable[Line]) -> Mapping[str, int]:
    """Supplement requests sent, by the stage they were sent from; one that its author cancelled does not count."""
    asking = {step.action for step in procedure.all_steps if step.effect is Effect.ASK_SUPPLEMENT}
    cancelling = {step.action for step in procedure.all_steps if step.effect is Effect.CANCEL_SUPPLEMENT}
    found: Counter[str] = Counter()
    for line in lines:
        found[line.source] += (line.action in asking) - (line.action in cancelling)
    return found
