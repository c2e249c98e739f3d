"""How the quality of handling dossiers is measured: what a send-back is, and which number stands for many durations."""

from collections.abc import Sequence
from math import ceil

from states.kernel import Procedure


def sends_back(procedure: Procedure, source: str, dest: str) -> bool:
    """Whether an act took a dossier to an earlier stage of the table. An end that is taken back is none."""
    if procedure.stage(source).final or procedure.stage(dest).final:
        return False
    order = [stage.name for stage in procedure.stages]
    return order.index(dest) < order.index(source)


def nearest_rank(values: Sequence[int], hundredths: int) -> int | None:
    """The value at which at least so many hundredths of all are no larger: always one that was measured (nearest rank).

    With 50 it is the (lower) median, with 90 the p90. None of no values.
    """
    if not values:
        return None
    return sorted(values)[max(1, ceil(len(values) * hundredths / 100)) - 1]
