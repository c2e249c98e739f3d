"""A dossier on paper: the double that fits the law's Case, complete unless a story changes it, and its people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    DEPT_LEADER,
    DEPT_OFFICER,
    ENV_APPRAISER,
    PROVINCE_CLERK,
    PROVINCE_LEADER,
    RECEPTION_DESK,
    Actor,
    AgencyKind,
    HeldPost,
    Post,
)
from states.case import Finding
from states.checklist import Checklist, ItemAnswer, ItemResult
from states.criteria import CRITERIA
from states.environment import CHECKLIST_2026_1
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
from states.kernel import Attempt, Decision, Rehearsal
from states.kinds import DossierBasis, Kind
from states.parts import PARTS, Need, needs_of
from states.procedures.recognition import RECOGNITION_2026_1
from states.request import RequestAnswers, YearResult

TODAY = date(2026, 11, 23)
COMMUNE = "02728"
DEPARTMENT = "so-nnmt"
PROVINCE = "ubnd-tinh"

ANSWERS = RequestAnswers(
    unit_name="Làng nghề mây tre đan dân tộc Hà Nhì",
    trade="Mây tre đan",
    trade_group=4,
    sites=((COMMUNE, "Nậm Pung"),),
    proposer_name="Ly Xá Xuy",
    proposer_role="Trưởng bản",
    proposer_phone="0912345678",
    total_households=118,
    households=41,
    results=(YearResult(2025, households=40, workers=70), YearResult(2024, revenue_vnd=900_000_000)),
    first_known_year=1900,
    first_known_note="Lời kể của người cao tuổi",
    still_developing=True,
    identity_text="Mâm mây, gùi của người Hà Nhì",
    history_text="Nghề có từ khi lập bản",
    artisan_names="Ly Giờ Có",
    env_plan_number="12/QĐ-UBND",
    env_plan_on=date(2025, 3, 4),
    env_plan_by="UBND xã Mường Hum",
    self_management="Tổ tự quản bản Nậm Pung",
)

ALL_MET = {item.code: ItemAnswer(ItemResult.MET) for item in CHECKLIST_2026_1.items}
ALL_CONFIRMED = {criterion.code: True for criteria in CRITERIA.values() for criterion in criteria}


@dataclass
class Paper:
    stage: str = "draft"
    hold: str | None = None
    kind: Kind = Kind.CRAFT_VILLAGE
    basis: DossierBasis = DossierBasis.FULL
    agencies: Mapping[AgencyKind, str] = field(default_factory=lambda: {AgencyKind.COMMUNE: COMMUNE})
    answers: RequestAnswers = ANSWERS
    attached: frozenset[str] = frozenset(PARTS)
    checklist: Checklist = CHECKLIST_2026_1
    appraisal: Mapping[str, ItemAnswer] = field(default_factory=lambda: ALL_MET)
    confirmed: Mapping[str, bool] = field(default_factory=lambda: ALL_CONFIRMED)
    finding: Finding | None = None
    took: dict[str, frozenset[str]] = field(default_factory=dict)
    request_year: int = 2026
    earlier_recognition: str | None = None
    gaps: tuple[Gap, ...] = ()
    supplements_asked: Mapping[str, int] = field(default_factory=dict)
    open_supplement: OpenSupplement | None = None
    due_on: date | None = None
    extensions: int = 0
    was_received: bool = True
    opinions: tuple[OpinionFact, ...] = ()
    council: CouncilFact | None = None
    decision: DecisionFact | None = None
    open_decisions: Mapping[str, str] = field(default_factory=dict)
    conflicted: frozenset[str] = frozenset()
    support: SupportFact | None = None
    fund_lines: Mapping[str, str] = field(default_factory=dict)
    unit: UnitFact | None = None
    inspection: InspectionFact | None = None
    correction: CorrectionFact = field(default_factory=CorrectionFact)
    needs_at_hand: tuple[Need, ...] | None = None

    @property
    def needs(self) -> tuple[Need, ...]:
        return needs_of(self.kind, self.basis) if self.needs_at_hand is None else self.needs_at_hand


def person(post: Post, name: str | None = None, at: str | None = None) -> Actor:
    """Somebody who holds one post, at the agency of these stories unless another is named."""
    places = {
        AgencyKind.COMMUNE: COMMUNE,
        AgencyKind.AGRICULTURE_ENVIRONMENT: DEPARTMENT,
        AgencyKind.PROVINCE: PROVINCE,
    }
    return Actor(name or post.role.value, frozenset({HeldPost(post, at or places.get(post.agency, "elsewhere"))}))


OFFICER = person(COMMUNE_OFFICER)
LEADER = person(COMMUNE_LEADER)
DESK = person(RECEPTION_DESK)
APPRAISER = person(ENV_APPRAISER)
REVIEWER = person(DEPT_OFFICER)
DIRECTOR = person(DEPT_LEADER)
CLERK = person(PROVINCE_CLERK)
CHAIRMAN = person(PROVINCE_LEADER)

WHY = {"reason": "Thiếu bản đồ"}


def attempt(case: Paper, actor: Actor, inputs: Mapping[str, str] = {}) -> Attempt:
    return Attempt(RECOGNITION_2026_1, case, actor, TODAY, inputs)


def decide(action: str, case: Paper, actor: Actor, **inputs: str) -> Decision:
    return RECOGNITION_2026_1.decide(action, attempt(case, actor, inputs))


def take(action: str, case: Paper, actor: Actor, **inputs: str) -> Paper:
    """What the office does with a decision, on paper."""
    decision = decide(action, case, actor, **inputs)
    case.stage, case.hold = decision.dest, decision.hold_after
    case.finding = decision.step.finding or case.finding
    case.took[action] = case.took.get(action, frozenset()) | {actor.id}
    return case


def rehearsed(case: Paper, actor: Actor) -> dict[str, Rehearsal]:
    return {answer.step.action: answer for answer in RECOGNITION_2026_1.rehearse(attempt(case, actor))}
