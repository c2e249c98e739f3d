"""What one may not see does not exist: a commune sees its own, the department and the province all, others nothing."""

import pytest

from tests.environment.desk import Desk
from tests.pages import Page
from tests.people import People

OUTSIDERS = ("consulted_officer", "administrator", "reception_desk")


def addresses(desk: Desk) -> dict[str, str]:
    """Pages of one unit, with what stands on them."""
    row, remedy = desk.household("Má A Phử"), desk.remedy()
    here = "/environment"
    return {
        f"{here}/units/{desk.unit}": "Má A Phử",
        f"{here}/establishments/{row.id}": "Má A Phử",
        f"{here}/remedies/{remedy.id}": "Đào rãnh",
    }


def test_the_commune_the_department_and_the_province_read(desk: Desk) -> None:
    for address, said in addresses(desk).items():
        for role in ("commune_officer", "commune_leader", "env_appraiser", "dept_officer", "dept_leader"):
            assert said in Page(desk.as_(role).get(address)).text, (role, address)
        status = desk.as_("province_clerk").get(address).status_code
        assert status == (404 if "remedies" in address else 200), address


def test_another_commune_and_outsiders_find_nothing(desk: Desk, people: People) -> None:
    found = addresses(desk)
    strangers = [people("commune_officer", commune="Y Tý"), *(people(role) for role in OUTSIDERS)]
    for stranger in strangers:
        browser = people.client(stranger)
        assert {browser.get(address).status_code for address in found} == {404}
        for page in ("", "/plans", "/remedies", "/visits", "/requests"):
            text = browser.get(f"/environment{page}").get_data(as_text=True)
            assert desk.unit_name not in text
            assert "Má A Phử" not in text


@pytest.mark.parametrize("role", OUTSIDERS)
def test_whom_it_does_not_concern_has_no_such_room(people: People, role: str) -> None:
    browser = people.client(people(role))
    for page in ("", "/plans", "/remedies", "/visits", "/requests"):
        assert browser.get(f"/environment{page}").status_code == 404, page
    assert "/environment" not in browser.get("/inbox").get_data(as_text=True)


def test_the_door_to_the_room_stands_in_the_header_of_those_concerned(desk: Desk) -> None:
    for role in ("commune_officer", "env_appraiser", "province_clerk"):
        assert Page(desk.as_(role).get("/inbox")).links["Môi trường"] == "/environment"
        unit = Page(desk.as_(role).get(f"/register/{desk.unit}"))
        assert unit.links["Hồ sơ môi trường"] == f"/environment/units/{desk.unit}"


def test_the_public_page_of_a_unit_knows_no_household(desk: Desk) -> None:
    desk.household("Má A Phử")
    page = Page(desk.app.test_client().get(f"/register/{desk.unit}"))
    assert "Má A Phử" not in page.text
    assert "Hồ sơ môi trường" not in page.text


def test_a_form_is_open_only_to_those_whose_it_is(desk: Desk) -> None:
    row = desk.household()
    forms = {
        f"/environment/units/{desk.unit}/establishments/new": "commune_officer",
        f"/environment/units/{desk.unit}/plans/new": "commune_officer",
        f"/environment/establishments/{row.id}/edit": "commune_officer",
        f"/environment/establishments/{row.id}/inspection": "env_appraiser",
    }
    for address, role in forms.items():
        assert Page(desk.as_(role).get(address)).status == 200
        assert desk.as_("dept_leader").get(address).status_code in (403, 404), address
