"""What the public may know of an issued paper: what it is, its number and day, whether it is in force. No person."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select

from states.forms_of_law import FORMS
from states.papers_out import LASTING, OUT_PAPERS
from workflow.accounts.models import Agency
from workflow.decisions.kinds import DecisionKind
from workflow.decisions.models import DecisionDossier, DecisionPaper
from workflow.decisions.queries import kind_title
from workflow.dossiers.models import Dossier
from workflow.extensions import JsonDict, db
from workflow.lookup.standing import (
    Standing,
    UnitLine,
    in_force,
    standing_of_decision,
    standing_of_official,
    standing_of_paper,
    units_of,
)
from workflow.papers.models import Paper
from workflow.papers.official import is_draft, numbered
from workflow.papers.secrets import paper_code, paper_of_code
from workflow.register.models import Commune
from workflow.wall_clock import HANOI

PAPER, DECISION, DOSSIER = Paper.__table__, DecisionPaper.__table__, Dossier.__table__
AGENCY, COMMUNE = Agency.__table__, Commune.__table__
LISTED = DecisionDossier.__table__
NOBODY = uuid.UUID(int=0)
_SAME = PAPER.alias("same")
_PAPER = (
    select(
        PAPER.c.id, PAPER.c.dossier_id, PAPER.c.form, PAPER.c.facts, PAPER.c.entry_number, PAPER.c.made_at,
        DOSSIER.c.is_open,
        DOSSIER.c.hold, DOSSIER.c.extended_to, COMMUNE.c.full_name.label("commune_name"),
        select(func.max(_SAME.c.entry_number))
        .where(_SAME.c.dossier_id == PAPER.c.dossier_id, _SAME.c.form == PAPER.c.form)
        .scalar_subquery().label("newest"),
    )
    .join(DOSSIER, DOSSIER.c.id == PAPER.c.dossier_id)
    .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
    .where(PAPER.c.id == bindparam("paper_id"))
)  # fmt: skip
_DECISION = (
    select(
        DECISION.c.id, DECISION.c.kind, DECISION.c.symbol, DECISION.c.state, DECISION.c.signed_on,
        DECISION.c.issued_on, DECISION.c.corrects_id, AGENCY.c.name.label("agency_name"),
    )
    .join(AGENCY, AGENCY.c.id == DECISION.c.agency_id)
    .where(DECISION.c.id == bindparam("paper_id"))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verified:
    """An issued paper as anybody may see it. `form` and `facts` are for printing it again, never for the page."""

    id: uuid.UUID
    is_decision: bool
    title: str
    number: str
    on: date | None
    agency_name: str
    communes: Sequence[str]
    units: Sequence[UnitLine]
    standing: Standing
    matter: str = ""
    form: str = ""
    facts: JsonDict | None = None
    decision_id: uuid.UUID | None = None

    @property
    def code(self) -> str:
        """What its QR carries."""
        return paper_code(self.id)


def tidy_code(typed: str) -> str:
    """A code as it was printed: any case, blanks and hyphens wherever, o read as 0, i and l as 1 in its last part."""
    bare = re.sub(r"[^0-9A-Za-z]", "", typed[:200])
    return f"{bare[:32].lower()}-{bare[32:].upper().translate(str.maketrans('OIL', '011'))}"


def find_by_code(code: str) -> Verified | None:
    """The paper of a code. The same statements whether the code is no code, was not made here, or has no paper."""
    return find_by_id(paper_of_code(tidy_code(code)) or NOBODY)


def find_by_id(paper_id: uuid.UUID) -> Verified | None:
    """An issued paper or a decision."""
    paper = db.session.execute(_PAPER, {"paper_id": paper_id}).one_or_none()
    decision = db.session.execute(_DECISION, {"paper_id": paper_id}).one_or_none()
    if paper is not None:
        return _paper(paper)
    return _decision(decision) if decision is not None else None


def _paper(row: Any) -> Verified:
    if row.form in OUT_PAPERS:
        return _official(row)
    return Verified(
        row.id, False, FORMS.get(row.form) or _("Giấy tờ của hồ sơ"), row.facts.get("number") or "",
        row.made_at.astimezone(HANOI).date(), row.facts.get("agency") or "", (row.commune_name,), (),
        standing_of_paper(row), form=row.form, facts=row.facts,
    )  # fmt: skip


def _official(row: Any) -> Verified:
    """A paper that officers made. What a decision is worth is what its number in the book is worth."""
    facts, kind = row.facts, OUT_PAPERS[row.form]
    decision = _decision_of(row.dossier_id) if row.form in LASTING and not is_draft(facts) else None
    standing = standing_of_official(row, is_draft(facts)) or (decision.standing if decision else in_force())
    return Verified(
        row.id, False, kind.title, numbered(facts) if kind.bears_number and facts["number"] else "",
        date.fromisoformat(facts["day"]) if facts["day"] else None, " ".join(facts["agency"]), (row.commune_name,),
        decision.units if decision else (), standing, form=row.form, facts=facts,
        decision_id=decision.id if decision else None,
    )  # fmt: skip


def _decision_of(dossier_id: uuid.UUID) -> Verified | None:
    listed = select(LISTED.c.decision_id).where(LISTED.c.dossier_id == dossier_id, LISTED.c.is_live)
    decision_id = db.session.scalar(listed)
    row = db.session.execute(_DECISION, {"paper_id": decision_id}).one_or_none() if decision_id else None
    return _decision(row) if row is not None else None


def _decision(row: Any) -> Verified:
    """Names of units only where the register tells them to everybody anyway."""
    communes, units = units_of(row.id)
    is_public = row.kind in (DecisionKind.RECOGNISE, DecisionKind.REVOKE, DecisionKind.CORRECT) and row.issued_on
    return Verified(
        row.id, True, _("Quyết định"), row.symbol, row.signed_on, row.agency_name, communes, units if is_public else (),
        standing_of_decision(row, units), matter=kind_title(row.kind), decision_id=row.id,
    )  # fmt: skip
