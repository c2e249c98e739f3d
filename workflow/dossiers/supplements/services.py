"""Writing a supplement request and the answers to it, each page in one transaction."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from workflow.accounts.person import Person
from workflow.dossiers.editing import lock_for_editing, lock_for_work
from workflow.supplements import services
from workflow.supplements.services import Wanted
from workflow.transactions import writing

ASKING = "ask_supplement"
"""The action that this work prepares; a second request at the same stage is prepared by the same people."""


def keep_gaps(
    dossier_id: uuid.UUID, wanted: Sequence[Wanted], *, by: Person, on: date, at: datetime, seen_version: int
) -> None:
    """Keep the gaps of a request that is not sent yet.

    Raises NotFound, Forbidden (not who may ask here), MovedOn (nothing can be asked where it stands), Stale.
    """
    with writing() as session:
        row = lock_for_work(session, dossier_id, by, on, ASKING, seen_version)
        services.keep_draft(session, dossier_id, row.stage, wanted, by=by.id, at=at)


def keep_answers(
    dossier_id: uuid.UUID, answers: Mapping[uuid.UUID, str], *, by: Person, on: date, at: datetime, seen_version: int
) -> None:
    """Keep the commune's answers to the open request, before it hands in.

    Raises NotFound, Forbidden (not the commune), MovedOn (nothing is asked any more), Stale.
    """
    with writing() as session:
        lock_for_editing(session, dossier_id, by, on, seen_version)
        services.keep_answers(session, dossier_id, answers, by=by.id, at=at)
