"""Every form the office prints, by its code; how a paper that was issued is printed again."""

import uuid
from collections.abc import Mapping

from states.forms_of_law import paper_title
from workflow.extensions import JsonDict
from workflow.papers.control import CONTROL
from workflow.papers.letters import LETTERS
from workflow.papers.official import OFFICIAL, is_draft
from workflow.papers.printing import Form, print_pdf, print_pictures
from workflow.papers.receipt import RECEIPT
from workflow.text import fold

FORMS: Mapping[str, Form] = {form.code: form for form in (RECEIPT, *LETTERS, *CONTROL)} | dict(OFFICIAL)


def render(code: str, facts: JsonDict, *, draft: bool = False) -> bytes:
    """A paper as PDF/A-2b: the same bytes for the same facts. A draft carries DỰ THẢO."""
    return print_pdf(FORMS[code], facts, draft=draft or _is_draft(code, facts))


def reprint(paper_id: uuid.UUID | str, code: str, facts: JsonDict) -> bytes:
    """A paper that was issued, as it was: its QR comes from its id, which forms of the one-stop shop do not keep."""
    return render(code, facts | {"paper": str(paper_id)})


def pictures(code: str, facts: JsonDict, *, draft: bool = False) -> list[bytes]:
    """The pages of a paper as PNG."""
    return print_pictures(FORMS[code], facts, draft=draft or _is_draft(code, facts))


def _is_draft(code: str, facts: JsonDict) -> bool:
    """Whether an officers' paper still waits for its number, day or signer."""
    return code in OFFICIAL and is_draft(facts)


def file_name(code: str, facts: JsonDict, extension: str = "pdf") -> str:
    """What a paper is called when it is taken away, e.g. "Phieu-tu-choi-tiep-nhan-….pdf"."""
    if code == "M01":
        return f"Giay-tiep-nhan-{facts['code']}.pdf"
    name = "-".join(fold(paper_title(code)).split()[:6]).translate({ord(mark): None for mark in ",()"}).capitalize()
    told = facts.get("code") or facts["made_at"][:10]
    return f"{name}-{told}.{extension}"
