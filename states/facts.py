"""What rooms beside the dossier know, as the law asks for it: gaps, opinions, votes, decisions, money, units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from states.actors import AgencyKind


class GapFault(StrEnum):
    """What is wrong with something that was handed in."""

    MISSING = "missing"
    INCORRECT = "incorrect"
    OUTDATED = "outdated"


GAP_TITLES: dict[GapFault, str] = {
    GapFault.MISSING: "Còn thiếu",
    GapFault.INCORRECT: "Chưa đúng",
    GapFault.OUTDATED: "Đã hết hiệu lực",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing a supplement request asks for. `where` is as in `Reason.where`: parts:…, criteria:…, appraisal:…."""

    where: str
    fault: GapFault
    note: str
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class OpenSupplement:
    """The supplement request the dossier waits for. `answer_by` is the last day to answer."""

    asked_on: date
    answer_by: date
    author_id: str
    gaps: tuple[Gap, ...] = ()


class Answer(StrEnum):
    """What a consulted agency says."""

    AGREE = "agree"
    AGREE_WITH_REMARKS = "agree_with_remarks"
    DISAGREE = "disagree"


ANSWER_TITLES: dict[Answer, str] = {
    Answer.AGREE: "Đồng ý",
    Answer.AGREE_WITH_REMARKS: "Đồng ý, có ý kiến",
    Answer.DISAGREE: "Không đồng ý",
}


@dataclass(frozen=True, slots=True)
class OpinionFact:
    """One request for an opinion. `state` is a stage of the opinion procedure; a revoked request is not among them.

    `is_out` while the answer is still awaited; `is_treated` when the consolidator has said what was done with it.
    """

    agency: AgencyKind
    agency_name: str
    due_on: date
    state: str
    is_out: bool
    answer: Answer | None = None
    is_treated: bool = False


@dataclass(frozen=True, slots=True)
class CouncilFact:
    """How the council voted on this dossier, in a meeting whose minutes are closed."""

    meeting_id: str
    held_on: date
    present: int
    quorum: int
    votes_for: int
    votes_against: int
    abstained: int
    passed: bool


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """The decision a dossier ends in, as far as it has come. Signed, numbered, issued and delivered are four facts."""

    kind: str
    signed_on: date
    number: str = ""
    issued_on: date | None = None
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class SupportFact:
    """A support application in figures (VND, whole). `ceiling` is None where nothing is fixed.

    `blanks` are the things not yet declared, in words with their `Reason.where`; `twins` are sentences about support
    that the same establishment had for the same kind in the same year.
    """

    kind: str
    year: int
    cost: int | None = None
    requested: int | None = None
    ceiling: int | None = None
    ceiling_words: str = ""
    from_state: bool = False
    blanks: tuple[tuple[str, str], ...] = ()
    twins: tuple[str, ...] = ()
    is_twin_explained: bool = False
    granted: int | None = None
    committed: int = 0
    paid: int = 0
    is_accepted: bool = False


@dataclass(frozen=True, slots=True)
class UnitFact:
    """The recognised unit a dossier is about, as the register has it today."""

    unit_id: str
    is_active: bool
    criteria_unmet_since: date | None = None
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InspectionFact:
    """What the department's inspection found, by criterion code; `is_complete` when every criterion has its word."""

    is_complete: bool
    missing: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionFact:
    """A correction of what the register says: (field, as it stands, as it should be)."""

    changes: tuple[tuple[str, str, str], ...] = ()


NO_CHOICES: Mapping[str, str] = {}
