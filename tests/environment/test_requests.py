"""Pollution inspections on request: asked by a competent level, taken and concluded by the appraiser."""

from typing import Any

import pytest

from tests.environment.desk import Desk, in_days, typed
from tests.pages import Page
from tests.people import People
from workflow.environment.follow_models import PollutionInspection
from workflow.wall_clock import today

FOUND = {"conclusion": "found", "result": "Nước nhuộm xả thẳng ra suối", "inspected_on": typed(today())}


@pytest.mark.parametrize("role", ["commune_officer", "commune_leader", "dept_leader", "province_clerk"])
def test_a_competent_level_asks_and_is_told_what_came_of_it(desk: Desk, role: str) -> None:
    desk.who("env_appraiser")
    request = desk.asked(role)
    (told,) = desk.told("env_appraiser", "inspection_asked")
    assert told.path == f"/environment/requests/{request.id}"
    assert desk.answer(request, "take").status_code == 303
    assert desk.answer(request, "conclude", **FOUND).status_code == 303
    assert len(desk.told(role, "inspection_moved")) == 2
    page = Page(desk.as_(role).get(f"/environment/requests/{request.id}"))
    assert "Gây ô nhiễm, phải xử lý" in page.text
    assert "Nước nhuộm xả thẳng ra suối" in page.text


@pytest.mark.parametrize("role", ["env_appraiser", "dept_officer"])
def test_who_is_no_competent_level_does_not_ask(desk: Desk, role: str) -> None:
    assert desk.ask(role).status_code == 404
    assert desk.as_(role).get(f"/environment/units/{desk.unit}/requests/new").status_code == 404


def test_a_commune_asks_about_its_own_units_only(desk: Desk, people: People) -> None:
    stranger = people.client(people("commune_leader", commune="Y Tý"))
    data = {"ground": "Ô nhiễm", "by_on": typed(in_days(9))}
    assert stranger.post(f"/environment/units/{desk.unit}/requests", data=data).status_code == 404


def test_one_establishment_may_be_named(desk: Desk) -> None:
    row = desk.household("Má A Phử")
    request = desk.asked(place=str(row.id))
    assert request.establishment_id == row.id
    assert "Má A Phử" in Page(desk.as_("env_appraiser").get(f"/environment/requests/{request.id}")).text
    assert "Má A Phử" not in str([told.facts for told in desk.told("env_appraiser")])
    assert desk.ask(place=str(desk.unit)).status_code == 422, "not one of this unit"


def test_what_is_asked_needs_a_ground_and_a_day_to_come(desk: Desk) -> None:
    assert desk.ask(ground=" ").status_code == 422
    page = Page(desk.ask(by_on=typed(in_days(-1))))
    assert (page.status, "đã qua" in page.text) == (409, True)
    assert desk.rows(PollutionInspection) == []


def test_an_inspection_is_concluded_with_everything_that_belongs_to_it(desk: Desk) -> None:
    request = desk.asked()
    assert desk.answer(request, "conclude", **FOUND).status_code == 409, "nobody has taken it"
    desk.answer(request, "take")
    assert desk.answer(request, "conclude", conclusion="found").status_code == 422
    for day, said in ((in_days(1), "chưa tới"), (in_days(-1), "không thể trước ngày yêu cầu")):
        page = Page(desk.answer(request, "conclude", **FOUND | {"inspected_on": typed(day)}))
        assert (page.status, said in page.text) == (409, True)
    assert desk.answer(request, "conclude", **FOUND | {"conclusion": "maybe"}).status_code == 422
    assert desk.one(PollutionInspection).state == "taken"


def test_a_request_may_be_declined_with_a_reason(desk: Desk) -> None:
    request = desk.asked()
    assert desk.answer(request, "decline").status_code == 422
    assert desk.answer(request, "decline", reason="Đã kiểm tra tháng trước").status_code == 303
    page = Page(desk.as_("commune_leader").get(f"/environment/requests/{request.id}"))
    assert "Đã kiểm tra tháng trước" in page.text


def test_the_asker_does_not_answer(desk: Desk) -> None:
    request = desk.asked()
    assert desk.answer(request, "take", role="commune_leader").status_code == 403


def test_of_two_appraisers_one_takes_it(desk: Desk, people: People) -> None:
    request, other = desk.asked(), people.client(people("env_appraiser"))
    assert desk.answer(request, "take").status_code == 303
    late = other.post(f"/environment/requests/{request.id}/take", data={"take-seen_version": "1"})
    assert late.status_code == 409
    assert desk.one(PollutionInspection).taken_by == desk.who("env_appraiser").id


def sees(desk: Desk, browser: Any, request: Any) -> tuple[int, bool]:
    listed = browser.get("/environment/requests")
    return browser.get(f"/environment/requests/{request.id}").status_code, desk.unit_name in listed.get_data(
        as_text=True
    )


def test_the_askers_agency_and_the_appraiser_see_it_and_nobody_else(desk: Desk, people: People) -> None:
    request = desk.asked("province_clerk")
    colleague = people.client(people("province_leader"))
    assert sees(desk, desk.as_("province_clerk"), request) == (200, True)
    assert sees(desk, colleague, request) == (200, True)
    assert sees(desk, desk.as_("env_appraiser"), request) == (200, True)
    for role in ("commune_officer", "commune_leader", "dept_officer", "dept_leader"):
        assert sees(desk, desk.as_(role), request) == (404, False), role
        assert desk.answer(request, "take", role=role).status_code == 404, role
    for stranger in (people("commune_leader", commune="Y Tý"), people("consulted_officer"), people("administrator")):
        assert sees(desk, people.client(stranger), request) == (404, False)
    unit = Page(desk.as_("commune_leader").get(f"/environment/units/{desk.unit}"))
    assert "Chưa có yêu cầu nào" in unit.text
