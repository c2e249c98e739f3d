"""The plan as one reader may see it: whose rows, and which dossiers are known to be in hand."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from states.actors import AgencyKind, Role
from workflow.accounts.person import Person
from workflow.dossiers.queries import in_hand
from workflow.register.plan_queries import Expected, InHand, PlanSearch, items_for_communes, plan_items


def works_for_a_commune(person: Person) -> bool:
    """Whether every post of the person is at a commune: such a reader is shown the rows of that commune."""
    return bool(person.seats) and all(seat.agency_kind is AgencyKind.COMMUNE for seat in person.seats)


def may_start(person: Person) -> bool:
    """Whether the person opens dossiers: an officer of a commune."""
    return person.holds(Role.COMMUNE_OFFICER)


def rows_for(person: Person, asked: PlanSearch, on: date) -> Sequence[Expected]:
    """The rows of the annex a reader is shown on a day.

    A commune reads its own rows, what can be started first; the department and the province read what they ask for.
    """
    if works_for_a_commune(person):
        return items_for_communes(person.commune_codes, on, in_hand_for(person), asked)
    return plan_items(asked, on, in_hand_for(person))


def in_hand_for(person: Person) -> InHand:
    """The stages of open dossiers by row of the annex, of those dossiers that the person may see."""
    return partial(in_hand, person)
