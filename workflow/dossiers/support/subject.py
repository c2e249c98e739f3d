"""What a support application is about, as the dossier's page and a submission show and keep it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from states.actors import AGENCY_TITLES, AgencyKind
from states.checklist import Checklist
from states.checklists import screening_on
from states.parts import Need
from states.support import FUND_TITLES, Fund, SupportKind
from states.support_kinds import KIND_TITLES, kind_in
from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase
from workflow.dossiers.queries import DossierView
from workflow.dossiers.reception import Proposer
from workflow.dossiers.subjects import Subject
from workflow.dossiers.supplements.received import is_hidden_from, last_two
from workflow.papers import queries as papers
from workflow.support import queries
from workflow.support.fund_queries import Spending, spending_of
from workflow.support.queries import Application, as_handed_in


@dataclass(frozen=True)
class SupportPage:
    """An application as a page shows it; `fact` holds the figures the law asks for."""

    kind: SupportKind
    fact: Application
    lead: str
    spending: tuple[Spending, ...]

    @property
    def row(self) -> Any:
        """What is declared."""
        return self.fact.row

    @property
    def opinions(self) -> tuple[str, ...]:
        """Who is asked for an opinion."""
        return tuple(AGENCY_TITLES[kind] for kind in self.kind.opinions)

    @property
    def fund(self) -> str:
        """The wished source of money, in words; empty when none is chosen."""
        return FUND_TITLES[Fund(self.row.fund)] if self.row.fund else ""


def page(dossier: DossierView, case: DossierCase, person: Person, today: date) -> dict[str, Any]:
    """What the template is given: one statement, and one more once money is promised."""
    return {"support": support_page(dossier, case, person)}


def support_page(dossier: DossierView, case: DossierCase, person: Person) -> SupportPage:
    """What is asked and what became of it: what the case has read already, and what was spent.

    While the commune works on an answer to a supplement request, everybody else sees what was received.
    """
    fact = case.support
    assert isinstance(fact, Application), dossier.id
    if is_hidden_from(dossier, person):
        fact = as_handed_in(fact, last_two(dossier.id)[0].content)
    kind = kind_in(dossier.row.basis, dossier.row.kind)
    lead = dossier.row.commune_name if kind.lead is AgencyKind.COMMUNE else AGENCY_TITLES[kind.lead]
    return SupportPage(kind, fact, lead, spending_of(dossier.id) if fact.committed else ())


def content_of(dossier_id: uuid.UUID) -> dict[str, Any]:
    """The application as plain JSON values with a fixed order: what a submission keeps and digests."""
    row = queries.request_of(dossier_id)
    if row is None:
        return {"format": 2}
    names = sorted(name for name in row._mapping if name != "granted")  # noqa: SLF001 - the name SQLAlchemy gives it
    files = papers.attachments_of(dossier_id)
    kept = [[part, file.name, file.digest.hex()] for part in sorted(files) for file in files[part]]
    return {"format": 2, **{name: _plain(getattr(row, name)) for name in names}, "files": kept}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def edit_url(dossier_id: uuid.UUID) -> str:
    """Where the commune edits the application."""
    return url_for("support.check", dossier_id=dossier_id)


def section_url(dossier_id: uuid.UUID, section: str) -> str:
    """Where one section is mended: "wizard:money" and "parts:S-PLAN" of a reason lead here."""
    return url_for("support.section", dossier_id=dossier_id, section=section)


def kind_title(row: Any) -> str:
    """What lists call an application of this kind."""
    return KIND_TITLES[row.kind]


def proposer_of(dossier_id: uuid.UUID) -> Proposer:
    """Whom the receipt names."""
    row = queries.request_of(dossier_id)
    assert row is not None, dossier_id
    return Proposer(row.applicant_name, row.applicant_role, row.applicant_phone, row.applicant_address)


def needs(case: DossierCase) -> Sequence[Need]:
    """The papers of this kind."""
    return kind_in(case.row.basis, case.row.kind).needs


def checklist(case: DossierCase) -> Checklist:
    """The screening list of this kind that is in force on the day; what has begun keeps its own."""
    return screening_on(case.row.kind, case.on)


SUBJECT = Subject(
    template="support/_subject.html", page=page, content_of=content_of, edit_url=edit_url, section_url=section_url,
    needs=needs, kind_title=kind_title, checklist=checklist,
)  # fmt: skip
