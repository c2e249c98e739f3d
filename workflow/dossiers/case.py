"""A dossier as the law sees it (states.case.Case), read from the rooms only as far as a rule asks."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from states.actors import AgencyKind
from states.case import Checklist, DossierBasis, Finding, ItemAnswer, Kind, RequestAnswers
from states.kernel import Procedure
from states.parts import Need
from states.procedures import get as get_procedure
from states.request import YearResult
from workflow.appraisal import queries as appraisal
from workflow.appraisal.queries import Found
from workflow.dossiers import request_queries
from workflow.dossiers.journal import Line, lines_of
from workflow.dossiers.subjects import subject_of
from workflow.dossiers.topic_facts import TopicFacts
from workflow.papers import queries as papers
from workflow.register import queries as register

_KINDS, _BASES = frozenset(Kind), frozenset(DossierBasis)


class DossierCase(TopicFacts):
    """One dossier row and what hangs on it. `on` is the day of the attempt."""

    def __init__(self, session: Session, row: Any, on: date) -> None:
        self._session = session
        self.row = row
        self.on = on
        self.stage: str = row.stage
        self.hold: str | None = row.hold
        self.finding = Finding(row.finding) if row.finding else None
        self.agencies: Mapping[AgencyKind, str] = _agencies(row)
        self.was_received: bool = row.received_on is not None
        self.request_year: int = row.received_on.year if row.received_on else on.year

    @property
    def id(self) -> uuid.UUID:
        found: uuid.UUID = self.row.id
        return found

    @property
    def asks_recognition(self) -> bool:
        """Whether the criteria of a recognition are at stake."""
        return self.row.kind in _KINDS and self.row.basis in _BASES

    @property
    def kind(self) -> Kind:
        """What is recognised. A support application has a kind of its own and an own list, in which nothing is advisory
        as it is for a craft: it is appraised like a village.
        """
        return Kind(self.row.kind) if self.row.kind in _KINDS else Kind.CRAFT_VILLAGE

    @property
    def basis(self) -> DossierBasis:
        """The ground on which recognition is asked. Only such dossiers have one; raises ValueError."""
        return DossierBasis(self.row.basis)

    @cached_property
    def procedure(self) -> Procedure:
        return get_procedure(self.row.procedure_code, self.row.procedure_version)

    @cached_property
    def lines(self) -> Sequence[Line]:
        return lines_of(self._session, self.id)

    @cached_property
    def took(self) -> Mapping[str, frozenset[str]]:
        people: defaultdict[str, set[str]] = defaultdict(set)
        for line in self.lines:
            people[line.action] |= line.hands
        return {action: frozenset(ids) for action, ids in people.items()}

    @cached_property
    def answers(self) -> RequestAnswers:
        return request_queries.answers(self.id, *self._places_and_years)

    @cached_property
    def places(self) -> Sequence[request_queries.Place]:
        return self._places_and_years[0]

    @cached_property
    def _places_and_years(self) -> tuple[tuple[request_queries.Place, ...], tuple[YearResult, ...]]:
        return request_queries.sites_and_results(self.id)

    @cached_property
    def needs(self) -> Sequence[Need]:
        return subject_of(self.row).needs(self)

    @cached_property
    def attached(self) -> Collection[str]:
        return papers.attached_parts(self.id)

    @cached_property
    def checklist(self) -> Checklist:
        """The list the appraisal was begun under; before it begins, the one in force on the day."""
        begun, own = self._found.checklist, subject_of(self.row).checklist
        return own(self) if own and begun is None else appraisal.checklist_in(begun, self.on)

    @cached_property
    def appraisal(self) -> Mapping[str, ItemAnswer]:
        return self._found.answers

    @cached_property
    def _found(self) -> Found:
        return appraisal.found(self.id)

    @cached_property
    def confirmed(self) -> Mapping[str, bool]:
        return appraisal.confirmed_by(self._found, self.checklist)

    @cached_property
    def earlier_recognition(self) -> str | None:
        return register.earlier_recognition(self.row.unit_id, self.basis)


def _agencies(row: Any) -> Mapping[AgencyKind, str]:
    """The agencies of which only one is competent for this dossier."""
    found = {AgencyKind.COMMUNE: str(row.commune_agency_id)}
    return found | ({AgencyKind.LEAD: str(row.lead_agency_id)} if row.lead_agency_id else {})
