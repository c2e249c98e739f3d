"""The state machine behind a procedure: one for each version, built when the table is loaded, shared by every dossier.

It has no model and no callbacks; it moves a cursor that is thrown away after one step. A hold is a state of its own
(`stage@hold`), so that under a hold only the steps declared for it exist.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from transitions import Machine, State

from states.answers import Decision
from states.tables import Stage, Step


@dataclass(slots=True)
class Cursor:
    """The only thing the machine ever moves."""

    state: str


def machine_state(stage: str, hold: str | None) -> str:
    """The name of a state of the machine: the stage, or `stage@hold`."""
    return stage if hold is None else f"{stage}@{hold}"


def moves_of(step: Step) -> Iterator[Decision]:
    """Every way in which a step moves a dossier."""
    for source in step.sources:
        yield Decision(step, source, step.dest_from(source), step.hold_before, step.hold_after)


def source_of(move: Decision) -> str:
    """The state of the machine from which a move starts."""
    return machine_state(move.source, move.hold_before)


def dest_of(move: Decision) -> str:
    """The state of the machine in which a move ends."""
    return machine_state(move.dest, move.hold_after)


def build(stages: Sequence[Stage], moves: Iterable[Decision]) -> Machine:
    """The machine of a table that was found free of contradictions."""
    edges = [(move.step.action, source_of(move), dest_of(move)) for move in moves]
    held = (state for _, source, dest in edges for state in (source, dest))
    finals = {stage.name for stage in stages if stage.final}
    machine = Machine(
        model=None,
        states=[State(name, final=name in finals) for name in dict.fromkeys([*(s.name for s in stages), *held])],
        initial=stages[0].name,
        auto_transitions=False,
    )
    for action, source, dest in edges:
        machine.add_transition(action, source, dest)
    return machine
