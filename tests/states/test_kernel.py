"""What the kernel answers: who may, from where, and what a page can be drawn from."""

import pytest

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    DEPT_OFFICER,
    ENV_APPRAISER,
    POSTS,
    PROVINCE_CLERK,
    Actor,
    AgencyKind,
)
from states.diagram import places
from states.kernel import Basis, Clock, Forbidden, Mark, MovedOn, Reason, Refused, Unknown
from states.procedures.recognition import RECOGNITION_2026_1
from states.sheet import matrix
from tests.states.paper import (
    APPRAISER,
    CLERK,
    COMMUNE,
    DESK,
    OFFICER,
    REVIEWER,
    WHY,
    Paper,
    decide,
    person,
    rehearsed,
    take,
)


def test_an_action_that_no_table_knows_is_unknown() -> None:
    with pytest.raises(Unknown, match="không có thao tác “burn”"):
        decide("burn", Paper(), OFFICER)


def test_a_stage_that_no_table_knows_is_unknown() -> None:
    with pytest.raises(Unknown, match="không có bước “limbo”"):
        decide("present", Paper("limbo"), OFFICER)
    with pytest.raises(Unknown, match="limbo"):
        RECOGNITION_2026_1.stage("limbo")
    with pytest.raises(Unknown, match="draft@ask_supplement"):
        RECOGNITION_2026_1.steps_from("draft", "ask_supplement")


def test_somebody_was_quicker() -> None:
    with pytest.raises(
        MovedOn, match="Hồ sơ hiện ở bước “Sở xem xét”, nên không thực hiện được thao tác “Tiếp nhận hồ sơ”"
    ):
        decide("receive", Paper("department_review"), DESK)


def test_no_step_leaves_an_end() -> None:
    for stage in RECOGNITION_2026_1.stages:
        assert bool(RECOGNITION_2026_1.steps_from(stage.name)) is not stage.final


def test_the_officer_of_another_commune_is_turned_away() -> None:
    stranger = person(COMMUNE_OFFICER, at="02671")
    with pytest.raises(Forbidden, match="Thao tác “Trình lãnh đạo cấp xã” thuộc về Công chức cấp xã"):
        decide("present", Paper(), stranger)
    assert not rehearsed(Paper(), stranger)["present"].mine


def test_where_an_agency_is_named_only_its_people_act() -> None:
    agencies = {AgencyKind.COMMUNE: COMMUNE, AgencyKind.PROVINCE: "another"}
    with pytest.raises(Forbidden):
        decide("return_to_department", Paper("provincial_review", agencies=agencies), CLERK, **WHY)


def test_a_person_without_a_post_may_do_nothing() -> None:
    with pytest.raises(Forbidden):
        decide("present", Paper(), Actor("nobody", frozenset()))


def test_a_rehearsal_answers_for_every_action_at_once() -> None:
    answers = rehearsed(Paper("department_review", confirmed={}), REVIEWER)
    assert set(answers) == {"recommend_recognition", "recommend_refusal", "return_to_appraisal", "ask_supplement"}
    assert not answers["recommend_recognition"].allowed
    assert len(answers["recommend_recognition"].reasons) == 3
    assert answers["return_to_appraisal"].allowed, "what is to be typed is not demanded before it is asked"


def test_a_rehearsal_gives_the_reasons_of_others_too() -> None:
    answer = rehearsed(Paper(attached=frozenset()), DESK)["present"]
    assert (answer.mine, answer.allowed, len(answer.reasons)) == (False, False, 3)


def test_a_hold_stops_the_clock_and_leaves_one_way_on() -> None:
    case = take("ask_supplement", Paper("environmental_appraisal"), APPRAISER, **WHY)
    assert (case.stage, case.hold) == ("environmental_appraisal", "ask_supplement")
    assert set(rehearsed(case, OFFICER)) == {"supplement"}
    with pytest.raises(MovedOn, match=r"“Thẩm định môi trường \(chờ bổ sung hồ sơ\)”"):
        decide("sign_off", case, APPRAISER)
    decision = decide("supplement", case, OFFICER)
    assert (decision.dest, decision.hold_before, decision.hold_after) == (case.stage, "ask_supplement", None)
    assert decision.step.clock is Clock.RESUME


