"""The department's word on each criterion."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.appraisal.dossiers import Office, a_dossier, every, office, sheet, signed_off
from tests.pages import Page
from tests.people import People
from workflow.appraisal.queries import confirmed_of, words_of

Reads = Callable[[Any], Page]


@pytest.fixture
def who(people: People) -> Office:
    return office(people)


def reviewed(app: Flask, people: People, who: Office, env: str = "met") -> Any:
    """A dossier before the department, its environment appraised."""
    dossier = a_dossier(app, people, who)
    sent = sheet(every("met") | {"ENV-V08": env})
    assert people.client(who.appraiser).post(f"/dossiers/{dossier}/appraisal", data=sent).status_code == 303
    signed_off(app, dossier, who)
    return dossier


def words(version: int = 2, **typed: str) -> dict[str, str]:
    fields = {"LN-A-met": "met", "LN-B-met": "met", "seen_version": str(version)}
    return fields | {name.replace("_", "-"): text for name, text in typed.items()}


def test_each_criterion_shows_what_is_required_declared_and_missing(
    app: Flask, people: People, who: Office, page: Reads
) -> None:
    shown = page(people.client(who.officer).get(f"/dossiers/{reviewed(app, people, who)}/criteria"))
    assert "Tối thiểu 20 % tổng số hộ trên địa bàn" in shown.text
    assert "Số liệu chưa đạt" in shown.text
    assert "Nghị định 52/2018/NĐ-CP, Điều 5 khoản 3, điểm a" in shown.text
    assert "Chưa xác nhận tiêu chí “Tỷ lệ hộ tham gia”" in shown.text


def test_the_environment_is_decided_by_the_appraisal_and_cannot_be_typed_over(
    app: Flask, people: People, who: Office, page: Reads
) -> None:
    dossier, browser = reviewed(app, people, who, "not_met"), people.client(who.officer)
    shown = page(browser.get(f"/dossiers/{dossier}/criteria"))
    assert "theo kết luận của cán bộ thẩm định môi trường" in shown.text
    assert 'name="LN-C-met"' not in shown.html
    assert browser.post(f"/dossiers/{dossier}/criteria", data=words(LN_C_met="met")).status_code == 303
    with app.app_context():
        assert confirmed_of(dossier) == {"LN-A": True, "LN-B": True, "LN-C": False}


def test_the_word_is_kept_with_its_author(app: Flask, people: People, who: Office, page: Reads) -> None:
    dossier, browser = reviewed(app, people, who), people.client(who.officer)
    address = f"/dossiers/{dossier}/criteria"
    assert browser.post(address, data=words(LN_A_remark="Đối chiếu danh sách, 41 hộ")).status_code == 303
    shown = page(browser.get(address))
    assert "Đối chiếu danh sách, 41 hộ" in shown.text
    assert "Người dept_officer" in shown.text
    with app.app_context():
        assert words_of(dossier)["LN-A"].met


def test_not_met_says_why_and_a_remark_needs_a_word(app: Flask, people: People, who: Office, page: Reads) -> None:
    dossier, browser = reviewed(app, people, who), people.client(who.officer)
    sent = words(LN_B_remark="Xem lại năm 2025") | {"LN-A-met": "not_met", "LN-B-met": ""}
    shown = page(browser.post(f"/dossiers/{dossier}/criteria", data=sent))
    assert shown.status == 422
    assert "Hãy ghi vì sao không đạt." in shown.text
    assert "Hãy chọn đạt hay không đạt để lưu nhận xét." in shown.text
    assert "Xem lại năm 2025" in shown.html
    with app.app_context():
        assert words_of(dossier) == {}


def test_a_stale_tab_keeps_what_was_typed(app: Flask, people: People, who: Office, page: Reads) -> None:
    dossier, browser = reviewed(app, people, who), people.client(who.officer)
    shown = page(browser.post(f"/dossiers/{dossier}/criteria", data=words(version=1, LN_A_remark="Đã đối chiếu")))
    assert shown.status == 409
    assert "Đã đối chiếu" in shown.html


@pytest.mark.parametrize("role", ["env_appraiser", "dept_leader", "commune_officer"])
def test_another_post_reads_but_may_not_confirm(app: Flask, people: People, who: Office, role: str) -> None:
    dossier, browser = reviewed(app, people, who), people.client(people(role))
    assert browser.get(f"/dossiers/{dossier}/criteria").status_code == 200
    assert browser.post(f"/dossiers/{dossier}/criteria", data=words()).status_code == 403


def test_criteria_are_not_confirmed_before_the_department_reviews(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    assert people.client(who.officer).post(f"/dossiers/{dossier}/criteria", data=words(1)).status_code == 403
