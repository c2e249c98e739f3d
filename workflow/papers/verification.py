"""The QR and address by which anybody learns whether a paper is genuine. Derived when printing, never stored."""

import uuid

from workflow.extensions import JsonDict
from workflow.papers.printing import qr
from workflow.papers.secrets import paper_code


def verification(facts: JsonDict, draft: bool) -> dict[str, str]:
    """`verify_qr` (SVG) and `verify_address`; empty on a draft and where the paper's id or the site is not known."""
    if draft or not facts.get("paper") or not facts.get("base_url"):
        return {"verify_qr": "", "verify_address": ""}
    address = f"{facts['base_url']}/verify/{paper_code(uuid.UUID(facts['paper']))}"
    return {"verify_qr": qr(address), "verify_address": address}
