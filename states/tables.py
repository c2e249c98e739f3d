"""The words a procedure is written in: stages, steps, holds, rules. `kernel` checks and applies the table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from states.actors import Actor, AgencyKind, Post
from states.basis import Basis, Reason
from states.case import Case, Finding

if TYPE_CHECKING:
    from states.kernel import Procedure


class Clock(StrEnum):
    """What a step does to the legal time limit."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"


class Effect(StrEnum):
    """What the office must do in the same transaction, beyond moving the dossier."""

    RECEIVE = "receive"
    RECOGNISE = "recognise"


class AskKind(StrEnum):
    LINE = "line"
    PARAGRAPH = "paragraph"
    DAY = "day"


LONGEST_LINE = 200
LONGEST_PARAGRAPH = 4000


@dataclass(frozen=True, slots=True)
class Ask:
    """Something the person must type to take a step. A day arrives as ISO text (yyyy-mm-dd); lengths are characters."""

    name: str
    label: str
    kind: AskKind | str = AskKind.LINE
    required: bool = True
    hint: str = ""
    longest: int | None = None

    @property
    def limit(self) -> int:
        """The longest text accepted, in characters."""
        if self.longest is not None:
            return self.longest
        return LONGEST_PARAGRAPH if self.kind == AskKind.PARAGRAPH else LONGEST_LINE

    def fault(self, text: str) -> Reason | None:
        """What is wrong with what was typed, or None."""
        where = f"ask:{self.name}"
        text = text.strip()
        if not text:
            return Reason(f"Chưa nhập “{self.label}”.", where=where) if self.required else None
        if len(text) > self.limit:
            return Reason(f"“{self.label}” dài quá {self.limit} ký tự; hãy viết gọn lại.", where=where)
        if self.kind == AskKind.DAY and not _is_day(text):
            return Reason(f"“{self.label}” phải là một ngày có thật, ví dụ 05/02/2026.", where=where)
        return None


REASON = Ask("reason", "Lý do", AskKind.PARAGRAPH, hint="Viết để người nhận biết phải làm gì.")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Attempt:
    """One actor wishes to take one step, on one day (the day in Lào Cai), having typed `inputs`."""

    procedure: "Procedure"
    case: Case
    actor: Actor
    on: date
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A claim that must hold before a step; `unmet` yields one reason for each thing in its way."""

    name: str
    sentence: str
    basis: Basis | None
    unmet: Callable[[Attempt], Iterable[Reason]]


def rule(sentence: str, basis: Basis | None = None) -> Callable[[Callable[[Attempt], Iterable[Reason | str]]], Rule]:
    """Make a rule of a generator that yields a `Reason` (or its text) for each unmet thing.

    `sentence` says in Vietnamese what must hold; a reason given as text takes the article of the rule.
    """

    def declare(question: Callable[[Attempt], Iterable[Reason | str]]) -> Rule:
        def unmet(attempt: Attempt) -> Iterable[Reason]:
            return [Reason(found, basis) if isinstance(found, str) else found for found in question(attempt)]

        return Rule(question.__name__, sentence, basis, unmet)

    return declare


EVERYONE_CONCERNED = (AgencyKind.COMMUNE, AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.PROVINCE)


@dataclass(frozen=True, slots=True)
class Stage:
    """A condition of a dossier. `days` are working days; a final stage has no way out.

    `title` is for officers, `public_title` for the public look-up, `phase` groups stages on the road that a page draws.
    `editable` stages let the commune change its request. `seen_by` names the kinds of agency whose people may see the
    dossier while it is here (a commune only its own).
    """

    name: str
    title: str
    public_title: str
    phase: str
    days: int | None = None
    final: bool = False
    editable: bool = False
    seen_by: tuple[AgencyKind, ...] = EVERYONE_CONCERNED


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: who moves a dossier from where to where, on what conditions, with which paper.

    `finding` is what the step records as the department's proposal. A step with `opens` or `closes` begins or ends a
    hold and leaves the stage as it is; tables declare those as a `Hold`.
    """

    action: str
    source: str | tuple[str, ...]
    dest: str
    by: Post
    title: str
    when: tuple[Rule, ...] = ()
    asks: tuple[Ask, ...] = ()
    needs_reason: bool = False
    paper: str | None = None
    clock: Clock | None = None
    effect: Effect | None = None
    finding: Finding | None = None
    opens: str | None = None
    closes: str | None = None

    def __post_init__(self) -> None:
        if self.needs_reason and all(ask.name != REASON.name for ask in self.asks):
            object.__setattr__(self, "asks", (*self.asks, REASON))

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,) if isinstance(self.source, str) else self.source


@dataclass(frozen=True, slots=True)
class Hold:
    """A pause laid on a stage: the clock stands, the ball is with `ended_by`, nothing else may be done.

    Opening it is the step `action` by `by`; ending it the step `ends_with` by `ended_by`. The stage stays what it was.
    `waiting` says in words, after the title of the stage, what the dossier waits for.
    """

    action: str
    during: tuple[str, ...]
    by: Post
    title: str
    ends_with: str
    ended_by: Post
    end_title: str
    when: tuple[Rule, ...] = ()
    end_when: tuple[Rule, ...] = ()
    asks: tuple[Ask, ...] = (REASON,)
    end_asks: tuple[Ask, ...] = ()
    paper: str | None = None
    editable: bool = True
    waiting: str = "chờ bổ sung hồ sơ"

    def steps(self) -> tuple[Step, ...]:
        """The opening and the closing step in each stage where the hold may be laid."""
        return tuple(step for stage in self.during for step in (self._opening(stage), self._closing(stage)))

    def _opening(self, stage: str) -> Step:
        return Step(
            self.action, stage, stage, by=self.by, title=self.title, when=self.when, asks=self.asks, paper=self.paper,
            clock=Clock.PAUSE, opens=self.action,
        )  # fmt: skip

    def _closing(self, stage: str) -> Step:
        return Step(
            self.ends_with, stage, stage, by=self.ended_by, title=self.end_title, when=self.end_when,
            asks=self.end_asks, clock=Clock.RESUME, closes=self.action,
        )  # fmt: skip
