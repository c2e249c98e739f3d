"""The plan at the desk: a commune reads its own rows, the province all of them, each only the dossiers it may see."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.pages import Page
from tests.people import People
from tests.register.decided import dossier

Read = Callable[[Any], Page]


def test_a_stranger_is_asked_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/plan").status_code in (302, 303)


def test_a_commune_officer_starts_a_dossier_from_a_row(people: People, page: Read) -> None:
    seen = page(people.client(people("commune_officer")).get("/plan"))
    assert seen.h1 == "Kế hoạch giao cho xã, phường của tôi"
    assert "4 mục" in seen.text
    assert "in trong Kế hoạch: Làng nghề mây tre đan dân tộc Hà Nhi" in seen.text
    assert len([button for button in seen.all("button") if button.text == "Lập hồ sơ từ mục này"]) == 1
    assert seen.hidden("plan_item_id")


def test_a_leader_reads_the_same_rows_and_starts_nothing(people: People, page: Read) -> None:
    seen = page(people.client(people("commune_leader")).get("/plan"))
    assert "A.II.25" in seen.text
    assert "Lập hồ sơ từ mục này" not in seen.text


def test_a_commune_without_rows_is_told_so(people: People, page: Read) -> None:
    seen = page(people.client(people("commune_officer", commune="A Mú Sung")).get("/plan"))
    assert "không có mục nào ở xã, phường của Ông/Bà" in seen.text


def test_the_department_filters_all_rows(people: People, page: Read) -> None:
    browser = people.client(people("dept_officer"))
    assert "105 mục" in page(browser.get("/plan")).text
    narrowed = page(browser.get("/plan?section=A.II&year=2026&q=may tre dan"))
    assert "2 mục" in narrowed.text
    assert "A.II.31" in narrowed.text
    assert "Không có mục nào khớp" in page(browser.get("/plan?q=khong co")).text
    assert page(browser.get("/plan?year=x&state=y&section=z")).status == 200


def test_a_draft_is_in_hand_for_its_commune_and_unknown_to_the_department(
    app: Flask, people: People, page: Read
) -> None:
    officer, department = people("commune_officer"), people("dept_officer")
    with app.app_context():
        begun = dossier(officer, "A.II.25")
    own = page(people.client(officer).get("/plan"))
    assert "Đang có hồ sơ" in own.text
    assert own.links["Đang lập hồ sơ"] == f"/dossiers/{begun}"
    assert "Lập hồ sơ từ mục này" not in own.text
    assert "0 mục" in page(people.client(department).get("/plan?state=in_hand")).text


def test_a_village_to_upgrade_leads_to_the_register(people: People, page: Read) -> None:
    seen = page(people.client(people("commune_officer", commune="Tân Lĩnh")).get("/plan"))
    assert "Đã công nhận, gắn với du lịch" in seen.text
    assert "đá mỹ nghệ Tân Lĩnh đã công nhận ở A.I.20" in seen.text
