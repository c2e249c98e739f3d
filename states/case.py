"""What the law needs to know about a dossier. The office's dossier fits it; so does a test double."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol

from states.actors import AgencyKind
from states.checklist import Checklist, ItemAnswer
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
from states.kinds import DossierBasis, Kind
from states.parts import Need
from states.request import RequestAnswers, YearResult

__all__ = ["Case", "Checklist", "DossierBasis", "Finding", "ItemAnswer", "Kind", "RequestAnswers", "YearResult"]


class Finding(StrEnum):
    """What the agency that reviews proposes to the province."""

    RECOGNISE = "recognise"
    REFUSE = "refuse"
    SUPPORT = "support"
    NO_SUPPORT = "no_support"
    REVOKE = "revoke"
    KEEP = "keep"


POSITIVE = frozenset({Finding.RECOGNISE, Finding.SUPPORT, Finding.REVOKE})
"""Proposals that end in a decision of the province; the others end in a reasoned reply."""

FINDING_TITLES: dict[Finding, str] = {
    Finding.RECOGNISE: "Sở đề xuất công nhận",
    Finding.REFUSE: "Sở đề xuất không công nhận",
    Finding.SUPPORT: "Cơ quan chủ trì đề xuất hỗ trợ",
    Finding.NO_SUPPORT: "Cơ quan chủ trì đề xuất không hỗ trợ",
    Finding.REVOKE: "Sở đề xuất thu hồi công nhận",
    Finding.KEEP: "Sở đề xuất giữ nguyên công nhận",
}


class Case(Protocol):
    """A dossier as the law sees it; the law only reads."""

    @property
    def stage(self) -> str: ...
    @property
    def hold(self) -> str | None:
        """The hold that is open (the action that opened it), or None."""

    @property
    def kind(self) -> Kind: ...
    @property
    def basis(self) -> DossierBasis: ...
    @property
    def agencies(self) -> Mapping[AgencyKind, str]:
        """The concrete agency that is competent, for each kind where only one is (at least the commune)."""

    @property
    def answers(self) -> RequestAnswers: ...
    @property
    def needs(self) -> Sequence[Need]:
        """The papers that this dossier may or must hold."""

    @property
    def attached(self) -> Collection[str]:
        """Codes of the dossier parts that have at least one file."""

    @property
    def checklist(self) -> Checklist: ...
    @property
    def appraisal(self) -> Mapping[str, ItemAnswer]:
        """Answers by item code; an item without an answer is absent."""

    @property
    def confirmed(self) -> Mapping[str, bool]:
        """The department's word by criterion code: met or not; a criterion not yet answered is absent."""

    @property
    def finding(self) -> Finding | None: ...
    @property
    def took(self) -> Mapping[str, frozenset[str]]:
        """Who has ever taken each action on this dossier, by actor id."""

    @property
    def request_year(self) -> int:
        """The year of the request: of valid reception, or this year while it is being drafted."""

    @property
    def earlier_recognition(self) -> str | None:
        """The decision in the register that proves the claimed basis, e.g. "QĐ 2458/QĐ-UBND", or None."""

    @property
    def gaps(self) -> Sequence[Gap]:
        """The gaps listed for a supplement request that has not been sent yet."""

    @property
    def supplements_asked(self) -> Mapping[str, int]:
        """How many supplement requests were sent, by the stage they were sent from; cancelled ones do not count."""

    @property
    def open_supplement(self) -> OpenSupplement | None:
        """The supplement request that is out, or None."""

    @property
    def due_on(self) -> date | None:
        """The legal due day as it stands without any extension; None while no clock runs."""

    @property
    def extensions(self) -> int:
        """How often the time limit was extended."""

    @property
    def was_received(self) -> bool: ...
    @property
    def opinions(self) -> Sequence[OpinionFact]: ...
    @property
    def council(self) -> CouncilFact | None: ...
    @property
    def decision(self) -> DecisionFact | None: ...
    @property
    def open_decisions(self) -> Mapping[str, str]:
        """Decisions of the same kind that are numbered and not yet issued, by id: one may cover several units."""

    @property
    def conflicted(self) -> Collection[str]:
        """Ids of the people who declared a conflict of interest in this dossier."""

    @property
    def support(self) -> SupportFact | None: ...
    @property
    def fund_lines(self) -> Mapping[str, str]:
        """Fund lines from which this application may be paid, by id, each with what is left of it."""

    @property
    def unit(self) -> UnitFact | None: ...
    @property
    def inspection(self) -> InspectionFact | None: ...
    @property
    def correction(self) -> CorrectionFact: ...
