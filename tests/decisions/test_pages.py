"""What the clerk meets: the book of a year, one decision, void numbers, numbers on paper, the pages of a correction."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.decisions.corrections import Correcting
from tests.decisions.signing import AT, Office
from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.dossiers import cards
from workflow.wall_clock import today

Reader = Callable[[Any], Page]


@pytest.fixture
def office(app: Flask, people: People) -> Office:
    return Office(app, people)


@pytest.fixture
def clerk(office: Office) -> FlaskClient:
    return office.people.client(office.clerk)


def test_the_book_shows_every_number_with_its_dossier_or_its_reason(
    office: Office, clerk: FlaskClient, page: Reader
) -> None:
    dossier = office.signed()
    office.enter(117)
    made = office.number(dossier)
    office.void(made.decision_id)
    book = page(clerk.get("/decisions/2026"))
    for said in ("01/QĐ-UBND", "đến 117/QĐ-UBND", "118/QĐ-UBND", "119/QĐ-UBND", "Ghi nhầm trích yếu", "Sổ văn bản đi",
                 "Đã cấp số, chưa phát hành", "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH Phan Trung Bá"):  # fmt: skip
        assert said in book.text, said
    assert book.links["119/QĐ-UBND"].startswith("/decisions/")


def test_a_long_book_goes_on_to_the_numbers_before(office: Office, clerk: FlaskClient, page: Reader) -> None:
    for last in range(0, 208, 2):
        office.enter(last + 2, seen_last=last, at=AT + timedelta(minutes=last))
    first = page(clerk.get("/decisions/2026"))
    assert "207/QĐ-UBND đến 208/QĐ-UBND" in first.text
    assert "09/QĐ-UBND đến 10/QĐ-UBND" in first.text
    assert "08/QĐ-UBND" not in first.links
    second = page(clerk.get(first.links["Các số trước đó"]))
    assert "07/QĐ-UBND đến 08/QĐ-UBND" in second.text
    assert "Các số trước đó" not in second.links


def test_a_decision_shows_its_facts_and_its_list(office: Office, clerk: FlaskClient, page: Reader) -> None:
    dossier = office.signed()
    made = office.number(dossier)
    shown = page(clerk.get(f"/decisions/{made.decision_id}"))
    assert shown.h1 == "Quyết định số 01/QĐ-UBND"
    assert "Hủy số này" in shown.links
    office.issue(dossier)
    shown = page(clerk.get(f"/decisions/{made.decision_id}"))
    assert "Đã phát hành" in shown.text
    assert "Hủy số này" not in shown.links


def test_a_number_is_void_with_a_reason_and_not_without(office: Office, clerk: FlaskClient, page: Reader) -> None:
    made = office.number(office.signed())
    address = f"/decisions/{made.decision_id}/void"
    assert "được cấp ngay số kế tiếp" in page(clerk.get(address)).text
    assert "Hãy nhập mục này" in page(clerk.post(address, data={"reason": " "})).text
    assert [row.state for row in office.papers()] == ["numbered"]
    after = page(clerk.post(address, data={"reason": "Ghi nhầm trích yếu"}, follow_redirects=True))
    assert after.h1.startswith("Quyết định số ")
    assert "Đã hủy số. Các hồ sơ được cấp số mới" in after.text
    assert [row.state for row in office.papers()] == ["void", "numbered"]


def test_numbers_on_paper_are_entered_from_the_next_one(office: Office, clerk: FlaskClient, page: Reader) -> None:
    year = today().year
    address = f"/decisions/{year}/paper-numbers"
    form = page(clerk.get(address))
    assert "số đầu tiên là 01/QĐ-UBND" in form.text
    sent = {"seen_last": form.hidden("seen_last"), "until": "12", "kind": "other", "ground": "Sổ văn bản đi"}
    assert "Đã ghi 12 số" in page(clerk.post(address, data=sent, follow_redirects=True)).text
    again = clerk.post(address, data=sent)
    assert again.status_code == 409
    assert "số gần nhất bây giờ là 12" in page(again).text
    assert len(office.papers()) == 12


def test_years_long_past_take_no_numbers_on_paper(office: Office, clerk: FlaskClient, page: Reader) -> None:
    sent = {"seen_last": "0", "until": "12", "kind": "other", "ground": "Sổ văn bản đi"}
    refused = clerk.post("/decisions/2020/paper-numbers", data=sent)
    assert refused.status_code == 409
    assert "năm nay hoặc năm trước" in page(refused).text
    assert office.papers() == []


def test_the_book_is_the_provinces_and_only_its_clerk_writes_in_it(office: Office, page: Reader) -> None:
    made = office.number(office.signed())
    leader = office.people.client(office.leader)
    assert page(leader.get(f"/decisions/{made.decision_id}")).status == 200
    assert "Ghi số đã cấp trên giấy" not in page(leader.get("/decisions/2026")).links
    pages = ("/decisions/2026", f"/decisions/{made.decision_id}", f"/decisions/{made.decision_id}/void",
             "/decisions/2026/paper-numbers", "/corrections/new")  # fmt: skip
    for role, closed in (("province_leader", pages[2:]), ("dept_leader", pages), ("commune_officer", pages)):
        browser = office.people.client(office.people(role))
        assert [browser.get(address).status_code for address in closed] == [404] * len(closed)
    assert leader.post(f"/decisions/{made.decision_id}/void", data={"reason": "x"}).status_code == 404


def test_the_dossiers_page_shows_how_far_its_decision_has_come(
    story: Story, page: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "CARDS", ("decisions",))
    story.up_to("issuance")
    shown = page(story.people.client(story.who("province_clerk")).get(f"/dossiers/{story.id}"))
    assert "01/QĐ-UBND" in shown.text
    assert "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH" in shown.text
    assert "Xem trong sổ quyết định" in shown.links
    commune = page(story.people.client(story.who("commune_officer")).get(f"/dossiers/{story.id}"))
    assert "01/QĐ-UBND" in commune.text
    assert "Xem trong sổ quyết định" not in commune.links


def test_a_clerk_corrects_a_name_from_the_units_page_to_the_register(app: Flask, people: People, page: Reader) -> None:
    correcting = Correcting(app, people)
    browser, unit = people.client(correcting.clerk), f"/register/{correcting.unit_id}"
    opening = page(browser.get(unit)).links["Lập quyết định đính chính"]
    assert "Lập quyết định đính chính" not in page(app.test_client().get(unit)).links
    assert correcting.words["name", 0] in page(browser.get(opening)).text
    edit = browser.post(opening).headers["Location"]
    form = page(browser.get(edit))
    sent = {f"word_{field}_{place}": words for (field, place), words in correcting.words.items()}
    sent |= {"seen_version": form.hidden("seen_version"), "ground": "Văn bản số 12/UBND", "corrects": ""}
    shown = page(browser.post(edit, data=sent | {"word_name_0": "Nghề thêu Ngòi Tu"}, follow_redirects=True))
    assert "Nghề thêu Ngòi Tu" in shown.text
    correcting.id = id_in(edit)
    correcting.up_to("corrected")
    assert "Quyết định đính chính số 01/QĐ-UBND" in page(app.test_client().get(unit)).text


def id_in(address: str) -> uuid.UUID:
    """The dossier an address of a correction ends in."""
    return uuid.UUID(address.rsplit("/", 1)[1])


def test_what_was_typed_stays_when_it_cannot_be_kept(app: Flask, people: People, page: Reader) -> None:
    correcting = Correcting(app, people).begin()
    browser, edit = people.client(correcting.clerk), f"/corrections/{correcting.id}"
    sent = {f"word_{field}_{place}": words for (field, place), words in correcting.words.items()}
    sent |= {"seen_version": str(correcting.row.version), "ground": "", "word_trade_0": "Thêu ren"}
    refused = browser.post(edit, data=sent)
    assert refused.status_code == 422
    assert "Thêu ren" in refused.get_data(as_text=True)
    stale = browser.post(edit, data=sent | {"ground": "Hồ sơ gốc", "seen_version": "99"})
    assert stale.status_code == 409
    assert "Thêu ren" in page(stale).html
    assert people.client(correcting.leader).get(edit).status_code == 403


def test_units_are_found_for_a_correction(office: Office, clerk: FlaskClient, page: Reader) -> None:
    assert "Chọn một mục" not in page(clerk.get("/corrections/new")).text
    found = page(clerk.get("/corrections/new?q=theu"))
    assert any(address.startswith("/corrections/new/") for address in found.links.values())
    assert "Không có mục nào khớp" in page(clerk.get("/corrections/new?q=zzzz")).text