def test_a_supplement_is_handed_in_complete() -> None:
    case = Paper("department_review", "ask_supplement", attached=frozenset())
    with pytest.raises(Refused, match="Thiếu giấy tờ"):
        decide("supplement", case, OFFICER)


def test_whoever_handles_the_stage_asks_for_the_supplement() -> None:
    assert decide("ask_supplement", Paper("department_review"), REVIEWER, **WHY).step.paper == "M02"
    with pytest.raises(Forbidden):
        decide("ask_supplement", Paper("department_review"), APPRAISER, **WHY)


def test_the_request_may_be_changed_in_draft_and_under_a_hold() -> None:
    assert RECOGNITION_2026_1.is_editable("draft")
    assert RECOGNITION_2026_1.is_editable("department_review", "ask_supplement")
    assert not RECOGNITION_2026_1.is_editable("department_review")


def test_the_inbox_follows_from_the_table() -> None:
    waiting = RECOGNITION_2026_1.waiting_for([COMMUNE_OFFICER, COMMUNE_OFFICER, COMMUNE_LEADER])
    assert {(place.stage, place.hold) for place in waiting} == {
        ("draft", None),
        ("commune_approval", None),
        ("environmental_appraisal", "ask_supplement"),
        ("department_review", "ask_supplement"),
    }
    assert len(waiting) == 6
    assert {place.stage for place in RECOGNITION_2026_1.waiting_for([PROVINCE_CLERK])} == {
        "provincial_review",
        "issuance",
    }


def test_a_page_can_say_where_a_dossier_is_and_with_whom() -> None:
    assert RECOGNITION_2026_1.title_at("department_approval") == "Chờ lãnh đạo Sở duyệt"
    assert RECOGNITION_2026_1.title_at("department_approval", public=True) == "Sở đang xem xét"
    held = RECOGNITION_2026_1.title_at("department_review", "ask_supplement", public=True)
    assert held == "Sở đang xem xét (chờ bổ sung hồ sơ)"
    assert RECOGNITION_2026_1.handlers("department_review", "ask_supplement") == (COMMUNE_OFFICER,)
    assert RECOGNITION_2026_1.handlers("department_review") == (DEPT_OFFICER,)
    assert RECOGNITION_2026_1.handlers("recognised") == ()


def test_every_open_stage_waits_for_somebody() -> None:
    waiting = {place.stage for place in RECOGNITION_2026_1.waiting_for(POSTS)}
    assert waiting == set(RECOGNITION_2026_1.open_stages)


def test_the_machine_is_shared_and_has_no_model() -> None:
    take("present", Paper(), OFFICER)
    machine = RECOGNITION_2026_1._events["present"].machine
    assert machine.models == []
    assert not [name for name in machine.events if name.startswith("to_")]


def test_the_matrix_of_the_sheet_is_what_the_kernel_answers() -> None:
    told = matrix(RECOGNITION_2026_1)
    for (stage, hold), steps in places(RECOGNITION_2026_1):
        for post in POSTS:
            answers = rehearsed(Paper(stage, hold), person(post))
            assert set(answers) == {step.action for step in steps}
            for action in RECOGNITION_2026_1.actions:
                mine = action in answers and answers[action].mine
                assert mine is told.get((post, stage, hold, action), False)


def test_only_what_was_read_is_cited() -> None:
    read, remembered = Basis("Điều 5", Mark.FOUND), Basis("Điều 33", Mark.MEMORY)
    assert Reason("a", read).basis == read
    assert Reason("a", remembered).basis is None


def test_the_road_has_phases_in_order() -> None:
    assert RECOGNITION_2026_1.phases[0] == "Lập hồ sơ"
    assert RECOGNITION_2026_1.phases[-1] == "Kết quả"
    assert RECOGNITION_2026_1.first_stage.name == "draft"
    assert sum(stage.days or 0 for stage in RECOGNITION_2026_1.stages) == RECOGNITION_2026_1.legal_days


def test_the_handling_posts_are_those_of_the_table() -> None:
    assert RECOGNITION_2026_1.step("sign_off", "environmental_appraisal").by == ENV_APPRAISER
    assert RECOGNITION_2026_1.step("recommend_refusal", "department_review").by == DEPT_OFFICER
