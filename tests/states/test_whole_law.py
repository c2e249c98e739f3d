# ruff: noqa: E501 - a table is read in columns
"""The procedures of the whole law as stories: the shortest road of each, and every new reason to refuse, in its words."""

from dataclasses import replace
from datetime import date

import pytest

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    LEAD_LEADER,
    LEAD_OFFICER,
    SYSTEM,
    Actor,
    AgencyKind,
    HeldPost,
    Post,
    Role,
)
from states.facts import SupportFact
from states.kernel import Attempt, Forbidden, Procedure, Refused
from states.procedures import PROCEDURES
from states.procedures.correction import CORRECTION_2026_1
from states.procedures.recognition_2026_2 import RECOGNITION_2026_2
from states.procedures.revocation import REVOCATION_2026_1
from states.procedures.support import ARTISAN_TITLE_2026_1, SUPPORT_2026_1
from states.rules.registry import RULES
from tests.states.matters import ASKED, ON, SIGNED, SUPPORT, TYPED, paper, stand_in, take
from tests.states.paper import COMMUNE, Paper, person

ROADS: tuple[tuple[Procedure, str, str], ...] = (
    (
        RECOGNITION_2026_2,
        "recognised",
        "present submit receive sign_off recommend_recognition propose present_decision approve number issue deliver",
    ),
    (
        RECOGNITION_2026_2,
        "not_recognised",
        "present submit receive sign_off recommend_refusal propose present_decision reject",
    ),
    (
        SUPPORT_2026_1,
        "closed",
        "present submit receive sign_off recommend_support propose present_decision approve number issue commit pay accept close",
    ),
    (
        SUPPORT_2026_1,
        "not_supported",
        "present submit receive sign_off recommend_no_support propose present_decision reject",
    ),
    (
        ARTISAN_TITLE_2026_1,
        "honoured",
        "present submit receive recommend_support propose present_decision approve number issue deliver",
    ),
    (
        REVOCATION_2026_1,
        "revoked",
        "present submit receive conclude_revocation propose present_decision approve number issue deliver",
    ),
    (REVOCATION_2026_1, "kept", "present submit receive conclude_keep propose present_decision reject"),
    (CORRECTION_2026_1, "corrected", "present_correction approve number issue"),
    (RECOGNITION_2026_2, "lapsed", "present submit receive ask_supplement lapse"),
    (RECOGNITION_2026_2, "withdrawn", "present submit receive ask_supplement withdraw"),
    (RECOGNITION_2026_2, "stopped", "present submit receive extend stop"),
)


@pytest.mark.parametrize(("procedure", "end", "road"), ROADS, ids=lambda found: getattr(found, "code", found))
def test_every_procedure_has_its_road(procedure: Procedure, end: str, road: str) -> None:
    spent = SupportFact("trade_promotion", 2026, cost=100, requested=50, ceiling=50, granted=50)
    case = paper(procedure.first_stage.name)
    for action in road.split():
        late = action == "lapse"
        case.open_supplement = replace(ASKED, answer_by=date(2026, 11, 1)) if late else ASKED
        committed = 10 if action in ("pay", "accept", "close") else 0
        case.support = SUPPORT if action in ("present", "submit", "receive", "approve") else spent
        case.support = replace(
            case.support, committed=committed, paid=10 if action == "close" else 0, is_accepted=action == "close"
        )
        take(procedure, action, case)
    assert (case.stage, case.hold) == (end, None)
    assert procedure.stage(end).final


def test_a_second_request_for_supplements_waits_for_the_leader() -> None:
    case = paper("department_review", supplements_asked={"department_review": 1})
    with pytest.raises(Refused, match="lần nữa phải trình lãnh đạo"):
        take(RECOGNITION_2026_2, "ask_supplement", case)
    take(RECOGNITION_2026_2, "propose_supplement", case)
    assert not RECOGNITION_2026_2.pauses(case.stage, case.hold), "the clock runs while the leader thinks"
    assert [post.role for post in RECOGNITION_2026_2.handlers(case.stage, case.hold)] == [Role.DEPT_LEADER]
    take(RECOGNITION_2026_2, "approve_supplement", case)
    assert (case.stage, case.hold) == ("department_review", "ask_supplement")
    assert RECOGNITION_2026_2.pauses(case.stage, case.hold)
    take(RECOGNITION_2026_2, "supplement", case)
    assert (case.stage, case.hold) == ("department_review", None)


