"""What the topics beside a dossier know of it, read only as far as a rule asks (states.facts)."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from states.facts import (
    CorrectionFact,
    CouncilFact,
    DecisionFact,
    Gap,
    InspectionFact,
    OpenSupplement,
    OpinionFact,
    SupportFact,
    UnitFact,
)
from states.kernel import Clock, Procedure
from workflow.council import queries as council
from workflow.decisions import queries as decisions
from workflow.dossiers.assignment.conflicts import conflicted_in
from workflow.dossiers.deadlines import count_of, supplements_asked
from workflow.dossiers.journal import Line
from workflow.opinions import queries as opinions
from workflow.reviews import facts as reviews
from workflow.supplements import queries as supplements
from workflow.support import queries as support

ASKED, DECLARED = "ask_opinions", "declare_conflict"
"""Acts of the journal without which there is nothing to read."""


class TopicFacts(ABC):
    """The part of a case that other rooms answer."""

    row: Any
    on: date

    @property
    @abstractmethod
    def id(self) -> uuid.UUID: ...

    @property
    @abstractmethod
    def procedure(self) -> Procedure: ...

    @property
    @abstractmethod
    def lines(self) -> Sequence[Line]: ...

    @cached_property
    def gaps(self) -> Sequence[Gap]:
        return supplements.gaps_of_draft(self.id)

    @cached_property
    def open_supplement(self) -> OpenSupplement | None:
        return supplements.open_supplement(self.id)

    @cached_property
    def supplements_asked(self) -> Mapping[str, int]:
        return supplements_asked(self.procedure, self.lines)

    @property
    def due_on(self) -> date | None:
        if self.procedure.pauses(self.row.stage, self.row.hold):
            return None
        due: date | None = self.row.due_on
        return due

    @cached_property
    def extensions(self) -> int:
        return count_of(self.procedure, self.lines, Clock.EXTEND)

    @property
    @abstractmethod
    def took(self) -> Mapping[str, frozenset[str]]: ...

    @cached_property
    def opinions(self) -> Sequence[OpinionFact]:
        return opinions.opinions_of(self.id) if ASKED in self.took else ()

    @cached_property
    def council(self) -> CouncilFact | None:
        return council.council_of(self.id, self._presented_on)

    @property
    def _presented_on(self) -> date | None:
        """The day on which the dossier last came to where it stands or, past that, to the stage before."""
        entered = [line for line in self.lines if line.source != line.dest]
        places = [line.on for line in entered if line.dest == self.row.stage]
        if not places:
            return None
        before = [line.on for line in entered if line.dest == entered[-1].source]
        return before[-1] if before else places[-1]

    @cached_property
    def decision(self) -> DecisionFact | None:
        return decisions.decision_of(self.id)

    @cached_property
    def open_decisions(self) -> Mapping[str, str]:
        return decisions.open_decisions(self.id)

    @cached_property
    def conflicted(self) -> Collection[str]:
        return conflicted_in(self.row) if DECLARED in self.took else ()

    @cached_property
    def support(self) -> SupportFact | None:
        return support.support_of(self.id, self.row.received_on or self.on)

    @cached_property
    def fund_lines(self) -> Mapping[str, str]:
        return support.fund_lines_for(self.id)

    @cached_property
    def unit(self) -> UnitFact | None:
        return reviews.unit_fact(self.row.unit_id)

    @cached_property
    def inspection(self) -> InspectionFact | None:
        return reviews.inspection_of(self.id)

    @cached_property
    def correction(self) -> CorrectionFact:
        return decisions.correction_of(self.id)
