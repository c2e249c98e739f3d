"""The checklist as the appraiser fills it in, through the pages."""

import base64
import io
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.appraisal.dossiers import CODES, HOUSEHOLD_CODES, Office, a_dossier, every, office, sheet
from tests.pages import Page
from tests.people import People
from workflow.appraisal.queries import answers_of, sheet_of

Reads = Callable[[Any], Page]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def who(people: People) -> Office:
    return office(people)


def test_the_law_and_the_evidence_stand_beside_each_item(app: Flask, people: People, who: Office, page: Reads) -> None:
    dossier = a_dossier(app, people, who)
    shown = page(people.client(who.appraiser).get(f"/dossiers/{dossier}/appraisal"))
    assert shown.h1 == "Phiếu thẩm định môi trường"
    assert all(code in shown.text for code in CODES)
    assert "Luật Bảo vệ môi trường năm 2020, Điều 56 khoản 1 điểm c" in shown.text
    assert "Minh chứng: Vị trí, ảnh, hợp đồng thu gom" in shown.text
    assert "Xông lưu huỳnh khi sấy" in shown.text


def test_law_known_only_from_memory_is_not_cited(app: Flask, people: People, who: Office, page: Reads) -> None:
    dossier = a_dossier(app, people, who)
    shown = page(people.client(who.appraiser).get(f"/dossiers/{dossier}/appraisal"))
    assert "Điều 35" in shown.text
    assert "quy định về chất thải nguy hại" not in shown.text


def test_a_few_answers_are_kept_and_the_page_says_what_remains(
    app: Flask, people: People, who: Office, page: Reads
) -> None:
    dossier, browser = a_dossier(app, people, who), people.client(who.appraiser)
    address = f"/dossiers/{dossier}/appraisal"
    answer = browser.post(address, data=sheet({"ENV-V01": "met"}, ENV_V05_remark="Hỏi thêm trưởng bản"))
    assert answer.status_code == 303
    shown = page(browser.get(address))
    assert "Đã trả lời 1/20 mục." in shown.text
    assert "Chưa trả lời nội dung ENV-V05" in shown.text
    assert "Hỏi thêm trưởng bản" in shown.text
    with app.app_context():
        assert set(answers_of(dossier)) == {"ENV-V01"}


def test_not_applicable_without_a_reason_keeps_nothing_and_loses_nothing(
    app: Flask, people: People, who: Office, page: Reads
) -> None:
    dossier = a_dossier(app, people, who)
    sent = sheet({"ENV-V01": "met", "ENV-V07": "not_applicable"}, ENV_V01_remark="QĐ 118/QĐ-UBND, còn hạn")
    shown = page(people.client(who.appraiser).post(f"/dossiers/{dossier}/appraisal", data=sent))
    assert shown.status == 422
    assert "Hãy ghi lý do vì sao không áp dụng." in shown.text
    assert "#ENV-V07-reason" in shown.links.values()
    assert "QĐ 118/QĐ-UBND, còn hạn" in shown.html
    with app.app_context():
        assert answers_of(dossier) == {}


def test_a_day_that_does_not_exist_is_said_beside_its_item(
    app: Flask, people: People, who: Office, page: Reads
) -> None:
    dossier = a_dossier(app, people, who)
    sent = sheet({"ENV-V01": "not_met"}, ENV_V01_remedy="31/02/2027")
    shown = page(people.client(who.appraiser).post(f"/dossiers/{dossier}/appraisal", data=sent))
    assert shown.status == 422
    assert "31/02/2027" in shown.html
    assert "Không có ngày 31/02/2027" in shown.text


def test_a_result_that_is_not_a_choice_is_refused(app: Flask, people: People, who: Office, page: Reads) -> None:
    dossier = a_dossier(app, people, who)
    sent = sheet({"ENV-V01": "excellent"})
    shown = page(people.client(who.appraiser).post(f"/dossiers/{dossier}/appraisal", data=sent))
    assert shown.status == 422
    assert "Lựa chọn này không có trong danh sách" in shown.text


def test_text_typed_with_combining_marks_is_kept_composed(app: Flask, people: People, who: Office) -> None:
    dossier, remark = a_dossier(app, people, who), "Điểm tập kết ở đầu bản"
    sent = sheet({"ENV-V08": "met"}, ENV_V08_remark=unicodedata.normalize("NFD", remark))
    people.client(who.appraiser).post(f"/dossiers/{dossier}/appraisal", data=sent)
    with app.app_context():
        assert sheet_of(dossier).standing["ENV-V08"].remark == remark


