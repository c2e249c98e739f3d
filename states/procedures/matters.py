"""Matters that follow a table of the law without being dossiers: an opinion, a yearly review, what the environment
still needs.
"""

from collections.abc import Mapping

from states.kernel import Procedure
from states.procedures.opinion import OPINION_2026_1
from states.procedures.pollution_inspection import POLLUTION_INSPECTION_2026_1
from states.procedures.remedy import REMEDY_2026_1
from states.procedures.review import REVIEW_2026_1

MATTERS: Mapping[tuple[str, str], Procedure] = {
    matter.key: matter for matter in (OPINION_2026_1, REVIEW_2026_1, REMEDY_2026_1, POLLUTION_INSPECTION_2026_1)
}
