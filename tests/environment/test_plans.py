"""Environmental plans: entered by the commune, warned of before they run out, never deleted."""

from datetime import date

import pytest

from tests.environment.desk import Desk, in_days
from tests.pages import Page
from tests.people import People
from workflow.environment.models import EnvironmentalPlan
from workflow.wall_clock import today

FIVE_YEARS = 5


def ago(years: int, days: int = 0) -> date:
    """So many years before today, less some days."""
    day = in_days(days)
    return day.replace(year=day.year - years)


def test_a_plan_is_entered_and_its_end_is_computed(desk: Desk) -> None:
    assert desk.plan(date(2025, 3, 12)).status_code == 303
    page = Page(desk.as_("commune_officer").get(f"/environment/units/{desk.unit}"))
    assert "12/QĐ-UBND" in page.text
    assert "đến hết ngày 12/03/2030" in page.text


def test_the_latest_plan_is_the_one_that_counts(desk: Desk) -> None:
    desk.plan(ago(FIVE_YEARS, -1), number="1/QĐ-UBND")
    assert "hết chu kỳ ngày" in Page(desk.as_("commune_officer").get("/environment/plans")).text
    desk.plan(in_days(-3), number="2/QĐ-UBND")
    page = Page(desk.as_("commune_officer").get("/environment/plans"))
    assert "hết chu kỳ ngày" not in page.text
    assert "2/QĐ-UBND" in page.text


@pytest.mark.parametrize(("days", "said"), [(-1, "hết chu kỳ ngày"), (0, "sắp hết chu kỳ"), (100, "sắp hết chu kỳ")])
def test_plans_that_ran_out_or_soon_will_are_listed_apart(desk: Desk, days: int, said: str) -> None:
    desk.plan(ago(FIVE_YEARS, days))
    for role in ("commune_officer", "env_appraiser", "province_clerk"):
        page = Page(desk.as_(role).get("/environment/plans"))
        near = page.text.split("Chưa ghi phương án")[0].split("Còn trong chu kỳ")[0]
        assert desk.unit_name in near, role
        assert said in near


def test_a_plan_is_entered_once_and_not_before_it_is_approved(desk: Desk) -> None:
    assert desk.plan(in_days(1)).status_code == 409
    assert desk.plan(today()).status_code == 303
    again = Page(desk.plan(today()))
    assert (again.status, "đã có trong danh sách" in again.text) == (409, True)
    assert len(desk.plans()) == 1


@pytest.mark.parametrize("role", ["commune_leader", "env_appraiser", "dept_leader", "province_clerk"])
def test_only_the_communes_officer_enters_a_plan(desk: Desk, role: str) -> None:
    assert desk.plan(today(), role=role).status_code == 403
    assert desk.plans() == []


def test_one_that_was_entered_by_mistake_is_withdrawn_and_stays(desk: Desk, people: People) -> None:
    desk.plan(today())
    (plan,) = desk.plans()
    here = f"/environment/plans/{plan.id}/withdraw"
    assert desk.as_("commune_officer").post(here, data={"why": " "}).status_code == 409
    assert desk.as_("dept_officer").post(here, data={"why": "Nhầm"}).status_code == 403
    assert people.client(people("commune_officer", commune="Y Tý")).post(here, data={"why": "Nhầm"}).status_code == 404
    assert desk.as_("commune_officer").post(here, data={"why": "Nhầm năm"}).status_code == 303
    assert desk.as_("commune_officer").post(here, data={"why": "Nhầm năm"}).status_code == 409, "somebody was quicker"
    page = Page(desk.as_("commune_officer").get(f"/environment/units/{desk.unit}"))
    assert "đã bỏ: Nhầm năm" in page.text
    assert "chưa ghi phương án" in page.text
    assert desk.plan(today()).status_code == 303, "the right one may be entered now"
    assert len(desk.rows(EnvironmentalPlan)) == 2


def test_what_is_missing_is_said_at_the_field(desk: Desk) -> None:
    here = f"/environment/units/{desk.unit}/plans"
    page = Page(desk.as_("commune_officer").post(here, data={"number": "1", "approved_on": "31/02/2025"}))
    assert page.status == 422
    assert "Không có ngày 31/02/2025 trong lịch" in page.text
