"""A procedure as a picture: the state diagram in the DOT language, made from the table alone."""

from collections.abc import Iterator

from states.actors import ROLE_TITLES
from states.kernel import Procedure, Step
from states.machine import machine_state

Place = tuple[str, str | None]


def places(procedure: Procedure) -> Iterator[tuple[Place, tuple[Step, ...]]]:
    """Every (stage, hold) a dossier can be in, with the steps that leave it."""
    for stage in procedure.stages:
        yield (stage.name, None), procedure.steps_from(stage.name)
        for hold in procedure.holds:
            if stage.name in hold.during:
                yield (stage.name, hold.action), procedure.steps_from(stage.name, hold.action)


def dot(procedure: Procedure) -> str:
    """The state diagram as DOT source, ending with a newline. Wide margins: renderers measure Vietnamese too narrow."""
    lines = [
        "digraph procedure {",
        '  graph [rankdir=TB, nodesep=0.45, ranksep=0.55, fontname="Be Vietnam Pro, sans-serif", pad=0.3]',
        (
            '  node [shape=box, style="rounded,filled", fillcolor="#ffffff", color="#26336b", margin="0.25,0.1",'
            ' fontname="Be Vietnam Pro, sans-serif", fontsize=12]'
        ),
        '  edge [color="#5b6285", fontname="Be Vietnam Pro, sans-serif", fontsize=10]',
        *(_node(procedure, place) for place, _ in places(procedure)),
        *(_edge(source, step) for step in procedure.all_steps if not step.beside for source in step.sources),
        *_ways_out(procedure),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _node(procedure: Procedure, place: Place) -> str:
    name, hold = place
    stage = procedure.stage(name)
    held = procedure.hold_of(name, hold)
    if held is not None:
        label = _quoted(held.waiting[0].upper() + held.waiting[1:], *(("thời hạn tạm dừng",) if held.pauses else ()))
        return f'  "{name}@{hold}" [label={label}, style="rounded,filled,dashed", fillcolor="#fbf3dd"]'
    days = (f"{stage.days} ngày làm việc",) if stage.days else ()
    look = ', peripheries=2, fillcolor="#e8ecf7"' if stage.final else ""
    return f'  "{name}" [label={_quoted(stage.title, *days)}{look}]'


def _edge(source: str, step: Step) -> str:
    before, after = machine_state(source, step.hold_before), machine_state(step.dest_from(source), step.hold_after)
    return f'  "{before}" -> "{after}" [label={_quoted(_padded(step.title), _padded(ROLE_TITLES[step.by.role]))}]'


def _ways_out(procedure: Procedure) -> Iterator[str]:
    """What may end a dossier from many places is drawn once, from a note: as edges it would hide the road."""
    steps = [step for step in procedure.steps if step.beside and step.dest]
    for dest in dict.fromkeys(step.dest for step in steps):
        lines = dict.fromkeys(f"{step.title} – {ROLE_TITLES[step.by.role]}" for step in steps if step.dest == dest)
        label = _quoted(*(_padded(line) for line in lines))
        yield f'  "to {dest}" [shape=note, style=filled, fillcolor="#f4f4f4", label={label}]'
        yield f'  "to {dest}" -> "{dest}" [style=dashed]'


def _padded(text: str) -> str:
    """A label of an edge with the room that a renderer without a font for Vietnamese fails to leave."""
    room = "\u00a0" * (len(text) // 5 + 1)
    return f"{room}{text}{room}"


def _quoted(*lines: str) -> str:
    text = "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return f'"{text}"'
