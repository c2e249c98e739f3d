"""The calendar as a page."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from tests.pages import Page
from tests.people import People

Reads = Callable[[Any], Page]


def test_a_stranger_is_asked_to_sign_in(client: FlaskClient) -> None:
    answer = client.get("/calendar/2026")
    assert answer.status_code in {302, 303}
    assert "sign-in" in answer.location or "login" in answer.location


def test_the_page_shows_each_day_off_with_its_ground(people: People, page: Reads) -> None:
    shown = page(people.client(people("dept_officer")).get("/calendar/2026"))
    assert shown.h1 == "Lịch làm việc năm 2026"
    assert "Giao thừa Tết Nguyên Đán" in shown.text
    assert "Văn bản 12729/VPCP-KGVX" in shown.text
    assert "Đã có quyết định" in shown.text
    assert "làm bù" in shown.text


def test_a_computed_year_says_that_it_waits_for_a_decision(people: People, page: Reads) -> None:
    shown = page(people.client(people("commune_officer")).get("/calendar/2027"))
    assert "Chờ quyết định" in shown.text
    assert "Tính theo quy tắc, chờ quyết định" in shown.text


def test_the_plain_address_leads_to_this_year(people: People) -> None:
    answer = people.client(people("dept_officer")).get("/calendar/")
    assert answer.status_code == 302
    assert answer.location.startswith("/calendar/20")


def test_a_year_that_is_not_kept_is_not_found(people: People, page: Reads) -> None:
    shown = page(people.client(people("dept_officer")).get("/calendar/1999"))
    assert shown.status == 404
