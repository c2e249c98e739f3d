"""A step being taken: what its effects, its papers and its notices are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from states.kernel import Decision
from workflow.accounts.person import Person, Seat
from workflow.dossiers.case import DossierCase


@dataclass(frozen=True, slots=True)
class Doing:
    """A step being taken, as its effect sees it."""

    session: Session
    case: DossierCase
    decision: Decision
    person: Person
    seat: Seat
    on: date
    at: datetime
    inputs: Mapping[str, str]

    @property
    def number(self) -> int:
        """The number of the entry being written."""
        count: int = self.case.row.entry_count
        return count + 1


Consequence = tuple[dict[str, Any], dict[str, Any]]
"""Columns of the dossier that change, and what the journal notes of it (ids and codes, no personal values)."""
