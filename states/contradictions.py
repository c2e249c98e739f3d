"""Every way in which the table of a procedure can be wrong, in words, found before the program starts."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from states.actors import ACTING_POSTS, SYSTEM, Post
from states.asks import Ask, AskKind
from states.case import Finding
from states.forms_of_law import FORMS
from states.tables import Clock, Effect, Step

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
    yield from _of_steps_under_holds(procedure)
    yield from _of_roads(procedure)
    yield from _of_balls(procedure)
    yield from _of_numbers(procedure)
    if procedure.opened_by not in ACTING_POSTS:
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
    stages = {stage.name: stage for stage in procedure.stages}
    if not step.sources:
        yield f"step {step.action} leaves no stage"
    for source in step.sources:
        if source not in stages:
            yield f"step {step.action} leaves an unknown stage {source}"
        elif stages[source].final and not step.reopens:
            yield f"step {step.action} leaves the final stage {source}"
        elif step.reopens and not stages[source].final:
            yield f"step {step.action} reopens the stage {source}, which is not final"
    if step.dest is not None and step.dest not in stages:
        yield f"step {step.action} enters an unknown stage {step.dest}"
    if step.reopens and not (step.needs_reason and step.dest):
        yield f"step {step.action} reopens a dossier silently"


def _of_words(step: Step) -> Iterator[str]:
    if step.by not in ACTING_POSTS and not step.closes:
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
        elif (ask.kind == AskKind.CHOICE) != (ask.options is not None):
            yield f"step {action} asks for {ask.name} without saying what to choose from, or the other way round"


def _of_rows(procedure: "Procedure") -> Iterator[str]:
    rows = [
        (f"step {step.action} from {source}", step.hold_before)
        for step in procedure.all_steps
        for source in step.sources
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
        if hold.ended_by not in ACTING_POSTS:
            yield f"hold {hold.action} can be ended by nobody: {_name(hold.ended_by)}"
        if hold.ends_with == hold.action:
            yield f"hold {hold.action} ends with the action that opens it"


def _of_steps_under_holds(procedure: "Procedure") -> Iterator[str]:
    laid = {(hold.action, name) for hold in procedure.holds for name in hold.during}
    for step in procedure.steps:
        for held in dict.fromkeys(name for name in (step.opens, step.hold_before) if name):
            for source in step.sources:
                if (held, source) not in laid:
                    yield f"step {step.action} speaks of the hold {held}, which {source} does not have"
        if step.opens and step.dest:
            yield f"step {step.action} opens a hold and leaves the stage at once"


def _of_balls(procedure: "Procedure") -> Iterator[str]:
    """Places where a dossier waits for nobody, or for two agencies at once."""
    places: dict[str, list[Step]] = {stage.name: [] for stage in procedure.stages if not stage.final}
    for step in procedure.all_steps:
        for source in step.sources:
            held = step.hold_before
            places.setdefault(f"{source} under {held}" if held else source, []).append(step)
    for place, steps in places.items():
        waited = [step for step in steps if not step.beside and not step.reopens]
        if not waited and not all(step.reopens for step in steps):
            yield f"in {place} a dossier waits for nobody"
        if len({step.by.agency for step in waited if isinstance(step.by, Post)}) > 1:
            yield f"in {place} a dossier waits for two agencies"
        if any(step.by == SYSTEM for step in waited):
            yield f"in {place} a dossier waits for the calendar alone"
        yield from _of_eyes(procedure, place, waited)


def _of_eyes(procedure: "Procedure", place: str, waited: list[Step]) -> Iterator[str]:
    """Who has the ball has to see the dossier."""
    seen_by = next((stage.seen_by for stage in procedure.stages if stage.name == place.split(" under ")[0]), ())
    for agency in dict.fromkeys(step.by.agency for step in waited if isinstance(step.by, Post)):
        if seen_by and agency not in seen_by:
            yield f"in {place} a dossier waits for {agency}, which cannot see it"


def _of_numbers(procedure: "Procedure") -> Iterator[str]:
    for name in _twice(parameter.name for parameter in procedure.parameters):
        yield f"parameter {name} is declared twice"
    for parameter in procedure.parameters:
        if parameter.value < 1:
            yield f"parameter {parameter.name} is {parameter.value}"
    stages = {stage.name for stage in procedure.stages if not stage.final}
    for consult in procedure.consults:
        for name in consult.stages:
            if name not in stages:
                yield f"opinions are asked in an unknown stage {name}"
        if consult.by not in ACTING_POSTS:
            yield f"opinions are asked by a post that does not exist: {_name(consult.by)}"


def _of_roads(procedure: "Procedure") -> Iterator[str]:
    """Stages that no dossier reaches, and stages from which no dossier can ever be finished."""
    edges = {(source, step.dest_from(source)) for step in procedure.steps for source in step.sources}
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
