"""What a procedure answers when somebody wishes to take a step."""

from dataclasses import dataclass

from states.basis import Reason
from states.tables import Step


@dataclass(frozen=True, slots=True)
class Decision:
    """What changes if the step is taken. The caller writes it down; nothing has changed yet."""

    step: Step
    source: str
    dest: str
    hold_before: str | None
    hold_after: str | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would be answered for one action now. `mine`: I hold its post. `allowed`: mine, and no reason against it.
    `hidden`: out of the question here, so that a page need not offer it.

    `reasons` are given whether or not the action is mine. What the step asks to be typed is not demanded yet.
    """

    step: Step
    mine: bool
    allowed: bool
    reasons: tuple[Reason, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place in the road where a dossier waits for `step`; `hold` is None when no hold is open."""

    stage: str
    hold: str | None
    step: Step


class Unknown(Exception):
    """The procedure has no such action, stage or hold (404)."""


class Forbidden(Exception):
    """The step belongs to another post, or to the same post at another agency (403)."""


class Refused(Exception):
    """The law does not allow this step now (409). `reasons` holds every one at once, ready to be shown."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(" ".join(reason.text for reason in reasons))
        self.reasons = reasons


class MovedOn(Refused):
    """The action exists, but not from where the dossier is now: somebody was quicker, or the page is old (409)."""


class InvalidProcedure(Exception):
    """A table contradicts itself. `problems` holds every contradiction, in words."""

    def __init__(self, procedure: str, problems: tuple[str, ...]) -> None:
        super().__init__(f"{procedure}: " + "; ".join(problems))
        self.problems = problems
