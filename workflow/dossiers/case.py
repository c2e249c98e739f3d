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
from states.procedures import get as get_procedure
from workflow.appraisal import queries as appraisal
from workflow.dossiers import request_queries
from workflow.dossiers.journal import Line, lines_of
from workflow.papers import queries as papers
from workflow.register import queries as register


class DossierCase:
    """One dossier row and what hangs on it. `on` is the day of the attempt."""

    def __init__(self, session: Session, row: Any, on: date) -> None:
        self._session = session
        self.row = row
        self._on = on
        self.stage: str = row.stage
        self.hold: str | None = row.hold
        self.kind = Kind(row.kind)
        self.basis = DossierBasis(row.basis)
        self.finding = Finding(row.finding) if row.finding else None
        self.agencies: Mapping[AgencyKind, str] = {AgencyKind.COMMUNE: str(row.commune_agency_id)}
        self.request_year: int = row.received_on.year if row.received_on else on.year

    @property
    def id(self) -> uuid.UUID:
        found: uuid.UUID = self.row.id
        return found

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
            people[line.action].add(str(line.actor_id))
        return {action: frozenset(ids) for action, ids in people.items()}

    @cached_property
    def answers(self) -> RequestAnswers:
        return request_queries.answers(self.id, self.places)

    @cached_property
    def places(self) -> Sequence[request_queries.Place]:
        return request_queries.sites(self.id)

    @cached_property
    def attached(self) -> Collection[str]:
        return papers.attached_parts(self.id)

    @cached_property
    def checklist(self) -> Checklist:
        return appraisal.checklist_in(self._appraised[0], self._on)

    @cached_property
    def appraisal(self) -> Mapping[str, ItemAnswer]:
        return self._appraised[1]

    @cached_property
    def _appraised(self) -> tuple[str | None, Mapping[str, ItemAnswer]]:
        return appraisal.appraised(self.id)

    @cached_property
    def confirmed(self) -> Mapping[str, bool]:
        return appraisal.confirmed_of(self.id, self.checklist, self.appraisal)

    @cached_property
    def earlier_recognition(self) -> str | None:
        return register.earlier_recognition(self.row.unit_id, self.basis)
