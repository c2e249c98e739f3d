"""The law of recognition as a story: the road, each return, each end."""

import copy
from typing import Any

import pytest

from states.actors import Actor
from states.case import Finding
from states.kernel import Clock, Effect, Refused
from states.kinds import DossierBasis, Kind
from tests.states.paper import (
    APPRAISER,
    CHAIRMAN,
    CLERK,
    DESK,
    DIRECTOR,
    LEADER,
    OFFICER,
    REVIEWER,
    WHY,
    Paper,
    decide,
    take,
)

ISSUED = {"decision_number": "123/QĐ-UBND", "decided_on": "2026-11-20"}
ROAD: tuple[tuple[str, Actor, dict[str, str]], ...] = (
    ("present", OFFICER, {}),
    ("submit", LEADER, {}),
    ("receive", DESK, {}),
    ("sign_off", APPRAISER, {}),
    ("recommend_recognition", REVIEWER, {}),
    ("propose", DIRECTOR, {}),
    ("present_decision", CLERK, {}),
    ("approve", CHAIRMAN, {}),
    ("issue", CLERK, ISSUED),
)
KINDS: tuple[dict[str, Any], ...] = (
    {"kind": Kind.TRADITIONAL_CRAFT},
    {"kind": Kind.CRAFT_VILLAGE},
    {"kind": Kind.TRADITIONAL_CRAFT_VILLAGE},
    {
        "kind": Kind.TRADITIONAL_CRAFT_VILLAGE,
        "basis": DossierBasis.FROM_CRAFT_VILLAGE,
        "earlier_recognition": "QĐ 2458/QĐ-UBND",
    },
    {
        "kind": Kind.TRADITIONAL_CRAFT_VILLAGE,
        "basis": DossierBasis.FROM_TRADITIONAL_CRAFT,
        "earlier_recognition": "QĐ 2458/QĐ-UBND",
    },
)


@pytest.mark.parametrize("kind", KINDS)
def test_the_shortest_road_to_recognition(kind: dict[str, Any]) -> None:
    case = Paper(**kind)
    for action, actor, inputs in ROAD:
        take(action, case, actor, **inputs)
    assert case.stage == "recognised"


def test_the_clock_starts_with_the_receipt() -> None:
    step = decide("receive", Paper("submitted"), DESK).step
    assert (step.clock, step.paper, step.effect) == (Clock.START, "M01", Effect.RECEIVE)


def test_issuing_the_decision_recognises_the_unit() -> None:
    assert decide("issue", Paper("issuance"), CLERK, **ISSUED).step.effect is Effect.RECOGNISE


# fmt: off
RETURNS: tuple[tuple[str, str, Actor, str], ...] = (
    ("commune_approval",        "return_to_officer",    LEADER,   "draft"),
    ("submitted",               "return_to_commune",    DESK,     "draft"),
    ("submitted",               "refuse",               DESK,     "refused"),
    ("draft",                   "discard",              OFFICER,  "discarded"),
    ("department_review",       "return_to_appraisal",  REVIEWER, "environmental_appraisal"),
    ("department_review",       "recommend_refusal",    REVIEWER, "department_approval"),
    ("department_approval",     "return_to_review",     DIRECTOR, "department_review"),
    ("provincial_review",       "return_to_department", CLERK,    "department_review"),
    ("provincial_approval",     "return_to_clerk",      CHAIRMAN, "provincial_review"),
    ("provincial_approval",     "reject",               CHAIRMAN, "not_recognised"),
)
# fmt: on


@pytest.mark.parametrize(("stage", "action", "actor", "dest"), RETURNS)
def test_whoever_turns_a_dossier_back_says_why(stage: str, action: str, actor: Actor, dest: str) -> None:
    with pytest.raises(Refused) as refusal:
        decide(action, Paper(stage), actor, reason="  ")
    assert [reason.where for reason in refusal.value.reasons] == ["ask:reason"]
    assert decide(action, Paper(stage), actor, **WHY).dest == dest


def test_a_refusal_says_every_reason() -> None:
    case = Paper(attached=frozenset({"CV-RESULTS"}), kind=Kind.CRAFT_VILLAGE)
    with pytest.raises(Refused) as refusal:
        decide("receive", Paper("submitted", attached=case.attached), DESK)
    assert [reason.text for reason in refusal.value.reasons] == [
        "Thiếu giấy tờ: Danh sách các hộ tham gia hoạt động ngành nghề nông thôn trên địa bàn.",
        "Thiếu giấy tờ: Văn bản bảo đảm điều kiện về bảo vệ môi trường theo quy định.",
    ]
    assert {str(reason.basis.text) for reason in refusal.value.reasons if reason.basis} == {
        "Nghị định 52/2018/NĐ-CP, Điều 6 khoản 2"
    }


def test_deciding_changes_nothing() -> None:
    case = Paper()
    before = copy.deepcopy(case)
    decide("present", case, OFFICER)
    assert case == before


def test_the_department_proposes_refusal_and_the_province_cannot_approve() -> None:
    case = take("recommend_refusal", Paper("department_review"), REVIEWER, **WHY)
    assert case.finding is Finding.REFUSE
    take("propose", case, DIRECTOR)
    take("present_decision", case, CLERK)
    with pytest.raises(Refused, match="Sở không đề xuất công nhận"):
        decide("approve", case, CHAIRMAN)
    assert take("reject", case, CHAIRMAN, **WHY).stage == "not_recognised"


def test_nothing_goes_to_the_province_without_a_finding() -> None:
    with pytest.raises(Refused, match="chưa có đề xuất"):
        decide("propose", Paper("department_approval"), DIRECTOR)


def test_a_decision_has_a_number_and_a_day_that_has_come() -> None:
    with pytest.raises(Refused) as refusal:
        decide("issue", Paper("issuance"), CLERK)
    assert [str(reason) for reason in refusal.value.reasons] == [
        "Chưa nhập “Số quyết định”.",
        "Chưa nhập “Ngày ký quyết định”.",
    ]
    with pytest.raises(Refused, match="không được sau hôm nay"):
        decide("issue", Paper("issuance"), CLERK, decision_number="1/QĐ-UBND", decided_on="2026-11-24")
    with pytest.raises(Refused, match="phải là một ngày có thật"):
        decide("issue", Paper("issuance"), CLERK, decision_number="1/QĐ-UBND", decided_on="2026-02-30")
    with pytest.raises(Refused, match="dài quá 60 ký tự"):
        decide("issue", Paper("issuance"), CLERK, decision_number="1" * 61, decided_on="2026-11-20")


def test_a_proposal_to_recognise_may_say_more_but_need_not() -> None:
    assert decide("recommend_recognition", Paper("department_review"), REVIEWER).dest == "department_approval"