def test_a_stale_tab_keeps_what_was_typed(app: Flask, people: People, who: Office, page: Reads) -> None:
    dossier, browser = a_dossier(app, people, who), people.client(who.appraiser)
    address = f"/dossiers/{dossier}/appraisal"
    assert browser.post(address, data=sheet({"ENV-V01": "met"})).status_code == 303
    late = page(browser.post(address, data=sheet({"ENV-V02": "met"}, ENV_V02_remark="Trang 4 đến 9")))
    assert late.status == 409
    assert "Phiếu vừa được lưu ở nơi khác" in late.text
    assert "Trang 4 đến 9" in late.html
    again = sheet({"ENV-V01": "met", "ENV-V02": "met"}, version=int(late.hidden("seen_version")))
    assert browser.post(address, data=again).status_code == 303


def test_a_form_without_its_version_is_bad_input(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    answer = people.client(who.appraiser).post(f"/dossiers/{dossier}/appraisal", data=sheet() | {"seen_version": "x"})
    assert answer.status_code == 400


def test_when_every_item_is_answered_the_page_leads_to_the_sign_off(
    app: Flask, people: People, who: Office, page: Reads
) -> None:
    dossier, browser = a_dossier(app, people, who), people.client(who.appraiser)
    address = f"/dossiers/{dossier}/appraisal"
    assert f"/dossiers/{dossier}/steps/sign_off" not in page(browser.get(address)).links.values()
    browser.post(address, data=sheet(every("met")))
    shown = page(browser.get(address))
    assert "Đạt các điều kiện bảo vệ môi trường." in shown.text
    assert f"/dossiers/{dossier}/steps/sign_off" in shown.links.values()


def test_village_items_are_advisory_for_a_traditional_craft(
    app: Flask, people: People, who: Office, page: Reads
) -> None:
    dossier = a_dossier(app, people, who, kind="traditional_craft", title="Nghề chạm khắc bạc")
    browser = people.client(who.appraiser)
    shown = page(browser.get(f"/dossiers/{dossier}/appraisal"))
    assert "Tham khảo (không bắt buộc)" in shown.text
    browser.post(f"/dossiers/{dossier}/appraisal", data=sheet(every("met", HOUSEHOLD_CODES)))
    shown = page(browser.get(f"/dossiers/{dossier}/appraisal"))
    assert f"/dossiers/{dossier}/steps/sign_off" in shown.links.values()


def test_a_blank_checklist_can_be_printed_for_the_field(app: Flask, people: People, who: Office, page: Reads) -> None:
    dossier = a_dossier(app, people, who)
    shown = page(people.client(who.appraiser).get(f"/dossiers/{dossier}/appraisal?blank=1"))
    assert shown.text.count("☐ Không áp dụng") == len(CODES)


def test_the_evidence_button_keeps_the_draft_first(app: Flask, people: People, who: Office, page: Reads) -> None:
    dossier, browser = a_dossier(app, people, who), people.client(who.appraiser)
    sent = sheet({"ENV-V08": "needs_site_visit"}) | {"evidence": "ENV-V08"}
    answer = browser.post(f"/dossiers/{dossier}/appraisal", data=sent)
    assert answer.location.endswith(f"/dossiers/{dossier}/appraisal/ENV-V08")
    assert "Chưa có minh chứng nào" in page(browser.get(answer.location)).text
    with app.app_context():
        assert set(answers_of(dossier)) == {"ENV-V08"}


def test_there_is_no_evidence_page_for_an_unknown_item(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    assert people.client(who.appraiser).get(f"/dossiers/{dossier}/appraisal/ENV-X99").status_code == 404


def test_an_earlier_appraisal_of_the_commune_is_at_hand(app: Flask, people: People, who: Office, page: Reads) -> None:
    earlier = a_dossier(app, people, who, title="Làng nghề nấu rượu")
    browser = people.client(who.appraiser)
    browser.post(f"/dossiers/{earlier}/appraisal", data=sheet({"ENV-V01": "met"}))
    shown = page(browser.get(f"/dossiers/{a_dossier(app, people, who)}/appraisal"))
    assert shown.links["Làng nghề nấu rượu"] == f"/dossiers/{earlier}/appraisal"


def test_a_photo_is_kept_with_its_item(app: Flask, people: People, who: Office, page: Reads) -> None:
    dossier, browser = a_dossier(app, people, who), people.client(who.appraiser)
    address = f"/dossiers/{dossier}/appraisal/ENV-V08"
    photo = (io.BytesIO(PNG), "điểm tập kết.png")
    sent = {"item": "ENV-V08", "back": address, "files": photo}
    assert browser.post(f"/dossiers/{dossier}/attachments", data=sent).status_code == 303
    assert "điểm tập kết.png" in page(browser.get(address)).text
    assert "1 tệp" in page(browser.get(f"/dossiers/{dossier}/appraisal")).text
