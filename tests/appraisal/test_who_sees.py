"""Who may fill in the checklist, and who reads it when."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.appraisal.dossiers import Office, a_dossier, every, office, sheet, signed_off
from tests.pages import Page
from tests.people import People

Reads = Callable[[Any], Page]


@pytest.fixture
def who(people: People) -> Office:
    return office(people)


def filled(app: Flask, people: People, who: Office, result: str = "met") -> Any:
    dossier = a_dossier(app, people, who)
    sent = sheet(every("met") | {"ENV-V13": result}, ENV_V13_remark="Chưa có dòng dự toán")
    assert people.client(who.appraiser).post(f"/dossiers/{dossier}/appraisal", data=sent).status_code == 303
    return dossier


@pytest.mark.parametrize("role", ["dept_officer", "reception_desk", "commune_officer", "province_clerk"])
def test_another_post_reads_but_may_not_fill_in(app: Flask, people: People, who: Office, role: str) -> None:
    dossier, browser = a_dossier(app, people, who), people.client(people(role))
    assert browser.get(f"/dossiers/{dossier}/appraisal").status_code == 200
    assert browser.post(f"/dossiers/{dossier}/appraisal", data=sheet({"ENV-V01": "met"})).status_code == 403


def test_another_commune_finds_nothing(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    browser = people.client(people("commune_officer", commune="Bản Xèo"))
    for path in ("appraisal", "appraisal?blank=1", "appraisal/ENV-V01", "criteria"):
        assert browser.get(f"/dossiers/{dossier}/{path}").status_code == 404
    assert browser.post(f"/dossiers/{dossier}/appraisal", data=sheet()).status_code == 404


@pytest.mark.parametrize("role", ["dept_officer", "commune_officer"])
def test_results_open_to_others_only_after_the_sign_off(
    app: Flask, people: People, who: Office, page: Reads, role: str
) -> None:
    dossier, browser = filled(app, people, who, "not_met"), people.client(people(role))
    before = page(browser.get(f"/dossiers/{dossier}/appraisal"))
    assert "Chưa có dòng dự toán" not in before.text
    assert browser.get(f"/dossiers/{dossier}/appraisal/ENV-V13").status_code == 404
    signed_off(app, dossier, who)
    after = page(browser.get(f"/dossiers/{dossier}/appraisal"))
    assert "Chưa có dòng dự toán" in after.text
    assert "Lý Thị Mẩy" in after.text


def test_the_checklist_is_closed_once_signed_off(app: Flask, people: People, who: Office) -> None:
    dossier = filled(app, people, who)
    signed_off(app, dossier, who)
    answer = people.client(who.appraiser).post(f"/dossiers/{dossier}/appraisal", data=sheet({"ENV-V01": "not_met"}))
    assert answer.status_code == 403


def test_a_stranger_is_asked_to_sign_in(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    assert app.test_client().get(f"/dossiers/{dossier}/appraisal").status_code in {302, 303}
