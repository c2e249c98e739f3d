# ruff: noqa: E501 - a table is read in columns
"""A dossier of any procedure in which everything is as the law wants it, and whoever may take its steps."""

from dataclasses import replace
from datetime import date
from typing import Any

from states.actors import LEAD_LEADER, LEAD_OFFICER, Actor, AgencyKind, HeldPost, Post, Role
from states.facts import (
    Answer,
    CorrectionFact,
    CouncilFact,
    DecisionFact,
    Gap,
    GapFault,
    InspectionFact,
    OpenSupplement,
    OpinionFact,
    SupportFact,
    UnitFact,
)
from states.kernel import Attempt, Procedure
from tests.states.paper import COMMUNE, Paper, person

INDUSTRY = "so-ct"
ON = date(2026, 11, 23)
GAP = Gap("parts:CV-ENV", GapFault.MISSING, "Nộp phương án bảo vệ môi trường")
VOTE = CouncilFact("m1", ON, present=7, quorum=5, votes_for=6, votes_against=1, abstained=0, passed=True)
SIGNED = DecisionFact("recognise", ON)
NUMBERED = replace(SIGNED, number="118/QĐ-UBND")
ISSUED = replace(NUMBERED, issued_on=ON)
UNIT = UnitFact("u1", is_active=True, criteria_unmet_since=date(2021, 1, 1), unmet=("Tỷ lệ hộ",))
FOUND = InspectionFact(is_complete=True, unmet=("Tỷ lệ hộ",))
FIX = CorrectionFact((("name", "Ý Tý", "Y Tý"),))
SUPPORT = SupportFact("trade_promotion", 2026, cost=100, requested=50, ceiling=50, ceiling_words="50 % chi phí")
ASKED = OpenSupplement(ON, date(2026, 12, 31), "env_appraiser", (replace(GAP, is_answered=True),))
OPINION = OpinionFact(
    AgencyKind.FINANCE, "Sở Tài chính", ON, "answered", is_out=False, answer=Answer.AGREE, is_treated=True
)
READY: dict[str, Any] = {
    "council": VOTE, "decision": ISSUED, "unit": UNIT, "inspection": FOUND, "correction": FIX, "support": SUPPORT,
    "gaps": (GAP,), "open_supplement": ASKED, "due_on": date(2026, 12, 31), "opinions": (OPINION,),
}  # fmt: skip
"""A dossier in which everything is as the law wants it."""

TYPED = {
    "reason": "Theo biên bản", "extended_to": "2027-01-15", "delivered_on": "2026-11-23", "received_by": "Ly Xá Xuy",
    "granted": "50", "fund_line": "line", "amount": "10", "paid_on": "2026-11-20", "voucher": "PC-01", "accepted_on": "2026-11-22",
}  # fmt: skip


def stand_in(post: Post) -> Actor:
    """Somebody who holds a post, or the one that stands for it at the agency that leads here."""
    names = {LEAD_OFFICER: Role.CONSULTED_OFFICER, LEAD_LEADER: Role.CONSULTED_LEADER}
    if post in names:
        return Actor(post.role.value, frozenset({HeldPost(Post(names[post], AgencyKind.INDUSTRY_TRADE), INDUSTRY)}))
    return person(post)


def paper(stage: str, hold: str | None = None, **changes: Any) -> Paper:
    agencies = {AgencyKind.COMMUNE: COMMUNE, AgencyKind.LEAD: INDUSTRY}
    lines = {"line": "Ngân sách tỉnh 2026"}
    return Paper(stage, hold, agencies=agencies, fund_lines=lines, needs_at_hand=(), **(READY | changes))


def take(procedure: Procedure, action: str, case: Paper, **typed: str) -> Paper:
    """One step by somebody who may take it."""
    step = procedure.step(action, case.stage, case.hold)
    decision = procedure.decide(action, Attempt(procedure, case, stand_in(step.by), ON, TYPED | typed))
    case.stage, case.hold = decision.dest, decision.hold_after
    case.finding = step.finding or case.finding
    return case
