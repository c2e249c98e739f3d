"""Site visits: everything that needs one by area, a trip across communes, its results, its cancellation."""

from typing import Any

import pytest
from flask import Flask

from states.following import current_follow_up
from states.kernel import Refused
from tests.environment.desk import Desk, in_days, typed
from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.environment.areas import by_area, most_of, spots
from workflow.environment.follow_models import Remedy
from workflow.environment.visit_models import SiteVisit, SiteVisitStop
from workflow.wall_clock import today

SOON = current_follow_up(today()).number("remedy_notice_days")


def remedy_stop(desk: Desk) -> tuple[Any, str]:
    """A remedy that is due soon, and how the form of a trip names it."""
    remedy = desk.remedy(in_days(SOON))
    return remedy, f"remedy_id:{remedy.id}"


def request_stop(desk: Desk, role: str = "commune_leader") -> tuple[Any, str]:
    request = desk.asked(role)
    return request, f"pollution_inspection_id:{request.id}"


@pytest.fixture
def appraised(story: Story) -> Story:
    """A dossier under appraisal in which one item waits for a visit."""
    story.up_to("environmental_appraisal")
    story.appraise(ENV_V08="needs_site_visit", ENV_H02="needs_site_visit")
    return story


def listed(desk: Desk, role: str = "env_appraiser") -> Page:
    return Page(desk.as_(role).get("/environment/visits"))


def test_everything_that_needs_a_visit_stands_in_one_list_by_area(desk: Desk, appraised: Story) -> None:
    remedy_stop(desk)
    request_stop(desk)
    page = listed(desk)
    assert "Mục cần kiểm tra: ENV-H02, ENV-V08" in page.text
    assert "Đào rãnh" in page.text
    assert "Dân phản ánh nước suối đổi màu" in page.text
    assert [name for name in ("Bát Xát", "Sa Pa") if name in page.text] == ["Bát Xát", "Sa Pa"]


def test_a_remedy_that_is_not_near_waits_outside_the_list_until_it_is_reported(desk: Desk) -> None:
    remedy = desk.remedy(in_days(SOON + 1))
    assert "Đào rãnh" not in listed(desk).text
    desk.act("commune_officer", remedy, "report", done="Xong")
    assert "Đào rãnh" in listed(desk).text


def test_communes_of_one_district_stand_together_and_name_their_neighbours(app: Flask) -> None:
    with app.app_context():
        known = spots()
    by_name = {spot.name.split(" ", 1)[1]: spot for spot in known.values()}
    assert {by_name[name].district for name in ("Mường Hum", "Bản Xèo", "Dền Sáng")} == {by_name["Mường Hum"].district}

    class Thing:
        def __init__(self, code: str) -> None:
            self.commune_code = code

    beside = next(spot for spot in known.values() if spot.touches(by_name["Mường Hum"]))
    areas = by_area([Thing(by_name["Mường Hum"].code), Thing(beside.code), Thing(by_name["Tả Van"].code)], known)
    group = next(g for area in areas for g in area.communes if g.spot.code == by_name["Mường Hum"].code)
    assert [spot.code for spot in group.neighbours] == [beside.code]
    assert beside.touches(by_name["Mường Hum"])
    assert not beside.touches(beside)


def test_a_commune_belongs_to_the_district_most_of_it_came_from() -> None:
    from collections import Counter

    assert most_of(Counter({"Sa Pa": 2, "Bát Xát": 1})) == "Sa Pa"
    assert most_of(Counter({"Sa Pa": 1, "Bát Xát": 1})) == "Bát Xát"
    assert most_of(Counter()) == ""


def test_one_trip_stops_in_several_communes_and_each_is_told_once(desk: Desk, appraised: Story) -> None:
    desk.who("commune_leader")
    _one, first = remedy_stop(desk)
    visit = desk.visit(first, f"dossier_id:{appraised.id}", on=in_days(7))
    assert visit.planned_on == in_days(7)
    (told,) = desk.told("commune_officer", "visit_planned")
    assert (told.path, told.facts["count"]) == (f"/environment/visits/{visit.id}", 1)
    elsewhere = Desk.told(_at(desk, appraised), "commune_officer", "visit_planned")
    assert len(elsewhere) == 1
    page = Page(appraised.people.client(appraised.who("commune_officer")).get(f"/dossiers/{appraised.id}"))
    assert f"Chuyến kiểm tra ngày {typed(in_days(7))}" in page.text
    assert "đã lên lịch" in page.text


