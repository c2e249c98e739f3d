"""Papers that officers make: from their facts to the words of a layout. Facts are kept for ever and printed again.

What a paper says stands in its facts, so that a later change of wording leaves what was issued alone; its layout stands
in `printing`. A paper is a draft until its number, day and signer are recorded; only then it bears the QR that leads to
the page of verification.
"""

from collections.abc import Mapping
from datetime import date

from states.papers_out import OUT_PAPERS, OutPaper
from workflow.extensions import JsonDict
from workflow.papers.printing import Form, written_day
from workflow.papers.verification import verification

BLANK = "…………"
UNDATED = "ngày …… tháng …… năm ……"
EMPTY: JsonDict = {
    "kind": "", "subject": "", "about": "", "to": [], "issuer": "", "bases": [], "blocks": [], "annex": [],
    "recipients": [], "signatures": [], "what": "", "unit": "", "lines": [], "ground": "", "is_blank": False,
    "number": "", "symbol": "", "day": None, "place": "", "parent": "", "agency": [], "code": None, "paper": None,
    "earlier": None, "replaces": None,
}  # fmt: skip
"""Everything a layout may ask for; a paper says what it has."""


def is_draft(facts: JsonDict) -> bool:
    """Whether number, day or signer is still missing. A form to fill by hand is none."""
    if facts["is_blank"]:
        return False
    unsigned = not facts["signatures"] or not all(one["name"] for one in facts["signatures"])
    return unsigned or not facts["day"] or (_kind(facts).bears_number and not facts["number"])


def numbered(facts: JsonDict) -> str:
    """The number with its symbol, with room for what is not given yet: "05/TTr-UBND"."""
    return f"{facts['number'] or BLANK}/{facts['symbol']}"


def named(facts: JsonDict) -> str:
    """A paper as another one cites it: "Tờ trình số 05/TTr-UBND ngày 05 tháng 02 năm 2026".

    A number that nobody has written down yet is left out.
    """
    number = f" số {numbered(facts)}" if facts["number"] else ""
    day = f" {written_day(date.fromisoformat(facts['day']))}" if facts["day"] else ""
    name = (facts["kind"] or _kind(facts).title).capitalize()
    return f"{name}{number}{day}"


def _kind(facts: JsonDict) -> OutPaper:
    return OUT_PAPERS[facts["form"]]


def _words(facts: JsonDict, draft: bool) -> JsonDict:
    kind = _kind(facts)
    day = written_day(date.fromisoformat(facts["day"])) if facts["day"] else UNDATED
    leads = verification(facts, draft or facts["is_blank"])
    number = f"Số: {numbered(facts)}" if kind.bears_number else ""
    return EMPTY | facts | {
        "title": f"{kind.title} {facts['code'] or ''}".strip(), "sheet": kind.sheet.value,
        "number_line": number, "place_and_day": f"{facts['place']}, {day}" if facts["place"] else "",
        "qr": leads["verify_qr"], "address": leads["verify_address"],
    }  # fmt: skip


OFFICIAL: Mapping[str, Form] = {code: Form(code, "made_at", _words) for code in OUT_PAPERS}
