"""The environmental checklist: what must be answered, what stands in the way, for whom."""

from dataclasses import replace
from datetime import date

import pytest

from states.appraisal import conclusion, hints_for, is_advisory, items_to_answer, plan_runs_until, plan_warning
from states.basis import Mark
from states.checklist import Item, ItemAnswer, ItemResult, Level, Mandatory
from states.environment import CHECKLIST_2026_1, CHECKLISTS, current_checklist
from states.kernel import Refused
from states.kinds import Kind
from tests.states.paper import ALL_MET, ANSWERS, APPRAISER, REVIEWER, WHY, Paper, decide, rehearsed

NOT_MET = ItemAnswer(ItemResult.NOT_MET)
VISIT = ItemAnswer(ItemResult.NEEDS_SITE_VISIT)
NA = ItemAnswer(ItemResult.NOT_APPLICABLE)


def appraised(kind: Kind = Kind.CRAFT_VILLAGE, **answers: ItemAnswer) -> Paper:
    """An appraisal in which all is met but what is named (ENV_V01=...)."""
    changed = {code.replace("_", "-"): answer for code, answer in answers.items()}
    return Paper("environmental_appraisal", kind=kind, appraisal={**ALL_MET, **changed})


def test_all_met_is_a_good_conclusion() -> None:
    assert conclusion(appraised()).met is True
    assert conclusion(appraised()).sentence == "Đạt các điều kiện bảo vệ môi trường."


@pytest.mark.parametrize("item", CHECKLIST_2026_1.items, ids=lambda item: str(item.code))
def test_only_a_mandatory_item_stands_in_the_way(item: Item) -> None:
    known = CHECKLIST_2026_1.by_code[item.code]
    case = Paper("department_review", appraisal={**ALL_MET, known.code: NOT_MET})
    blocked = known.mandatory not in (Mandatory.WARN, Mandatory.NO)
    assert conclusion(case).met is not blocked
    answers = rehearsed(case, REVIEWER)
    assert answers["recommend_recognition"].allowed is not blocked
    assert answers["recommend_refusal"].allowed


@pytest.mark.parametrize("item", CHECKLIST_2026_1.items, ids=lambda item: str(item.code))
def test_for_a_traditional_craft_the_village_is_advisory(item: Item) -> None:
    known = CHECKLIST_2026_1.by_code[item.code]
    found = conclusion(Paper(kind=Kind.TRADITIONAL_CRAFT, appraisal={**ALL_MET, known.code: NOT_MET}))
    assert is_advisory(known, Kind.TRADITIONAL_CRAFT) is (known.level is Level.VILLAGE)
    assert (found.met, len(found.advisory)) == ((True, 1) if known.level is Level.VILLAGE else (False, 0))


def test_a_traditional_craft_needs_only_the_answers_of_its_households() -> None:
    needed = items_to_answer(CHECKLIST_2026_1, Kind.TRADITIONAL_CRAFT)
    assert [item.code for item in needed] == [f"ENV-H0{number}" for number in range(1, 8)]
    assert len(items_to_answer(CHECKLIST_2026_1, Kind.CRAFT_VILLAGE)) == 20
    answers = {item.code: ItemAnswer(ItemResult.MET) for item in needed}
    assert conclusion(Paper(kind=Kind.TRADITIONAL_CRAFT, appraisal=answers)).met
    assert conclusion(Paper(kind=Kind.CRAFT_VILLAGE, appraisal=answers)).met is None


def test_nobody_signs_off_before_every_item_is_answered() -> None:
    with pytest.raises(Refused) as refusal:
        decide("sign_off", Paper("environmental_appraisal", appraisal={}), APPRAISER)
    assert [reason.where for reason in refusal.value.reasons] == [
        f"appraisal:{item.code}" for item in CHECKLIST_2026_1.items
    ]


def test_what_does_not_apply_needs_a_reason() -> None:
    with pytest.raises(Refused, match="Nội dung ENV-V07 được chọn “Không áp dụng” nhưng chưa ghi lý do"):
        decide("sign_off", appraised(ENV_V07=NA), APPRAISER)
    explained = appraised(ENV_V07=replace(NA, reason="Không có hệ thống tập trung"))
    assert decide("sign_off", explained, APPRAISER).dest == "department_review"
    assert conclusion(explained).met


def test_a_site_visit_is_waited_for() -> None:
    with pytest.raises(Refused, match="ENV-V08 còn chờ kiểm tra thực tế"):
        decide("sign_off", appraised(ENV_V08=VISIT), APPRAISER)
    assert conclusion(appraised(ENV_V08=VISIT)).sentence == "Chưa kết luận: còn 1 nội dung cần kiểm tra thực tế."


def test_an_open_appraisal_says_what_is_open() -> None:
    case = Paper(appraisal={"ENV-V01": NA, "ENV-V02": VISIT})
    found = conclusion(case)
    assert not found.is_complete
    assert found.sentence == "Chưa kết luận: còn 19 nội dung chưa trả lời đủ, 1 nội dung cần kiểm tra thực tế."


def test_an_unmet_item_is_signed_off_and_lets_the_department_refuse_only() -> None:
    assert decide("sign_off", appraised(ENV_V05=NOT_MET), APPRAISER).dest == "department_review"
    case = Paper("department_review", appraisal={**ALL_MET, "ENV-V05": NOT_MET})
    with pytest.raises(Refused, match="Nội dung môi trường bắt buộc ENV-V05 chưa đạt"):
        decide("recommend_recognition", case, REVIEWER)
    assert decide("recommend_refusal", case, REVIEWER, **WHY).dest == "department_approval"
    assert conclusion(case).sentence == "Chưa đạt: 1 nội dung bắt buộc chưa đạt."


def test_a_plan_that_ran_out_is_a_warning() -> None:
    assert plan_warning(ANSWERS, date(2030, 3, 4)) is None
    assert plan_warning(replace(ANSWERS, env_plan_on=None), date(2040, 1, 1)) is None
    warning = plan_warning(ANSWERS, date(2030, 3, 5))
    assert warning is not None
    assert "đã quá chu kỳ 05 năm (hết ngày 04/03/2030)" in warning.text
    assert plan_runs_until(date(2024, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("trade", "word"),
    [
        ("Nấu rượu men lá", "Bã rượu"),
        ("Mây tre đan", "lưu huỳnh"),
        ("Chạm khắc bạc", "tẩy axit"),
        ("Dệt thổ cẩm", "nhuộm"),
    ],
)
def test_the_appraiser_is_told_what_to_look_for(trade: str, word: str) -> None:
    assert word in " ".join(hints_for(CHECKLIST_2026_1, trade))


def test_a_trade_without_hints_has_none() -> None:
    assert hints_for(CHECKLIST_2026_1, "Nặn tò he") == ()


def test_screens_cite_only_what_was_read() -> None:
    cited = {text for item in CHECKLIST_2026_1.items for text in item.citations}
    remembered = {basis.text for item in CHECKLIST_2026_1.items for basis in item.bases if basis.mark is Mark.MEMORY}
    assert remembered
    assert not cited & remembered
    assert CHECKLIST_2026_1.by_code["ENV-V04"].citations == ()


def test_the_checklist_has_a_version_and_a_first_day() -> None:
    assert CHECKLISTS["2026.1"] is current_checklist(date(2026, 11, 23))
    with pytest.raises(LookupError):
        current_checklist(date(2025, 12, 31))
