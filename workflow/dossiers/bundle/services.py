"""Who may take a whole dossier away, and the line that says who did."""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from states.actors import AgencyKind
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.dossiers.visibility import sees
from workflow.transactions import writing

WHOLE = frozenset({AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.PROVINCE})
"""Agencies that see a dossier with everything other agencies said of it; beside them the one that leads it."""


def may_take(person: Person, row: Any) -> bool:
    """Whether the person sees the whole dossier: not its commune, which is no party to opinions and appraisal, nor an
    agency that was only asked.
    """
    seats = tuple(
        seat for seat in person.seats if seat.agency_kind in WHOLE or seat.agency_id == row.lead_agency_id
        if seat.agency_kind is not AgencyKind.COMMUNE
    )  # fmt: skip
    return sees(replace(person, seats=seats), row)


def note_taken(dossier_id: uuid.UUID, *, entries: int, files: int, by: uuid.UUID, at: datetime) -> None:
    """Write down that a bundle left: up to which line of the journal, with how many files."""
    with writing() as session:
        record(session, "dossier:bundle:taken", at=at, actor_id=by, subject=dossier_id, entries=entries, files=files)
