"""Supplement requests on the dossier's page: what is asked, by when, how much is answered, and beginning again."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase
from workflow.dossiers.supplements.again import may_begin_again
from workflow.dossiers.supplements.received import is_hidden_from
from workflow.supplements.models import STATE_TITLES, RequestState
from workflow.supplements.queries import requests_of

if TYPE_CHECKING:
    from workflow.dossiers.queries import DossierView


def card(dossier: "DossierView", case: DossierCase, person: Person, today: date) -> Mapping[str, Any] | None:
    """One statement where a request was ever sent or may be written; none before."""
    again = may_begin_again(dossier.row, dossier.procedure, person)
    asked = any(line.hold_after for line in case.lines)
    if not asked and not again:
        return None
    rows = requests_of(dossier.id) if asked else ()
    current = next((row for row in rows if row.state == RequestState.OPEN), None)
    return {
        "requests": [row for row in rows if row.state != RequestState.DRAFT],
        "current": current,
        "late": current is not None and current.answer_by < today,
        "titles": STATE_TITLES,
        "may_answer": current is not None and dossier.is_editable_by(person),
        "is_hidden": is_hidden_from(dossier, person),
        "has_changes": any(row.state == RequestState.ANSWERED for row in rows),
        "again": again,
        "stage_title": dossier.stage.title,
    }