def _at(desk: Desk, story: Story) -> Desk:
    """The same desk with the people of a story."""
    other = Desk.__new__(Desk)
    other.__dict__.update(desk.__dict__, cast=story.cast, _browsers={}, commune=story.commune)
    return other


def test_what_one_trip_sees_to_no_other_can(desk: Desk) -> None:
    _remedy, stop = remedy_stop(desk)
    desk.visit(stop)
    late = Page(desk.trip(stop))
    assert (late.status, "vừa được xếp vào chuyến khác" in late.text) == (409, True)
    assert len(desk.rows(SiteVisit)) == 1
    assert "đã xếp vào chuyến ngày" in listed(desk).text


def test_a_trip_that_cannot_be_says_every_reason_at_once(desk: Desk) -> None:
    page = Page(desk.trip(on=in_days(-1), member=[]))
    assert page.status == 409
    for said in ("Chưa chọn điểm nào", "Ngày đi đã qua", "Chưa chọn người đi"):
        assert said in page.text
    _remedy, stop = remedy_stop(desk)
    outsider = Page(desk.trip(stop, member=[str(desk.who("dept_officer").id)]))
    assert (outsider.status, "phải là cán bộ thẩm định" in outsider.text) == (409, True)
    assert desk.trip(stop, planned_on="hôm nào").status_code == 422
    assert desk.rows(SiteVisit) == []


@pytest.mark.parametrize("role", ["commune_officer", "dept_officer", "dept_leader", "province_clerk"])
def test_only_the_appraiser_plans(desk: Desk, role: str) -> None:
    _remedy, stop = remedy_stop(desk)
    assert desk.trip(stop, role=role).status_code == 403
    assert "Lên lịch chuyến đi" not in desk.as_(role).get("/environment/visits").get_data(as_text=True)


def test_the_stops_are_printed_with_what_to_look_at(desk: Desk, appraised: Story) -> None:
    _remedy, stop = remedy_stop(desk)
    visit = desk.visit(stop, f"dossier_id:{appraised.id}")
    page = Page(desk.as_("env_appraiser").get(f"/environment/visits/{visit.id}/print"))
    assert "Đào rãnh" in page.text
    assert any("blank=1" in address for address in page.links.values())


def test_each_stop_gets_its_result_and_the_trip_its_record(desk: Desk) -> None:
    _remedy, stop = remedy_stop(desk)
    visit = desk.visit(stop)
    bare = Page(desk.results(visit, outcome="not_done", finish="1"))
    assert bare.status == 409
    assert "vì sao không kiểm tra được" in bare.text
    assert "Chưa có biên bản" in bare.text
    assert desk.results(visit, outcome="done", words="Rãnh đã có").status_code == 303
    assert desk.one(SiteVisit).state == "planned"
    assert desk.results(visit, outcome="done", words="Rãnh đã có", record="Đã đi", finish="1").status_code == 303
    row = desk.one(SiteVisit)
    assert (row.state, row.record) == ("held", "Đã đi")
    assert desk.results(visit, record="Lại", finish="1").status_code == 409
    assert "đã đi ngày" in listed(desk).text, "the remedy itself is still to be confirmed"


def test_a_trip_has_no_results_before_its_day(desk: Desk) -> None:
    _remedy, stop = remedy_stop(desk)
    visit = desk.visit(stop, on=in_days(2))
    page = Page(desk.results(visit, record="Đã đi", finish="1"))
    assert (page.status, "kết quả được ghi từ ngày đó" in page.text) == (409, True)
    assert "Kết quả từng điểm" not in Page(desk.as_("env_appraiser").get(f"/environment/visits/{visit.id}")).text


def test_what_could_not_be_seen_needs_a_visit_again(desk: Desk) -> None:
    _remedy, stop = remedy_stop(desk)
    visit = desk.visit(stop)
    desk.results(visit, outcome="not_done", words="Đường sạt lở", record="Không tới được", finish="1")
    assert desk.visit(stop, on=in_days(5)).planned_on == in_days(5)
    assert len(desk.rows(SiteVisitStop)) == 2


