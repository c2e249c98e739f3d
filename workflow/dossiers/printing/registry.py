"""Which function makes the facts of which paper. What papers there are, and at which act, is `states.papers_out`."""

from collections.abc import Callable
from functools import lru_cache

from werkzeug.utils import import_string

from workflow.dossiers.printing.making import Making
from workflow.extensions import JsonDict

FactsFunction = Callable[[Making], "JsonDict | None"]
_HERE = "workflow.dossiers.printing"
FACTS: dict[str, str] = {
    "TTR-XA": f"{_HERE}.submissions:commune_submission",
    "CV-YK": f"{_HERE}.consultation:request_letter",
    "PHIEU-YK": f"{_HERE}.consultation:slip",
    "BB-KT": f"{_HERE}.appraisal:visit_record",
    "BC-MT": f"{_HERE}.appraisal:environmental_report",
    "BC-TH": f"{_HERE}.submissions:consolidated_report",
    "TTR-SO": f"{_HERE}.submissions:department_submission",
    "BB-HD": f"{_HERE}.council:extract",
    "QD-CN": f"{_HERE}.decisions:recognition",
    "QD-TH": f"{_HERE}.decisions:revocation",
    "QD-HT": f"{_HERE}.decisions:support",
    "QD-DC": f"{_HERE}.decisions:correction",
    "TL-KCN": f"{_HERE}.refusals:refusal",
    "BANG-CN": f"{_HERE}.decisions:certificate",
}
"""By the code of the paper; loaded when first needed."""

NUMBERED_WHEN_FIXED: dict[str, str] = {"BANG-CN": f"{_HERE}.decisions:with_number"}
"""Papers that take a number of their own in the act that fixes them."""


def facts_of(code: str, making: Making) -> JsonDict | None:
    """The facts of a paper as it would be made now; None where it has nothing to say."""
    return _function(code)(making)


def with_number(code: str, making: Making, facts: JsonDict) -> JsonDict:
    """The same facts with the number that the paper takes by itself."""
    name = NUMBERED_WHEN_FIXED.get(code)
    if name is None:
        return facts
    numbered: JsonDict = import_string(name)(making, facts)
    return numbered


@lru_cache
def _function(code: str) -> FactsFunction:
    found: FactsFunction = import_string(FACTS[code])
    return found
