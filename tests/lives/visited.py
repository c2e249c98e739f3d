"""What these lives came to see: stages, holds, effects, refusals. What is never visited was never tested."""

from collections import Counter

from hypothesis import event

from states.kernel import Procedure
from states.procedures.recognition_2026_2 import RECOGNITION_2026_2
from states.procedures.revocation import REVOCATION_2026_1
from states.procedures.support import SUPPORT_2026_1
from tests.lives.memory import Life

ASIDE = frozenset(
    {
        "a decree on the calendar", "a change of a fund line", "a void number", "numbers on paper",
        "a question to departments", "opinion: draft_answer", "opinion: answer", "a conflict of interest",
        "refused: Refused", "refused: NotFound", "refused: MovedOn", "refused: Stale",
    }
)  # fmt: skip
VOTES = frozenset({"the council voted passed", "the council voted not_passed"})
BOTH_HOLDS = frozenset({"ask_supplement", "propose_supplement"})
RARE = frozenset({"draft", "refused", "discarded"})
"""Where a dossier comes only while it is a draft or at the desk: the fewer runs of revocation may miss them."""


def _all_of(procedure: Procedure) -> frozenset[str]:
    """Every stage of a table but the draft, its holds, and every action with an effect."""
    found = {f"{procedure.code} in {stage.name}" for stage in procedure.stages if stage.name != "draft"}
    found |= {f"{procedure.code}: {step.action}" for step in procedure.all_steps if step.effect is not None}
    return frozenset(found | {f"{procedure.code} under {hold}" for hold in BOTH_HOLDS})


MUST_BE_SEEN = {
    "recognitions": ASIDE | VOTES | _all_of(RECOGNITION_2026_2),
    "supports": ASIDE | {"the fund line is empty"} | _all_of(SUPPORT_2026_1),
    "revocations": VOTES
    | {f"revocation in {stage.name}" for stage in REVOCATION_2026_1.stages if stage.name not in RARE},
}
"""By machine: in two thousand runs, each of these was met."""


class Visited:
    """Counts over all runs of a machine; each run is also told to Hypothesis as events."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._run: set[str] = set()

    def note(self, what: str) -> None:
        self._run.add(what)

    def took(self, life: Life, action: str) -> None:
        """A step was taken: what it was, and where it led."""
        self.note(f"{life.code}: {action}")
        self.note(f"{life.code} in {life.stage}")
        if life.hold:
            self.note(f"{life.code} under {life.hold}")

    def refused(self, life: Life, action: str, refusal: Exception) -> None:
        """A step was refused."""
        self.note(f"refused: {type(refusal).__name__}")
        if action == "commit" and "chỉ còn" in str(refusal):
            self.note("the fund line is empty")

    def close(self) -> None:
        """The run is over."""
        for what in sorted(self._run):
            self.counts[what] += 1
            event(what)
        self._run.clear()

    def table(self) -> str:
        """Everything with how many runs came there."""
        return "\n".join(f"{count:7} {what}" for what, count in sorted(self.counts.items()))
