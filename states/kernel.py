"""A procedure is a table of stages, steps and holds. This module applies it; `contradictions` checks it.

The rules are asked here, so that every reason is told at once; `machine` then moves a cursor, never the dossier.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from states.actors import Actor, Post, concrete
from states.answers import Decision, Forbidden, InvalidProcedure, MovedOn, Refused, Rehearsal, Unknown, Waiting
from states.asks import REASON, Ask, AskKind
from states.basis import Basis, Mark, Reason
from states.case import Case, Finding
from states.contradictions import contradictions
from states.machine import Cursor, build, dest_of, machine_state, moves_of, source_of
from states.tables import (
    Attempt,
    Clock,
    Consult,
    Effect,
    Hold,
    Parameter,
    Rule,
    Stage,
    Step,
    rule,
)

__all__ = [
    "REASON", "Ask", "AskKind", "Attempt", "Basis", "Case", "Clock", "Consult", "Decision", "Effect", "Finding",
    "Forbidden", "Hold", "InvalidProcedure", "Mark", "MovedOn", "Parameter", "Procedure", "Reason", "Refused",
    "Rehearsal", "Rule", "Stage", "Step", "Unknown", "Waiting", "rule",
]  # fmt: skip


def holds_post(step: Step, case: Case, actor: Actor) -> bool:
    """Whether the actor holds the post of the step, at the agency that is competent for this dossier."""
    agency = case.agencies.get(step.by.agency)
    posts = concrete(step.by)
    if agency is None and step.by not in posts:
        return False
    return any(held.post in posts and agency in (None, held.agency_id) for held in actor.posts)


@dataclass(frozen=True)
class Procedure:
    """One version of one procedure. `legal_days` are working days; `opened_by` may begin a dossier.

    `limit_is_target` says that the days are the office's own aim, not a limit of law. `parameters` are numbers the law
    leaves open, `consults` where other agencies may be asked for their opinion.

    Raises InvalidProcedure, with every contradiction, when the table cannot be right.
    """

    code: str
    version: str
    title: str
    basis: str
    legal_days: int
    opened_by: Post
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]
    holds: tuple[Hold, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    consults: tuple[Consult, ...] = ()
    limit_is_target: bool = False
    _stages: dict[str, Stage] = field(init=False, repr=False, compare=False)
    _from: dict[str, dict[str, Step]] = field(init=False, repr=False, compare=False)
    _decisions: dict[tuple[str, str, str], Decision] = field(init=False, repr=False, compare=False)
    _waiting: dict[Post, tuple[Waiting, ...]] = field(init=False, repr=False, compare=False)
    _actions: dict[str, str] = field(init=False, repr=False, compare=False)
    _events: dict[str, Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        problems = tuple(contradictions(self))
        if problems:
            raise InvalidProcedure(f"{self.code} {self.version}", problems)
        places: dict[str, dict[str, Step]] = {stage.name: {} for stage in self.stages}
        moves = [decision for step in self.all_steps for decision in moves_of(step)]
        for move in moves:
            places.setdefault(source_of(move), {})[move.step.action] = move.step
        self._set("_stages", {stage.name: stage for stage in self.stages})
        self._set("_from", places)
        self._set("_decisions", {(move.step.action, source_of(move), dest_of(move)): move for move in moves})
        self._set("_waiting", _waiting_by_post(moves))
        self._set("_actions", {step.action: step.title for step in reversed(self.all_steps)})
        self._set("_events", build(self.stages, moves).events)

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @property
    def key(self) -> tuple[str, str]:
        """(code, version): what a dossier keeps."""
        return self.code, self.version

    @cached_property
    def all_steps(self) -> tuple[Step, ...]:
        """The steps of the table, then those that open and close its holds."""
        return (*self.steps, *(step for hold in self.holds for step in hold.steps()))

    @property
    def actions(self) -> tuple[str, ...]:
        """Every action of the procedure, once each, in the order of the table."""
        return tuple(dict.fromkeys(step.action for step in self.all_steps))

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases of the road, in order."""
        return tuple(dict.fromkeys(stage.phase for stage in self.stages))

    @property
    def open_stages(self) -> tuple[str, ...]:
        """Names of the stages in which a dossier is not finished."""
        return tuple(stage.name for stage in self.stages if not stage.final)

    @property
    def first_stage(self) -> Stage:
        """Where a new dossier begins."""
        return self.stages[0]

    def stage(self, name: str) -> Stage:
        """The stage of that name. Raises Unknown."""
        if name not in self._stages:
            raise Unknown(f"Quy trình “{self.title}” không có bước “{name}”.")
        return self._stages[name]

    def hold_of(self, stage: str, hold: str | None) -> Hold | None:
        """The declaration of the hold that is open in a stage, or None."""
        return next((held for held in self.holds if held.action == hold and stage in held.during), None)

    def title_at(self, stage: str, hold: str | None = None, *, public: bool = False) -> str:
        """Where a dossier is, in words, for officers or for the public. Raises Unknown."""
        title = self.stage(stage).public_title if public else self.stage(stage).title
        held = self.hold_of(stage, hold)
        return title if held is None else f"{title} ({held.waiting})"

    def handlers(self, stage: str, hold: str | None = None) -> tuple[Post, ...]:
        """The posts for whom a dossier waits there, in the order of the table; none at an end. Raises Unknown."""
        return tuple(dict.fromkeys(step.by for step in self.steps_from(stage, hold) if not step.beside))

    def number(self, name: str) -> int:
        """The value of a parameter of this version. Raises LookupError."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter.value
        raise LookupError(f"{self.code} {self.version} has no parameter {name}")

    def may_consult(self, stage: str, post: Post) -> bool:
        """Whether the post may ask other agencies for their opinion in a stage."""
        return any(stage in consult.stages and post in concrete(consult.by) for consult in self.consults)

    def pauses(self, stage: str, hold: str | None) -> bool:
        """Whether the clock stands there: under a hold that pauses it, or at an end. Raises Unknown."""
        held = self.hold_of(stage, hold)
        return self.stage(stage).final or (held is not None and held.pauses)

    def is_editable(self, stage: str, hold: str | None = None) -> bool:
        """Whether the commune may change its request there."""
        held = self.hold_of(stage, hold)
        return self.stage(stage).editable if held is None else held.editable

    def steps_from(self, stage: str, hold: str | None = None) -> tuple[Step, ...]:
        """The steps that leave a stage; under a hold, only those declared for it. Raises Unknown."""
        return tuple(self._steps_at(stage, hold).values())

    def step(self, action: str, stage: str, hold: str | None = None) -> Step:
        """The step of that action from there. Raises Unknown, or MovedOn when it exists only from elsewhere."""
        step = self._steps_at(stage, hold).get(action)
        if step is not None:
            return step
        if action not in self._actions:
            raise Unknown(f"Quy trình “{self.title}” không có thao tác “{action}”.")
        raise MovedOn(Reason(self._moved_on(self._actions[action], stage, hold)))

    def _steps_at(self, stage: str, hold: str | None) -> dict[str, Step]:
        try:
            return self._from[machine_state(stage, hold)]
        except KeyError:
            raise Unknown(f"Quy trình “{self.title}” không có bước “{machine_state(stage, hold)}”.") from None

    def _moved_on(self, title: str, stage: str, hold: str | None) -> str:
        return (
            f"Hồ sơ hiện ở bước “{self.title_at(stage, hold)}”, nên không thực hiện được thao tác “{title}”. "
            "Hãy tải lại trang để xem tình trạng mới nhất."
        )

    def decide(self, action: str, attempt: Attempt) -> Decision:
        """Say what the law says of one action; nothing is changed.

        Raises Unknown, MovedOn (not from here), Forbidden (not this post), or Refused with every unmet reason at once:
        each rule of the step and everything it asks that was not typed.
        """
        case = attempt.case
        step = self.step(action, case.stage, case.hold)
        if not holds_post(step, case, attempt.actor):
            raise Forbidden(f"Thao tác “{step.title}” thuộc về {step.by.title}.")
        reasons = [reason for rule in step.when for reason in rule.unmet(attempt)]
        for ask in step.asks:
            typed = attempt.inputs.get(ask.name, "")
            fault = ask.fault(typed) or ask.choice_fault(typed, case)
            if fault is not None:
                reasons.append(fault)
        if reasons:
            raise Refused(*dict.fromkeys(reasons))
        before = machine_state(case.stage, case.hold)
        cursor = Cursor(before)
        self._events[action].trigger(cursor, attempt)
        return self._decisions[action, before, cursor.state]

    def rehearse(self, attempt: Attempt) -> tuple[Rehearsal, ...]:
        """Answer for every action from where the dossier is: is it mine, is it allowed, and if not, why.

        Raises Unknown when the stage or hold is not of this procedure.
        """
        case = attempt.case
        return tuple(self._rehearsal(step, attempt) for step in self._steps_at(case.stage, case.hold).values())

    def _rehearsal(self, step: Step, attempt: Attempt) -> Rehearsal:
        mine = holds_post(step, attempt.case, attempt.actor)
        found = [(rule, reason) for rule in step.when for reason in rule.unmet(attempt)]
        reasons = tuple(dict.fromkeys(reason for _, reason in found))
        return Rehearsal(step, mine, mine and not reasons, reasons, any(rule.hides for rule, _ in found))

    def waiting_for(self, posts: Iterable[Post]) -> tuple[Waiting, ...]:
        """Where dossiers wait for somebody who holds one of these posts, step by step."""
        held = frozenset(posts)
        return tuple(waiting for by, found in self._waiting.items() if concrete(by) & held for waiting in found)


def _waiting_by_post(moves: list[Decision]) -> dict[Post, tuple[Waiting, ...]]:
    waited = [move for move in moves if not move.step.beside]
    posts = dict.fromkeys(move.step.by for move in waited)
    return {
        post: tuple(Waiting(move.source, move.hold_before, move.step) for move in waited if move.step.by == post)
        for post in posts
    }
