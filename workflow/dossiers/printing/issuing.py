"""Fixing the papers of an act, in its transaction: facts kept, bytes digested, both named in the journal's entry.

A paper whose number or day comes later gets a next version; a paper made anew names the one whose place it takes. The
digest is of the PDF itself: whoever prints it again from its facts gets these bytes.
"""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from states.papers_out import FOLLOWS
from workflow.dossiers.printing.making import PAPER, Making, last_facts
from workflow.dossiers.printing.registry import facts_of, with_number
from workflow.extensions import JsonDict, new_id
from workflow.papers import blocks
from workflow.papers.official import is_draft, named
from workflow.papers.printed import render
from workflow.papers.signatures.services import print_digest

PASSING = frozenset({"made_at", "paper", "earlier", "replaces", "base_url"})
"""Facts in which two versions of one paper differ though they say the same."""


def fix_papers(making: Making, codes: Sequence[str], entry_number: int) -> dict[str, Any]:
    """Fix these papers; what the journal notes of them: [[code, id], …], their digests, and which are drafts still."""
    fixed = [found for code in codes if (found := _fix(making, code, entry_number)) is not None]
    return noted(fixed)


def noted(fixed: Sequence[tuple[JsonDict, str]]) -> dict[str, Any]:
    """What the journal keeps of papers that were fixed: codes, ids and digests, no personal values."""
    if not fixed:
        return {}
    drafts = [facts["paper"] for facts, _digest in fixed if is_draft(facts)]
    told: dict[str, Any] = {
        "papers": [[facts["form"], facts["paper"]] for facts, _digest in fixed],
        "digests": [digest for _facts, digest in fixed],
    }
    return told | ({"drafts": drafts} if drafts else {})


def _fix(making: Making, code: str, entry_number: int) -> tuple[JsonDict, str] | None:
    facts = facts_now(making, code)
    if facts is None:
        return None
    return keep(making.session, with_number(code, making, facts), making.case.id, entry_number, making.at)


def facts_now(making: Making, code: str) -> JsonDict | None:
    """A paper as the act would fix it now, naming the one whose place it takes; None where it has nothing new."""
    facts, last = facts_of(code, making), last_facts(making, code)
    if facts is None or last is None:
        return facts
    if making.action not in FOLLOWS:
        return naming(facts, last)
    return None if says_the_same(last, facts) else facts | {"earlier": last["paper"]}


def naming(facts: JsonDict, old: JsonDict, why: str = "") -> JsonDict:
    """The facts of a paper that takes the place of an earlier one, and says so where that one had gone out."""
    told = {"replaces": {"paper": old["paper"], "named": named(old)}}
    if is_draft(old) or facts["replaces"]:
        return facts | told if not facts["replaces"] else facts
    because = f" do {why.rstrip('.')}" if why else ""
    sentence = blocks.paragraph(f"Văn bản này thay thế {named(old)}{because}")
    said = [_opened(block) for block in facts["blocks"]]
    return facts | told | {"blocks": blocks.ended([*said, sentence])}


def _opened(block: JsonDict) -> JsonDict:
    """A paragraph that ended the text, with a plain full stop."""
    ends = str(block.get("t", "")).endswith("./.")
    return block | {"t": f"{block['t'].removesuffix('./.')}."} if ends else block


def says_the_same(old: JsonDict, new: JsonDict) -> bool:
    """Whether two versions differ only in when they were made."""
    return {name: value for name, value in old.items() if name not in PASSING} == {
        name: value for name, value in new.items() if name not in PASSING
    }


def keep(
    session: Session, facts: JsonDict, dossier_id: uuid.UUID, entry_number: int, at: datetime
) -> tuple[JsonDict, str]:
    """Write a paper down under an id that it knows itself; its facts and the digest of its bytes."""
    paper_id = new_id()
    facts = facts | {"paper": str(paper_id)}
    row = {
        "id": paper_id, "dossier_id": dossier_id, "form": facts["form"], "template_version": facts["version"],
        "facts": facts, "entry_number": entry_number, "made_at": at,
    }  # fmt: skip
    session.execute(insert(PAPER), row)
    return facts, digest_of(facts)


def digest_of(facts: JsonDict) -> str:
    """SHA-256 of the PDF, in hex."""
    return hashlib.sha256(render(facts["form"], facts)).hexdigest()


def digest_of_issued(session: Session, paper_id: str) -> str:
    """The same for a form of the one-stop shop that was issued in this transaction."""
    wanted = select(PAPER.c.form, PAPER.c.facts).where(PAPER.c.id == uuid.UUID(paper_id))
    form, facts = session.execute(wanted).one()
    return print_digest(uuid.UUID(paper_id), form, facts).hex()