def test_a_second_request_may_be_declined() -> None:
    case = paper("environmental_appraisal", "propose_supplement")
    assert take(RECOGNITION_2026_2, "decline_supplement", case).hold is None


def test_a_closed_dossier_is_taken_up_again_by_a_leader_with_a_reason() -> None:
    for stage in ("lapsed", "stopped"):
        assert take(RECOGNITION_2026_2, "reopen", paper(stage, decision=SIGNED)).stage == "department_review"
        with pytest.raises(Refused, match="Chưa nhập “Lý do”"):
            take(RECOGNITION_2026_2, "reopen", paper(stage, decision=SIGNED), reason=" ")


def test_the_author_alone_cancels_a_request() -> None:
    case = paper("environmental_appraisal", "ask_supplement")
    assert take(RECOGNITION_2026_2, "cancel_supplement", case).hold is None


def test_only_the_lead_agency_leads() -> None:
    other = Actor("x", frozenset({HeldPost(Post(Role.CONSULTED_OFFICER, AgencyKind.FINANCE), "so-tc")}))
    with pytest.raises(Forbidden, match="Chuyên viên cơ quan chủ trì"):
        SUPPORT_2026_1.decide("recommend_support", Attempt(SUPPORT_2026_1, paper("lead_review"), other, ON, TYPED))
    nobody = replace_agencies(paper("lead_review"))
    with pytest.raises(Forbidden):
        SUPPORT_2026_1.decide("recommend_support", Attempt(SUPPORT_2026_1, nobody, stand_in(LEAD_OFFICER), ON, TYPED))


def replace_agencies(case: Paper) -> Paper:
    """The same dossier before its lead agency is known."""
    case.agencies = {AgencyKind.COMMUNE: COMMUNE}
    return case


def test_a_unit_that_is_not_chosen_is_told_once() -> None:
    with pytest.raises(Refused) as refusal:
        take(REVOCATION_2026_1, "conclude_revocation", paper("inspection", unit=None, inspection=None))
    assert [reason.where for reason in refusal.value.reasons] == ["inspection:"]


def test_whoever_acts_for_a_drafter_is_the_drafter() -> None:
    deputy = replace(person(COMMUNE_LEADER), stands_for=frozenset({"minh"}))
    case = paper("commune_approval", took={"present": frozenset({"minh"})})
    with pytest.raises(Refused, match="nên không được duyệt, ký"):
        RECOGNITION_2026_2.decide("submit", Attempt(RECOGNITION_2026_2, case, deputy, ON, TYPED))


def test_numbers_and_consulting_are_part_of_a_version() -> None:
    assert RECOGNITION_2026_2.number("extensions") == 1
    with pytest.raises(LookupError, match="no parameter song"):
        RECOGNITION_2026_2.number("song")
    assert SUPPORT_2026_1.may_consult("lead_review", Post(Role.CONSULTED_OFFICER, AgencyKind.INDUSTRY_TRADE))
    assert not SUPPORT_2026_1.may_consult("draft", COMMUNE_OFFICER)


def test_every_rule_of_every_table_is_known_by_name() -> None:
    used = {rule.name: rule for law in PROCEDURES.values() for step in law.all_steps for rule in step.when}
    assert used.items() <= RULES.items()
    assert set(RULES) == set(used), "a rule nobody asks"


def test_the_calendar_alone_lets_a_dossier_lapse() -> None:
    lapses = [step for law in PROCEDURES.values() for step in law.all_steps if step.by == SYSTEM]
    assert {step.action for step in lapses} == {"lapse"}
    assert LEAD_LEADER.title == "Lãnh đạo cơ quan chủ trì"
