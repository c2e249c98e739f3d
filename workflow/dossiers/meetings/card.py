"""What a dossier's page says of the council: when it meets or met, how it voted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow.accounts.person import Person
from workflow.council.queries import last_item_of
from workflow.council.standing import province_ids
from workflow.dossiers.case import DossierCase
from workflow.dossiers.meetings.agenda import stages_of_council
from workflow.dossiers.queries import DossierView


def card(dossier: DossierView, case: DossierCase, person: Person, today: date) -> Mapping[str, Any] | None:
    """The dossier's last meeting. One statement, and none before the dossier has come to the council's stage."""
    stages = stages_of_council(dossier.procedure)
    if not stages & {dossier.row.stage, *(line.dest for line in case.lines)}:
        return None
    found = last_item_of(dossier.id)
    if found is None:
        return {"item": None} if dossier.row.stage in stages else None
    return {"item": found, "may_open": bool(province_ids(person))}
