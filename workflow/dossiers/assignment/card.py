"""Who handles a dossier, on its page."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from workflow.accounts.person import Person
from workflow.dossiers.assignment.queries import history
from workflow.dossiers.assignment.services import may_assign, waited_posts
from workflow.dossiers.case import DossierCase

if TYPE_CHECKING:
    from workflow.dossiers.queries import DossierView

ASSIGNED = "assign"


def card(dossier: "DossierView", case: DossierCase, person: Person, today: date) -> Mapping[str, Any] | None:
    """One statement once the dossier was ever assigned; none before."""
    row, seat = dossier.row, may_assign(person, dossier.row)
    known = ASSIGNED in case.took
    if not known and seat is None:
        return None
    rows = history(dossier.id) if known else ()
    current = next((one for one in rows if one.ended_at is None and one.account_id == row.handler_id), None)
    acts = seat is not None and seat.post in waited_posts(row)
    return {
        "current": current,
        "rows": rows,
        "may_assign": seat is not None,
        "may_take": acts and row.handler_id != person.id,
        "is_mine": row.handler_id == person.id,
    }
