"""Opinions on the dossier's page: who is asked, who is blocking and since when, what came back."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase
from workflow.dossiers.consultation import matter
from workflow.dossiers.consultation.pages import answer_titles
from workflow.dossiers.consultation.services import may_ask
from workflow.opinions.queries import OUT, requests_of

if TYPE_CHECKING:
    from workflow.dossiers.queries import DossierView

ASKING = "ask_opinions"


def card(dossier: "DossierView", case: DossierCase, person: Person, today: date) -> Mapping[str, Any] | None:
    """One statement where anybody was ever asked; none before. Nothing for the commune, which is not party to it."""
    asked, may = ASKING in case.took, may_ask(person, dossier.row)
    if not asked and not may:
        return None
    rows = [row for row in requests_of(dossier.id) if row.state != "revoked"] if asked else []
    return {
        "rows": rows,
        "blocking": [row for row in rows if row.state in OUT],
        "titles": {stage.name: stage.title for stage in matter.LAW.stages},
        "answers": answer_titles(),
        "may_ask": may,
        "today": today,
    }
