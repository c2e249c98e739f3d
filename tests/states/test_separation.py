# ruff: noqa: E501 - a table is read in columns
"""Separation of duties, and the department's word on each criterion."""

import pytest

from states.actors import Actor, HeldPost
from states.case import Finding
from states.kernel import Refused
from states.kinds import Kind
from tests.states.paper import ALL_CONFIRMED, APPRAISER, CHAIRMAN, DIRECTOR, LEADER, REVIEWER, WHY, Paper, decide


def has_taken(*actions: str, stage: str, actor: Actor) -> Paper:
    return Paper(stage, finding=Finding.RECOGNISE, took={action: frozenset({actor.id}) for action in actions})


# fmt: off
CONFLICTS: tuple[tuple[str, str, str, Actor, str], ...] = (
    ("present",               "submit",                "commune_approval",        LEADER,    "nên không được duyệt, ký"),
    ("present",               "sign_off",              "environmental_appraisal", APPRAISER, "nên không được thẩm định"),
    ("submit",                "sign_off",              "environmental_appraisal", APPRAISER, "nên không được thẩm định"),
    ("supplement",            "sign_off",              "environmental_appraisal", APPRAISER, "nên không được thẩm định"),
    ("sign_off",              "recommend_recognition", "department_review",       REVIEWER,  "nên không được tổng hợp, đề xuất"),
    ("sign_off",              "recommend_refusal",     "department_review",       REVIEWER,  "nên không được tổng hợp, đề xuất"),
    ("recommend_recognition", "propose",               "department_approval",     DIRECTOR,  "nên không được duyệt, ký"),
    ("sign_off",              "propose",               "department_approval",     DIRECTOR,  "nên không được duyệt, ký"),
    ("present_decision",      "approve",               "provincial_approval",     CHAIRMAN,  "nên không được duyệt, ký"),
    ("recommend_refusal",     "reject",                "provincial_approval",     CHAIRMAN,  "nên không được duyệt, ký"),
)
# fmt: on


@pytest.mark.parametrize(("before", "action", "stage", "actor", "words"), CONFLICTS)
def test_nobody_judges_their_own_work(before: str, action: str, stage: str, actor: Actor, words: str) -> None:
    case = has_taken(before, stage=stage, actor=actor)
    with pytest.raises(Refused, match=words) as refusal:
        decide(action, case, actor, **WHY)
    assert len(refusal.value.reasons) == 1
    assert refusal.value.reasons[0].basis is None, "a working rule is not shown as law"
    colleague = Actor("colleague", frozenset(HeldPost(held.post, held.agency_id) for held in actor.posts))
    assert decide(action, case, colleague, **WHY).source == stage


def test_every_criterion_is_answered_before_a_proposal() -> None:
    for action in ("recommend_recognition", "recommend_refusal"):
        with pytest.raises(Refused) as refusal:
            decide(action, Paper("department_review", confirmed={"LN-A": True}), REVIEWER, **WHY)
        assert [reason.where for reason in refusal.value.reasons] == ["criteria:LN-B", "criteria:LN-C"]


def test_a_criterion_that_is_not_met_lets_the_department_refuse_only() -> None:
    case = Paper("department_review", kind=Kind.TRADITIONAL_CRAFT, confirmed={**ALL_CONFIRMED, "NTT-A": False})
    with pytest.raises(Refused, match="“Thời gian hình thành” được xác nhận chưa đạt"):
        decide("recommend_recognition", case, REVIEWER)
    assert decide("recommend_refusal", case, REVIEWER, **WHY).step.finding is Finding.REFUSE
