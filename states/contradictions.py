"""Every way in which the table of a procedure can be wrong, in words, found before the program starts."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from states.actors import POSTS, Post
from states.case import Finding
from states.forms_of_law import FORMS
from states.tables import Ask, AskKind, Clock, Effect, Step

if TYPE_CHECKING:
    from states.kernel import Procedure


def contradictions(procedure: "Procedure") -> Iterator[str]:
    """Every contradiction of a table, each a sentence that names the row."""
    yield from _of_stages(procedure)
    for step in procedure.all_steps:
        yield from _of_ends(procedure, step)
        yield from _of_words(step)
    yield from _of_rows(procedure)
    yield from _of_holds(procedure)
    yield from _of_roads(procedure)
    if procedure.opened_by not in POSTS:
        yield f"the procedure is opened by a post that does not exist: {_name(procedure.opened_by)}"


def _name(post: Post | None) -> str:
    return "nobody" if not isinstance(post, Post) else f"{post.role} at {post.agency}"


def _twice(names: Iterable[str]) -> list[str]:
    listed = list(names)
    return [name for name in dict.fromkeys(listed) if listed.count(name) > 1]


def _of_stages(procedure: "Procedure") -> Iterator[str]:
    if not procedure.stages:
        yield "there is no stage"
    for name in _twice(stage.name for stage in procedure.stages):
        yield f"stage {name} is declared twice"
    for stage in procedure.stages:
        if "@" in stage.name:
            yield f"stage {stage.name} has an @ in its name"
        if stage.days is not None and stage.days < 1:
            yield f"stage {stage.name} has {stage.days} days"
        if stage.final and stage.days is not None:
            yield f"final stage {stage.name} has days"
    days = sum(stage.days or 0 for stage in procedure.stages)
    if days > procedure.legal_days:
        yield f"the stages take {days} working days, the law gives {procedure.legal_days}"


def _of_ends(procedure: "Procedure", step: Step) -> Iterator[str]:
    if step.opens or step.closes:
        return
    stages = {stage.name: stage for stage in procedure.stages}
    if not step.sources:
        yield f"step {step.action} leaves no stage"
    for source in step.sources:
        if source not in stages:
            yield f"step {step.action} leaves an unknown stage {source}"
        elif stages[source].final:
            yield f"step {step.action} leaves the final stage {source}"
    if step.dest not in stages:
        yield f"step {step.action} enters an unknown stage {step.dest}"


def _of_words(step: Step) -> Iterator[str]:
    if step.by not in POSTS and not step.closes:
        yield f"step {step.action} belongs to a post that does not exist: {_name(step.by)}"
    if step.paper is not None and step.paper not in FORMS:
        yield f"step {step.action} issues a paper that does not exist: {step.paper}"
    if step.clock is not None and step.clock not in set(Clock):
        yield f"step {step.action} does something unknown to the clock: {step.clock}"
    if step.effect is not None and step.effect not in set(Effect):
        yield f"step {step.action} has an unknown effect: {step.effect}"
    if step.finding is not None and step.finding not in set(Finding):
        yield f"step {step.action} records an unknown finding: {step.finding}"
    yield from _of_asks(step.action, step.asks)


def _of_asks(action: str, asks: tuple[Ask, ...]) -> Iterator[str]:
    for name in _twice(ask.name for ask in asks):
        yield f"step {action} asks twice for {name}"
    for ask in asks:
        if ask.kind not in set(AskKind):
            yield f"step {action} asks for {ask.name} as an unknown kind: {ask.kind}"


def _of_rows(procedure: "Procedure") -> Iterator[str]:
    rows = [
        (f"step {step.action} from {source}", step.closes) for step in procedure.all_steps for source in step.sources
    ]
    for row in _twice(text if hold is None else f"{text} under {hold}" for text, hold in rows):
        yield f"{row} is declared twice"


def _of_holds(procedure: "Procedure") -> Iterator[str]:
    stages = {stage.name: stage for stage in procedure.stages}
    for hold in procedure.holds:
        if not hold.during:
            yield f"hold {hold.action} may be laid on no stage"
        for name in hold.during:
            if name not in stages:
                yield f"hold {hold.action} is laid on an unknown stage {name}"
            elif stages[name].final:
                yield f"hold {hold.action} is laid on the final stage {name}"
        if hold.ended_by not in POSTS:
            yield f"hold {hold.action} can be ended by nobody: {_name(hold.ended_by)}"
        if hold.ends_with == hold.action:
            yield f"hold {hold.action} ends with the action that opens it"


def _of_roads(procedure: "Procedure") -> Iterator[str]:
    """Stages that no dossier reaches, and stages from which no dossier can ever be finished."""
    edges = {(source, step.dest) for step in procedure.steps for source in step.sources}
    names = [stage.name for stage in procedure.stages]
    reached = _closure(names[:1], edges)
    finished = _closure((s.name for s in procedure.stages if s.final), {(dest, source) for source, dest in edges})
    for name in names:
        if name not in reached:
            yield f"stage {name} cannot be reached"
        if name not in finished:
            yield f"stage {name} has no way to an end"


def _closure(start: Iterable[str], edges: set[tuple[str, str]]) -> set[str]:
    seen: set[str] = set()
    frontier = list(start)
    while frontier:
        name = frontier.pop()
        if name not in seen:
            seen.add(name)
            frontier += [dest for source, dest in edges if source == name]
    return seen
