"""An opinion as the law sees it: a case of its own, decided by the opinion procedure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from states.actors import AgencyKind
from states.case import Case
from states.facts import OpinionFact
from states.kernel import Attempt, Decision, Rehearsal
from states.procedures.opinion import OPINION_2026_1
from workflow.accounts.person import Person, Seat
from workflow.opinions.queries import fact_of

LAW = OPINION_2026_1


class OpinionCase:
    """The part of a case that the opinion procedure asks for."""

    def __init__(self, row: Any) -> None:
        self.row = row
        self.stage: str = row.state
        self.hold: str | None = None
        self.agencies: Mapping[AgencyKind, str] = {
            AgencyKind.CONSULTED: str(row.agency_id),
            AgencyKind.LEAD: str(row.asking_agency_id),
        }
        self.opinions: Sequence[OpinionFact] = (fact_of(row),)
        self.took: Mapping[str, frozenset[str]] = {
            "draft_answer": frozenset({str(row.drafted_by)} if row.drafted_by else ())
        }


def decide(row: Any, action: str, person: Person, on: date, inputs: Mapping[str, str]) -> Decision:
    """What the law says of an act on an opinion. Raises Unknown, MovedOn, Forbidden, Refused."""
    return LAW.decide(action, _attempt(row, person, on, inputs))


def rehearse(row: Any, person: Person, on: date) -> Sequence[Rehearsal]:
    """What the law would answer for every act on an opinion."""
    return LAW.rehearse(_attempt(row, person, on, {}))


def _attempt(row: Any, person: Person, on: date, inputs: Mapping[str, str]) -> Attempt:
    return Attempt(LAW, case_of(row), person.actor, on, inputs)


def case_of(row: Any) -> Case:
    """An opinion as the law's case; what its procedure does not ask for is not there."""
    return cast("Case", OpinionCase(row))


def seat_at(person: Person, agency_id: Any) -> Seat:
    """The person's seat at an agency; whoever acts for the system has another."""
    return next((seat for seat in person.seats if seat.agency_id == agency_id), person.seats[0])
