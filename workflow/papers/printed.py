"""Every form the office prints, by its code; how a paper that was issued is printed again."""

from collections.abc import Mapping

from states.forms_of_law import FORMS as NAMES
from workflow.extensions import JsonDict
from workflow.papers.control import CONTROL
from workflow.papers.letters import LETTERS
from workflow.papers.printing import Form, print_pdf, print_pictures
from workflow.papers.receipt import RECEIPT
from workflow.text import fold

FORMS: Mapping[str, Form] = {form.code: form for form in (RECEIPT, *LETTERS, *CONTROL)}


def render(code: str, facts: JsonDict, *, draft: bool = False) -> bytes:
    """A paper as PDF/A-2b: the same bytes for the same facts. A draft carries DỰ THẢO."""
    return print_pdf(FORMS[code], facts, draft=draft)


def pictures(code: str, facts: JsonDict, *, draft: bool = False) -> list[bytes]:
    """The pages of a paper as PNG."""
    return print_pictures(FORMS[code], facts, draft=draft)


def file_name(code: str, facts: JsonDict) -> str:
    """What a paper is called when it is taken away, e.g. "Phieu-tu-choi-tiep-nhan-….pdf"."""
    if code == "M01":
        return f"Giay-tiep-nhan-{facts['code']}.pdf"
    name = "-".join(fold(NAMES[code]).split()[:6]).replace(",", "").capitalize()
    told = facts.get("code") or facts["made_at"][:10]
    return f"{name}-{told}.pdf"
