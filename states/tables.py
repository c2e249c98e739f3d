"""The words a procedure is written in: stages, steps, holds, rules. `kernel` checks and applies the table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from states.actors import Actor, AgencyKind, Post
from states.asks import REASON, Ask
from states.basis import Basis, Reason
from states.case import Case, Finding

if TYPE_CHECKING:
    from states.kernel import Procedure


class Clock(StrEnum):
    """What a step does to the legal time limit. Whatever ends a dossier stops it too."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    STOP = "stop"


class Effect(StrEnum):
    """What the office must do in the same transaction, beyond moving the dossier."""

    RECEIVE = "receive"
    RECOGNISE = "recognise"
    ASK_SUPPLEMENT = "ask_supplement"
    ANSWER_SUPPLEMENT = "answer_supplement"
    CANCEL_SUPPLEMENT = "cancel_supplement"
    LAPSE = "lapse"
    EXTEND = "extend"
    STOP = "stop"
    SIGN = "sign"
    NUMBER = "number"
    ISSUE_RECOGNITION = "issue_recognition"
    ISSUE_REVOCATION = "issue_revocation"
    ISSUE_SUPPORT = "issue_support"
    ISSUE_CORRECTION = "issue_correction"
    DELIVER = "deliver"
    GRANT = "grant"
    COMMIT = "commit"
    PAY = "pay"
    ACCEPT = "accept"


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
    """A claim that must hold before a step; `unmet` yields one reason for each thing in its way.

    When a rule that `hides` is unmet the step is out of the question rather than blocked: a page need not offer it.
    """

    name: str
    sentence: str
    basis: Basis | None
    unmet: Callable[[Attempt], Iterable[Reason]]
    hides: bool = False


def rule(
    sentence: str, basis: Basis | None = None, *, hides: bool = False
) -> Callable[[Callable[[Attempt], Iterable[Reason | str]]], Rule]:
    """Make a rule of a generator that yields a `Reason` (or its text) for each unmet thing.

    `sentence` says in Vietnamese what must hold; a reason given as text takes the article of the rule. `hides` is as
    in `Rule`.
    """

    def declare(question: Callable[[Attempt], Iterable[Reason | str]]) -> Rule:
        def unmet(attempt: Attempt) -> Iterable[Reason]:
            return [Reason(found, basis) if isinstance(found, str) else found for found in question(attempt)]

        return Rule(question.__name__, sentence, basis, unmet, hides)

    return declare


EVERYONE_CONCERNED = (AgencyKind.COMMUNE, AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.PROVINCE)


@dataclass(frozen=True, slots=True)
class Stage:
    """A condition of a dossier. `days` are working days; a final stage has no way out.

    `title` is for officers, `public_title` for the public look-up, `phase` groups stages on the road that a page draws.
    `editable` stages let the commune change its request; from an end that is `again` it may begin anew with the content
    of the old dossier. `seen_by` names the kinds of agency whose people may see the
    dossier while it is here (a commune only its own).
    """

    name: str
    title: str
    public_title: str
    phase: str
    days: int | None = None
    final: bool = False
    editable: bool = False
    again: bool = False
    seen_by: tuple[AgencyKind, ...] = EVERYONE_CONCERNED


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: who moves a dossier from where to where, on what conditions, with which paper.

    `dest` None leaves the dossier where it is. `finding` is what the step records as the department's proposal. A step
    with `opens` begins a hold; one with `closes` exists only under that hold and ends it, one with `under` exists only
    under it and leaves it open. A step that is `beside` the road may be taken although the dossier does not wait for
    it; one that `reopens` leaves a final stage, never without a reason.
    """

    action: str
    source: str | tuple[str, ...]
    dest: str | None
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
    under: str | None = None
    beside: bool = False
    reopens: bool = False

    def __post_init__(self) -> None:
        if self.needs_reason and all(ask.name != REASON.name for ask in self.asks):
            object.__setattr__(self, "asks", (*self.asks, REASON))

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def hold_before(self) -> str | None:
        """The hold under which the step exists, or None when it exists only where no hold is open."""
        return self.closes or self.under

    @property
    def hold_after(self) -> str | None:
        return self.opens or self.under

    def dest_from(self, source: str) -> str:
        """Where the step leads from one of its sources."""
        return self.dest or source


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold laid on a stage: the ball is with `ended_by`, and only steps declared for the hold exist.

    Opening it is the step `action` by `by`; ending it the step `ends_with` by `ended_by`. The stage stays what it was.
    While a hold that `pauses` is open the clock stands. `waiting` says in words, after the title of the stage, what the
    dossier waits for. Further steps of the table may end it too (`Step.closes`).
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
    effect: Effect | None = None
    end_effect: Effect | None = None
    pauses: bool = True
    editable: bool = True
    waiting: str = "chờ bổ sung hồ sơ"

    def steps(self) -> tuple[Step, ...]:
        """The opening and the closing step in each stage where the hold may be laid."""
        return tuple(step for stage in self.during for step in (self._opening(stage), self._closing(stage)))

    def _opening(self, stage: str) -> Step:
        return Step(
            self.action, stage, None, by=self.by, title=self.title, when=self.when, asks=self.asks, paper=self.paper,
            clock=Clock.PAUSE if self.pauses else None, effect=self.effect, opens=self.action,
        )  # fmt: skip

    def _closing(self, stage: str) -> Step:
        return Step(
            self.ends_with, stage, None, by=self.ended_by, title=self.end_title, when=self.end_when,
            asks=self.end_asks, clock=Clock.RESUME if self.pauses else None, effect=self.end_effect, closes=self.action,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that the law leaves open: versioned with the procedure, changed by publishing a new version.

    `unit` says what is counted (ngày làm việc, lần…); `basis` on what ground the present value stands.
    """

    name: str
    title: str
    value: int
    unit: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Consult:
    """Where opinions of other agencies may be asked, and by whom."""

    stages: tuple[str, ...]
    by: Post
