"""On the page of a dossier whose content was deleted: that it was, when, under which rule."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from workflow.accounts.person import Person
from workflow.dossiers.bundle.told import purged_of
from workflow.dossiers.case import DossierCase

if TYPE_CHECKING:
    from workflow.dossiers.queries import DossierView


def card(dossier: "DossierView", case: DossierCase, person: Person, today: date) -> Mapping[str, Any] | None:
    """No statement for a dossier that has its content."""
    if dossier.row.purged_on is None:
        return None
    return {"on": dossier.row.purged_on, "purged": purged_of(dossier.id)}
