"""Inspecting an establishment: the verdict follows from the answers, and nothing is written over."""

import pytest

from states.inspecting import Compliance
from tests.environment.desk import Desk, in_days, typed
from tests.pages import Page
from tests.people import People
from workflow.environment.follow_models import Remedy
from workflow.environment.unit_queries import compliance_as_of
from workflow.wall_clock import today


def count(desk: Desk) -> Compliance:
    with desk.app.app_context():
        return compliance_as_of(today(), [desk.unit])


def test_an_inspection_changes_the_count_of_target_8(desk: Desk) -> None:
    row = desk.household()
    desk.household("Má A Dê")
    assert count(desk) == Compliance(0, 2, 0)
    assert desk.inspect(row).status_code == 303
    assert count(desk) == Compliance(1, 2, 1)
    assert desk.inspect(row, ENV_H01_result="not_met").status_code == 303
    assert count(desk) == Compliance(0, 2, 1)
    page = Page(desk.as_("commune_officer").get(f"/environment/establishments/{row.id}"))
    assert "Chưa đáp ứng yêu cầu: 1 nội dung chưa đạt." in page.text
    assert "Đáp ứng các yêu cầu" in page.text, "the earlier inspection is still there"
    index = Page(desk.as_("dept_leader").get("/environment"))
    assert "đã kiểm tra / đang hoạt động" in index.text


def test_a_part_may_be_kept_and_gone_on_with_and_decides_nothing_meanwhile(desk: Desk) -> None:
    row = desk.household()
    desk.inspect(row)
    assert desk.inspect(row, result="", ENV_H01_result="not_met", ENV_H01_remark="Rãnh hở").status_code == 303
    assert [found.verdict for found in desk.inspections(row)] == ["compliant", "incomplete"]
    assert count(desk) == Compliance(1, 1, 1)
    form = Page(desk.as_("env_appraiser").get(f"/environment/establishments/{row.id}/inspection"))
    assert "Rãnh hở" in form.text
    assert len(desk.rows_of_answers()) == 8


def test_what_does_not_apply_says_why(desk: Desk) -> None:
    row = desk.household()
    page = Page(desk.inspect(row, ENV_H03_result="not_applicable"))
    assert (page.status, "vì sao không áp dụng" in page.text) == (422, True)
    assert desk.inspections(row) == []
    assert desk.inspect(row, ENV_H03_result="not_applicable", ENV_H03_reason="Không có khí thải").status_code == 303


@pytest.mark.parametrize("day", ["31/12/2024", typed(in_days(1))])
def test_an_inspection_has_a_day_on_which_it_can_have_been(desk: Desk, day: str) -> None:
    row = desk.household()
    assert desk.inspect(row, inspected_on=day).status_code == 409
    assert desk.inspections(row) == []


def test_an_inspection_without_an_answer_is_none(desk: Desk) -> None:
    row = desk.household()
    page = Page(desk.inspect(row, result="", inspected_on=typed(in_days(2))))
    assert page.status == 409
    assert "Chưa trả lời nội dung nào" in page.text
    assert "Ngày kiểm tra phải từ" in page.text, "every reason at once"


@pytest.mark.parametrize("role", ["commune_officer", "dept_officer", "dept_leader", "province_clerk"])
def test_only_the_appraiser_inspects(desk: Desk, role: str) -> None:
    row = desk.household()
    assert desk.inspect(row, role=role).status_code == 404
    assert desk.inspections(row) == []


def test_two_appraisers_at_once_do_not_inspect_past_each_other(desk: Desk, people: People) -> None:
    row = desk.household()
    second = people.client(people("env_appraiser"))
    page = Page(second.get(f"/environment/establishments/{row.id}/inspection"))
    assert desk.inspect(row).status_code == 303
    sent = {"ENV-H01-result": "not_met", "inspected_on": typed(today()), "seen_version": page.hidden("seen_version")}
    late = second.post(f"/environment/establishments/{row.id}/inspection", data=sent)
    assert late.status_code == 409
    assert len(desk.inspections(row)) == 1


def test_a_demand_with_a_day_becomes_one_remedy_and_is_not_asked_twice(desk: Desk) -> None:
    remedy = desk.remedy(in_days(30))
    assert (remedy.item_code, remedy.demand, remedy.state) == ("ENV-H01", "Đào rãnh", "open")
    (told,) = desk.told("commune_officer", "remedy_opened")
    assert "Hộ " not in str(told.facts), "names of households stay out of notices"
    row = next(one for one in desk.establishments() if one.name.startswith("Hộ"))
    asked = {"ENV_H01_result": "not_met", "ENV_H01_remark": "Vẫn chưa đào", "ENV_H01_remedy": typed(in_days(60))}
    assert desk.inspect(row, **asked).status_code == 303
    (after,) = desk.rows(Remedy)
    assert (after.id, after.due_on, after.version) == (remedy.id, in_days(60), 2)


def test_an_unfinished_inspection_demands_nothing_yet(desk: Desk) -> None:
    row = desk.household()
    desk.inspect(row, result="", ENV_H01_result="not_met", ENV_H01_remedy=typed(in_days(9)))
    assert desk.rows(Remedy) == []
    assert desk.rows_of_answers()[0].remedy_due_on == in_days(9)
