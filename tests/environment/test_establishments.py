"""Producers of a unit: their commune enters, corrects and closes them, and takes them from the recognition dossier."""

from datetime import date

import pytest
from flask import Flask

from tests.environment.desk import Desk, in_days, typed
from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.environment.models import Establishment
from workflow.wall_clock import today


def test_the_commune_enters_a_household_and_the_unit_lists_it(desk: Desk) -> None:
    desk.household("Má A Phử")
    page = Page(desk.as_("commune_officer").get(f"/environment/units/{desk.unit}"))
    assert "Má A Phử" in page.text
    assert "chưa kiểm tra lần nào" in page.text
    assert "0/1 cơ sở, hộ đáp ứng yêu cầu · 0,0 %" in page.text, "never inspected counts as not met"


def test_what_is_entered_is_checked_and_stays_on_the_page(desk: Desk) -> None:
    page = Page(desk.add("", village="Tả Van Giáy"))
    assert page.status == 422
    assert "Tả Van Giáy" in page.html
    assert desk.add(active_from=typed(in_days(1))).status_code == 409
    assert desk.rows(Establishment) == []


@pytest.mark.parametrize("role", ["commune_leader", "env_appraiser", "dept_officer", "province_clerk"])
def test_only_the_communes_officer_enters(desk: Desk, role: str) -> None:
    data = {"kind": "household", "name": "Má A Phử", "active_from": "01/01/2025"}
    assert desk.as_(role).post(f"/environment/units/{desk.unit}/establishments", data=data).status_code == 403
    assert desk.rows(Establishment) == []


def test_a_household_is_corrected_and_closed_and_stays_in_the_list(desk: Desk) -> None:
    row = desk.household()
    officer, here = desk.as_("commune_officer"), f"/environment/establishments/{row.id}"
    assert "Má A Phử" in Page(officer.get(f"{here}/edit")).html
    data = {"kind": "establishment", "name": "HTX Thổ cẩm", "active_from": "01/02/2025", "seen_version": "1"}
    assert officer.post(f"{here}/edit", data=data).status_code == 303
    assert (
        officer.post(f"{here}/close", data={"closed_on": "01/01/2025", "why": "x", "seen_version": "2"}).status_code
        == 409
    )
    closing = {"closed_on": typed(today()), "why": "Bỏ nghề", "seen_version": "2"}
    assert officer.post(f"{here}/close", data=closing).status_code == 303
    found = desk.one(Establishment)
    assert (found.name, found.kind, found.closed_on, found.version) == ("HTX Thổ cẩm", "establishment", today(), 3)
    page = Page(officer.get(f"/environment/units/{desk.unit}"))
    assert f"ngừng từ {typed(today())}" in page.text
    assert "0/0" in page.text


def test_of_two_officers_one_wins_and_the_other_is_told(desk: Desk, people: People) -> None:
    row = desk.household()
    other = people.client(people("commune_officer", commune=desk.commune))
    data = {"kind": "household", "name": "Má A Dê", "active_from": "01/01/2025", "seen_version": "1"}
    assert desk.as_("commune_officer").post(f"/environment/establishments/{row.id}/edit", data=data).status_code == 303
    late = Page(other.post(f"/environment/establishments/{row.id}/edit", data=data | {"name": "Má A Lử"}))
    assert late.status == 409
    assert "đã được người khác sửa" in late.text
    assert desk.one(Establishment).name == "Má A Dê"


@pytest.fixture
def recognised(story: Story) -> Desk:
    """The desk of a unit that a dossier has just recognised."""
    story.up_to("recognised")
    desk = Desk.__new__(Desk)
    desk.app, desk.people, desk.commune, desk.cast = story.app, story.people, story.commune, story.cast
    desk._browsers, desk.unit, desk.unit_name = {}, story.row.unit_id, story.row.title
    return desk


def test_households_of_the_recognition_dossier_are_taken_once(recognised: Desk) -> None:
    desk, here = recognised, f"/environment/units/{recognised.unit}"
    page = Page(desk.as_("commune_officer").get(here))
    assert "Lấy từ danh sách hộ của hồ sơ" in page.text
    taken = desk.as_("commune_officer").post(f"{here}/establishments/from-dossier")
    assert taken.status_code == 303
    assert len(desk.rows(Establishment, unit_id=desk.unit)) == 41
    again = desk.as_("commune_officer").post(f"{here}/establishments/from-dossier", follow_redirects=True)
    assert "Mọi hộ của hồ sơ đã có ở đây" in again.get_data(as_text=True)
    rows = desk.rows(Establishment, unit_id=desk.unit)
    assert len(rows) == 41
    assert {row.kind for row in rows} == {"household"}
    assert {row.active_from for row in rows} == {today()}
    assert not hasattr(rows[0], "birthday")


def test_the_plan_of_the_recognition_dossier_is_the_units_first(recognised: Desk) -> None:
    (plan,) = recognised.plans()
    assert (plan.number, plan.approved_on, plan.approved_by) == ("118/QĐ-UBND", date(2025, 3, 12), "UBND xã Mường Hum")
    assert plan.dossier_id is not None
    page = Page(recognised.as_("commune_officer").get(f"/environment/units/{recognised.unit}"))
    assert "đến hết ngày 12/03/2030" in page.text


def test_a_unit_of_the_annex_has_no_dossier_to_take_from(desk: Desk) -> None:
    officer = desk.as_("commune_officer")
    assert "Lấy từ danh sách" not in Page(officer.get(f"/environment/units/{desk.unit}")).text
    answer = Page(officer.post(f"/environment/units/{desk.unit}/establishments/from-dossier"))
    assert (answer.status, "không có hồ sơ công nhận" in answer.text) == (409, True)


def test_a_stranger_takes_nothing(recognised: Desk, app: Flask, people: People) -> None:
    here = f"/environment/units/{recognised.unit}/establishments/from-dossier"
    assert people.client(people("commune_officer", commune="Y Tý")).post(here).status_code == 404
    assert recognised.as_("dept_officer").post(here).status_code == 403
