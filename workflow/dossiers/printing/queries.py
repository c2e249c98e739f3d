"""Reading a paper for its page: what it is, whether it still gives the bytes that were fixed, what may be done."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from states.papers_out import OUT_PAPERS, OutPaper
from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase
from workflow.dossiers.printing.issuing import digest_of
from workflow.dossiers.printing.making import PAPER
from workflow.dossiers.printing.numbering import ENTRY, act_of, is_corrected_here, number_seat, signing_seat
from workflow.errors import NotFound
from workflow.extensions import JsonDict, db
from workflow.papers.official import is_draft


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper of a dossier as its reader sees it. `digest` is what the journal noted when it was fixed."""

    row: Any
    kind: OutPaper
    digest: str
    is_whole: bool
    later: Any
    may_number: bool
    may_correct: bool

    @property
    def facts(self) -> JsonDict:
        found: JsonDict = self.row.facts
        return found

    @property
    def is_draft(self) -> bool:
        return is_draft(self.facts)


def get_page(case: DossierCase, paper_id: uuid.UUID, person: Person) -> PaperPage:
    """A paper that officers made for this dossier. Raises NotFound."""
    row = _paper(case.id, paper_id)
    later = db.session.execute(
        select(PAPER.c.id, PAPER.c.made_at)
        .where(PAPER.c.dossier_id == case.id, PAPER.c.form == row.form, PAPER.c.entry_number > row.entry_number)
        .order_by(PAPER.c.entry_number.desc())
        .limit(1)
    ).one_or_none()
    last, kind = later is None, OUT_PAPERS[row.form]
    numbers = last and kind.bears_number and not row.facts["number"] and number_seat(person, row.facts) is not None
    signs = signing_seat(person, act_of(db.session(), row)) is not None
    corrects = last and signs and is_corrected_here(case, row.form)
    noted = _digest(case.id, row)
    return PaperPage(row, kind, noted, noted == digest_of(row.facts), later, numbers, corrects)


def get_facts(dossier_id: uuid.UUID, paper_id: uuid.UUID) -> JsonDict:
    """The facts of a paper that officers made. Raises NotFound."""
    found: JsonDict = _paper(dossier_id, paper_id).facts
    return found


def _paper(dossier_id: uuid.UUID, paper_id: uuid.UUID) -> Any:
    row = db.session.execute(
        select(PAPER).where(PAPER.c.id == paper_id, PAPER.c.dossier_id == dossier_id)
    ).one_or_none()
    if row is None or row.form not in OUT_PAPERS:
        raise NotFound
    return row


def _digest(dossier_id: uuid.UUID, paper: Any) -> str:
    wanted = select(ENTRY.c.payload).where(ENTRY.c.dossier_id == dossier_id, ENTRY.c.number == paper.entry_number)
    payload: Mapping[str, Any] = db.session.execute(wanted).scalar_one()
    ids = [paper_id for _code, paper_id in payload.get("papers", ())]
    place = ids.index(str(paper.id)) if str(paper.id) in ids else -1
    return str(payload["digests"][place]) if place >= 0 else ""
