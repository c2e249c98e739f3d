"""Measuring side by side: rounds of each candidate take turns, so that a busy machine is busy for all of them."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import event
from sqlalchemy.engine import Engine

Work = Callable[[], object]
Batch = Callable[[], Sequence[Work]]
"""Prepares the works of one round; only the works themselves are timed."""


class Cost(NamedTuple):
    """Microseconds of one work: on the wall, and of this process's CPU. Those of the quietest round."""

    wall: float
    cpu: float


def side_by_side(candidates: Mapping[str, Batch], rounds: int) -> dict[str, Cost]:
    """The cost of one work of each candidate, over rounds that take turns. The first round only warms up."""
    seen: dict[str, list[Cost]] = {name: [] for name in candidates}
    for number in range(rounds + 1):
        for name, batch in candidates.items():
            cost = _cost_of(batch())
            if number:
                seen[name].append(cost)
    return {name: _quietest(costs) for name, costs in seen.items()}


def alone(batch: Batch, rounds: int) -> Cost:
    """The cost of one work of one candidate."""
    return side_by_side({"": batch}, rounds)[""]


def _cost_of(works: Sequence[Work]) -> Cost:
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    for work in works:
        work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Cost(wall / len(works) * 1e6, cpu / len(works) * 1e6)


def _quietest(costs: Sequence[Cost]) -> Cost:
    return Cost(min(cost.wall for cost in costs), min(cost.cpu for cost in costs))


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Collect what is sent to the database, BEGIN left out."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
