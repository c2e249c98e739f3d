"""Giving many dossiers to one person, from the office's list: each is a transaction of its own with its answer."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from states.kernel import Forbidden, MovedOn, Refused
from workflow.accounts.away_queries import people_at
from workflow.accounts.person import Person
from workflow.dossiers.assignment.services import assign, may_assign
from workflow.errors import NotFound, Stale
from workflow.formats import vndate


class Given(NamedTuple):
    """What became of a list: how many dossiers were given, and why the others were not."""

    number: int
    refused: tuple[str, ...]


def give_many(
    chosen: Sequence[tuple[uuid.UUID, int]], account_id: uuid.UUID, *, by: Person, on: date, at: datetime
) -> Given:
    """Give dossiers, each as the list showed it (id, version), to somebody. What cannot be given keeps its handler."""
    count, refused = 0, dict[str, None]()
    for dossier_id, seen_version in chosen:
        try:
            assign(dossier_id, account_id, by=by, on=on, at=at, seen_version=seen_version)
            count += 1
        except (Forbidden, MovedOn, NotFound, Refused, Stale) as refusal:
            refused[str(refusal)] = None
    return Given(count, tuple(word for word in refused if word))


def people_to_give(person: Person, on: date) -> list[tuple[str, str]]:
    """(id, words) of oneself and one's colleagues, in one statement; who is away today is marked."""
    return [
        (str(one.id), f"{one.name} (vắng đến {vndate(one.away_until)})" if one.away_until else one.name)
        for one in people_at([seat.agency_id for seat in person.seats], on)
    ]


def assignable(person: Person, rows: Sequence[Any]) -> frozenset[uuid.UUID]:
    """Which of these dossiers the person may give to somebody."""
    return frozenset(row.id for row in rows if may_assign(person, row))