def test_a_cancelled_trip_says_why_and_frees_its_stops(desk: Desk) -> None:
    desk.who("commune_officer")
    _remedy, stop = remedy_stop(desk)
    visit = desk.visit(stop, on=in_days(2))
    here = f"/environment/visits/{visit.id}/cancel"
    assert desk.as_("env_appraiser").post(here, data={"why": "", "seen_version": "1"}).status_code == 409
    assert desk.as_("dept_leader").post(here, data={"why": "Bão", "seen_version": "1"}).status_code == 403
    assert desk.as_("env_appraiser").post(here, data={"why": "Bão", "seen_version": "1"}).status_code == 303
    assert desk.told("commune_officer", "visit_cancelled")
    assert "Bão" in Page(desk.as_("commune_officer").get(f"/environment/visits/{visit.id}")).text
    desk.visit(stop, on=in_days(9))


def test_two_who_write_results_at_once_do_not_write_over_each_other(desk: Desk, people: People) -> None:
    _remedy, stop = remedy_stop(desk)
    visit = desk.visit(stop)
    assert desk.results(visit, words="Một").status_code == 303
    second = people.client(people("env_appraiser"))
    late = second.post(f"/environment/visits/{visit.id}/results", data={"seen_version": "1", "record": "Hai"})
    assert late.status_code == 409
    assert desk.one(SiteVisitStop).words == "Một"


def test_a_visit_answers_no_item_the_appraiser_does(appraised: Story, desk: Desk) -> None:
    visit = desk.visit(f"dossier_id:{appraised.id}")
    desk.results(visit, words="Đã xem", record="Đã đi", finish="1")
    with pytest.raises(Refused, match="thực tế"):
        appraised.step("sign_off", "env_appraiser")
    appraised.appraise()
    appraised.step("sign_off", "env_appraiser")
    page = Page(desk.as_("env_appraiser").get(f"/dossiers/{appraised.id}"))
    assert "đã kiểm tra" in page.text
    assert str(appraised.id) not in listed(desk).html.split("Các chuyến kiểm tra")[-1]


def test_a_commune_sees_its_own_stops_and_no_inspection_somebody_else_asked_for(desk: Desk, appraised: Story) -> None:
    desk.who("commune_officer")
    _remedy, mine = remedy_stop(desk)
    _request, theirs = request_stop(desk, "province_clerk")
    visit = desk.visit(mine, theirs, f"dossier_id:{appraised.id}")
    assert desk.told("commune_officer", "visit_planned")[0].facts["count"] == 1
    page = Page(desk.as_("commune_officer").get(f"/environment/visits/{visit.id}"))
    assert "ENV-H01" in page.text
    assert appraised.row.title not in page.text
    assert "pollution" not in page.html
    assert "requests/" not in page.html
    other = Page(appraised.people.client(appraised.who("commune_officer")).get(f"/environment/visits/{visit.id}"))
    assert "ENV-H01" not in other.text


def test_a_trip_that_is_not_announced_does_not_exist_for_the_commune(desk: Desk, people: People) -> None:
    _request, stop = request_stop(desk, "province_clerk")
    visit = desk.visit(stop)
    answers = {"commune_officer": 404, "province_clerk": 404, "dept_officer": 200, "dept_leader": 200}
    for role, status in answers.items():
        assert desk.as_(role).get(f"/environment/visits/{visit.id}").status_code == status, role
        assert desk.as_(role).get(f"/environment/visits/{visit.id}/print").status_code == status, role
    assert people.client(people("commune_officer", commune="Y Tý")).get(
        f"/environment/visits/{visit.id}"
    ).status_code == 404  # fmt: skip
    assert desk.told("commune_officer", "visit_planned") == []


def test_the_remedy_of_a_stop_is_still_the_commune_and_the_appraisers_matter(desk: Desk) -> None:
    remedy, stop = remedy_stop(desk)
    visit = desk.visit(stop)
    desk.results(visit, words="Đã xem", record="Đã đi", finish="1")
    assert desk.one(Remedy, id=remedy.id).state == "open"
