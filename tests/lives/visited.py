"""What these lives came to see: stages, holds, effects, refusals. What is never visited was never tested."""

from collections import Counter

from hypothesis import event

from tests.lives.memory import Life


class Visited:
    """Counts over all runs of a machine; each run is also told to Hypothesis as events."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.loud = True
        self._run: set[str] = set()

    def note(self, what: str) -> None:
        self._run.add(what)

    def took(self, life: Life, action: str) -> None:
        self.note(f"{life.code}: {action}")
        self.note(f"{life.code} in {life.stage}" + (f" under {life.hold}" if life.hold else ""))

    def refused(self, life: Life, action: str, refusal: Exception) -> None:
        self.note(f"refused: {type(refusal).__name__}")

    def close(self) -> None:
        """The run is over."""
        for what in sorted(self._run):
            self.counts[what] += 1
            if self.loud:
                event(what)
        self._run.clear()

    def forget(self) -> None:
        self._run.clear()

    def table(self) -> str:
        """Everything with how many runs came there."""
        return "\n".join(f"{count:7} {what}" for what, count in sorted(self.counts.items()))
