"""Beginning a dossier: from a row of the annex or without one, at one's own commune only."""

from flask import Flask

from states.kinds import Kind
from tests.pages import Page
from tests.people import People
from tests.wizard.conftest import Draft


def test_a_dossier_from_the_plan_holds_what_the_annex_says(draft: Draft) -> None:
    assert draft.row.title == "Làng nghề mây tre đan dân tộc Hà Nhì, Nậm Pung"
    assert draft.row.kind == "craft_village"
    answers = draft.answers
    assert answers.trade_group == 4
    assert answers.sites == (("02728", "Nậm Pung"),)
    assert "mây tre đan" in answers.trade


def test_a_row_that_is_in_hand_leads_to_its_dossier(draft: Draft, plan_item_id) -> None:
    again = draft.client.post("/dossiers/new", data={"plan_item_id": plan_item_id("A.II", 25)})
    assert again.status_code == 303
    assert str(draft.id) in again.location
    assert "A.II.25" not in Page(draft.client.get("/dossiers/new")).text


def test_a_row_of_another_commune_cannot_be_started(draft: Draft, plan_item_id) -> None:
    assert draft.client.post("/dossiers/new", data={"plan_item_id": plan_item_id("A.II", 31)}).status_code == 404


def test_the_page_offers_what_the_plan_expects_of_my_commune(app: Flask, people: People) -> None:
    desk = people.client(people("commune_officer"))
    page = Page(desk.get("/dossiers/new"))
    assert page.status == 200
    assert "A.II.25" in page.text


def test_a_dossier_outside_the_plan_begins_with_its_name_and_kind(app: Flask, people: People) -> None:
    desk = people.client(people("commune_officer"))
    answer = desk.post("/dossiers/new", data={"title": "Nghề chạm bạc Dền Sáng", "kind": Kind.TRADITIONAL_CRAFT.value})
    assert answer.status_code == 303
    assert "Nghề chạm bạc Dền Sáng" in Page(desk.get(answer.location)).text


def test_a_dossier_without_a_name_is_not_begun_and_what_was_chosen_stays(app: Flask, people: People) -> None:
    desk = people.client(people("commune_officer"))
    page = Page(desk.post("/dossiers/new", data={"title": " ", "kind": "traditional_craft"}))
    assert page.status == 422
    assert "Hãy nhập mục này" in page.text
    chosen = [field.get("value") for field in page.all("input") if field.get("checked") is not None]
    assert chosen == ["traditional_craft"]


def test_a_forged_plan_item_is_answered_in_words(draft: Draft) -> None:
    assert draft.client.post("/dossiers/new", data={"plan_item_id": "abc"}).status_code == 400


def test_only_an_officer_of_a_commune_begins(people: People, plan_item_id) -> None:
    desk = people.client(people("dept_officer"))
    assert desk.get("/dossiers/new").status_code == 403
    assert desk.post("/dossiers/new", data={"plan_item_id": plan_item_id("A.II", 25)}).status_code == 403
