"""Writing a version of the law through its pages: begun, its numbers changed, rehearsed, published once."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.wall_clock import today

LAW = "/procedures/recognition/2026.2"


@pytest.fixture
def administrator(people: People) -> FlaskClient:
    return people.client(people("administrator"))


def begin(administrator: FlaskClient) -> str:
    """The address of a new draft."""
    day = today() + timedelta(days=60)
    answer = administrator.post(f"{LAW}/new", data={"version": "2027.1", "valid_from": f"{day:%d/%m/%Y}"})
    assert answer.status_code == 303, Page(answer).text
    return str(answer.location)


@pytest.mark.parametrize("path", ["/procedures", LAW, "/procedures/support/2026.1", "/procedures/opinion/2026.1"])
def test_every_version_is_a_page_for_whoever_signed_in(people: People, path: str) -> None:
    page = Page(people.client(people("commune_officer")).get(path))
    assert page.status == 200
    assert "Quy trình" in page.text


def test_a_draft_shows_its_numbers_and_keeps_other_ones(administrator: FlaskClient) -> None:
    address = begin(administrator)
    page = Page(administrator.get(address))
    assert "Không có mâu thuẫn." in page.text
    assert "Công nhận nghề truyền thống, làng nghề" in page.text
    typed = {node.get("name"): node.get("value") or "" for node in page.all("input") if node.get("name")}
    answer = administrator.post(f"{address}/numbers", data=typed | {"legal_days": "25"})
    assert answer.status_code == 303, Page(answer).text
    assert "2027.1" in Page(administrator.get("/procedures")).text


def test_a_rehearsal_says_what_would_differ(administrator: FlaskClient, story: Story) -> None:
    story.up_to("department_review")
    page = Page(administrator.get(f"{begin(administrator)}/rehearsal"))
    assert page.status == 200
    assert "Đã xem 1 hồ sơ đang giải quyết" in page.text


def test_nobody_else_writes_a_version(people: People) -> None:
    assert people.client(people("dept_leader")).get(f"{LAW}/new").status_code in (403, 404)


def test_a_reader_is_spared_the_codes_that_a_writer_needs(people: People, administrator: FlaskClient) -> None:
    reader = Page(people.client(people("dept_officer")).get(LAW))
    assert "Trình lãnh đạo cấp xã" in reader.text
    assert "ask_supplement" not in reader.text
    assert "environmental_appraisal" not in reader.text
    assert "environmental_appraisal" in Page(administrator.get(LAW)).text
