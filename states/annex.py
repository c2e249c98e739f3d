"""The annex of the plan as it was printed: what is certain of its slips, who settles them, who adds what is missing.

The annex prints 105 rows; five of C.I and all twenty of C.II that the plan's text promises (I.2) are missing. The plan
gives the lists of recognised units to the communes (V.9) and the plan itself to the department (V.1).
"""

from collections.abc import Mapping
from enum import StrEnum

from states.actors import COMMUNE_OFFICER, DEPT_OFFICER, Post
from states.indicators import PROMISED


class SlipMark(StrEnum):
    """How sure it is that the annex was misprinted: by the plan's own text, found, from memory, settled by a person."""

    BY_THE_PLAN = "P"
    FOUND = "F"
    DOUBTFUL = "M"
    CONFIRMED = "C"
    AS_PRINTED = "N"


SURE = (SlipMark.BY_THE_PLAN.value, SlipMark.FOUND.value, SlipMark.CONFIRMED.value)
"""The marks under which the corrected spelling is shown."""

BY_PEOPLE = frozenset({SlipMark.CONFIRMED.value, SlipMark.AS_PRINTED.value})
"""The marks of slips that people have settled here; the others came with the annex."""

ADDS_ROWS: Post = DEPT_OFFICER
CORRECTS: Post = DEPT_OFFICER
SETTLES: tuple[Post, ...] = (COMMUNE_OFFICER, DEPT_OFFICER)
"""Who says whether a doubtful slip is one: the commune for its own rows, the department for every row."""


def missing(held: Mapping[str, int]) -> dict[str, int]:
    """How many rows of each section the plan's text promises beyond those held; nothing for a full section."""
    return {section: n - held.get(section, 0) for section, n in PROMISED.items() if n > held.get(section, 0)}
