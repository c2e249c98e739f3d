"""Versions of checklists: read, edited item by item, rehearsed, used from their first day; appraisals keep theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from states.checklist import MANDATORY_TITLES
from states.checklists import ALL_CHECKLISTS, screening_on, versions_of
from states.environment import CHECKLIST_2026_1, current_checklist
from tests.pages import Page
from tests.people import People
from tests.procedures.desk import ENVIRONMENT, TOMORROW, Desk, filled, tomorrow
from tests.story import Story
from tests.support.desk import APPLICANT, Application
from tests.support.test_road import OTHER_MONEY, walk
from workflow.appraisal.queries import found
from workflow.dossiers.versions.checklist_rehearsal import Rehearsal, rehearse
from workflow.extensions import db
from workflow.procedures import loading, services
from workflow.register.models import Commune, Unit, UnitSite
from workflow.wall_clock import today

Reads = Callable[[Any], Page]
TOURISM = "/procedures/checklists/screening:tourism/2026.1"
NEW = {
    "new_code": "ENV-V14", "new_level": "village", "new_text": "Có biển báo khu vực sản xuất", "new_mandatory": "warn",
    "new_evidence": "Ảnh", "new_basis": "Nghị định 08/2022/NĐ-CP, Điều 33",
}  # fmt: skip


def edited(desk: Desk, base: str = ENVIRONMENT, **fields: str) -> Any:
    """A draft with some fields of its items typed over."""
    draft = desk.begin(base)
    desk.save(draft, "items", **filled(desk.page(draft)) | fields)
    return draft


def test_a_checklist_is_a_page(people: People, page: Reads) -> None:
    shown = page(people.client(people("commune_officer")).get(ENVIRONMENT))
    assert shown.h1 == "Danh mục thẩm định môi trường khi công nhận"
    for item in CHECKLIST_2026_1.items:
        assert item.code in shown.text
        assert item.text in shown.text
        assert all(citation in shown.text for citation in item.citations)
    assert "Soạn phiên bản mới" not in shown.text
    assert page(people.client(people("dept_officer")).get(TOURISM)).h1.startswith("Sàng lọc môi trường: ")
    assert people.client(people("dept_officer")).get("/procedures/checklists/environment/1999.1").status_code == 404


def test_items_are_edited_taken_out_and_added(desk: Desk) -> None:
    draft = edited(
        desk, **NEW, **{"item-0-text": "Có phương án được phê duyệt", "item-1-mandatory": "no", "item-12-gone": "y"}
    )
    made: Any = services.check("checklist", desk.row(draft).document)
    assert made.by_code["ENV-V01"].text == "Có phương án được phê duyệt"
    assert made.by_code["ENV-V01"].bases == CHECKLIST_2026_1.by_code["ENV-V01"].bases
    assert made.by_code["ENV-V02"].mandatory == "no"
    assert "ENV-V13" not in made.by_code
    assert made.by_code["ENV-V14"].citations == ("Nghị định 08/2022/NĐ-CP, Điều 33",)
    assert len(made.items) == len(CHECKLIST_2026_1.items)
    untouched = {item.code for item in made.items if CHECKLIST_2026_1.by_code.get(item.code) == item}
    assert len(untouched) == len(CHECKLIST_2026_1.items) - 3
    assert "ENV-V14" in desk.page(draft).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"new_code": "ENV-V01", "new_text": "Nữa"}, "chưa mục nào có"),
        ({"new_code": "env v14", "new_text": "Nữa"}, "chữ in hoa không dấu"),
        ({"new_code": "ENV-V14", "new_text": ""}, "Hãy nhập nội dung của mục mới"),
        ({"new_code": "", "new_text": "Một mục không mã"}, "Hãy đặt mã cho mục mới"),
        ({"item-0-text": " "}, "Hãy nhập mục này"),
        ({"item-0-mandatory": "sometimes"}, "không có trong danh sách"),
    ],
)
def test_what_cannot_be_an_item_is_told_and_stays_typed(desk: Desk, page: Reads, typed: Any, words: str) -> None:
    draft = desk.begin(ENVIRONMENT)
    form = filled(desk.page(draft)) | {"item-3-text": "Chữ vừa gõ"} | typed
    shown = page(desk.send(draft, "items", **form))
    assert shown.status == 422
    assert words in shown.text
    assert "Chữ vừa gõ" in shown.text
    assert desk.row(draft).edited == 1


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], "không có mục nào"),
        ("none", "phải là một danh sách"),
        ([{"code": "A/B", "text": "x"}], "thiếu mục"),
    ],
)
def test_a_list_that_contradicts_itself_is_not_published(desk: Desk, page: Reads, items: Any, words: str) -> None:
    draft = desk.begin(ENVIRONMENT)
    desk.save_document(draft, items=items)
    assert words in desk.page(draft).text
    refused = page(desk.send(draft, "publish"))
    assert (refused.status, words in refused.text) == (409, True)


def test_codes_twice_or_unfit_for_an_address_are_said(desk: Desk) -> None:
    draft = desk.begin(ENVIRONMENT)
    items = desk.row(draft).document["items"]
    desk.save_document(draft, items=[*items, items[0], items[1] | {"code": "a/b"}])
    shown = desk.page(draft)
    assert "Mã ENV-V01 có hai lần" in shown.text
    assert "Mã “a/b” không dùng được" in shown.text


def test_appraisals_use_it_from_its_first_day_and_those_begun_keep_theirs(desk: Desk, people: People) -> None:
    under_way = Story(desk.app, people).draft().up_to("environmental_appraisal")
    waiting = Story(desk.app, people, "Y Tý").draft().up_to("environmental_appraisal")
    under_way.appraise()
    draft = edited(desk, **NEW, **{"item-12-gone": "y"})
    desk.publish(draft)
    desk.client.get("/procedures")
    assert current_checklist(today()) is CHECKLIST_2026_1
    with tomorrow():
        assert current_checklist(today()).version == "2027.1"
        old = Page(people.client(under_way.who("env_appraiser")).get(f"/dossiers/{under_way.id}/appraisal"))
        new = Page(people.client(waiting.who("env_appraiser")).get(f"/dossiers/{waiting.id}/appraisal"))
        assert ("ENV-V13" in old.text, "ENV-V14" in old.text) == (True, False)
        assert ("ENV-V13" in new.text, "ENV-V14" in new.text) == (False, True)
        waiting.appraise()
        under_way.step("sign_off", "env_appraiser")
        waiting.step("sign_off", "env_appraiser")
    with desk.app.app_context():
        assert found(under_way.id).checklist == "environment 2026.1"
        assert found(waiting.id).checklist == "environment 2027.1"


def test_the_evidence_of_a_new_item_has_its_page(desk: Desk, people: People) -> None:
    story = Story(desk.app, people).draft().up_to("environmental_appraisal")
    desk.publish(edited(desk, **NEW))
    with tomorrow():
        client = people.client(story.who("env_appraiser"))
        sent = {"seen_version": str(story.row.version), "evidence": "ENV-V14", "ENV-V14-result": "met"}
        answer = client.post(f"/dossiers/{story.id}/appraisal", data=sent)
        assert answer.location.endswith("/appraisal/ENV-V14")
        assert "Có biển báo khu vực sản xuất" in Page(client.get(answer.location)).text


def test_a_screening_is_published_like_the_other(desk: Desk, app: Flask, people: People) -> None:
    begun = Application(app, people, "tourism").begin().fill(**OTHER_MONEY)
    waiting = (
        Application(app, people, "tourism", "Y Tý")
        .begin(unit_of(app, "Y Tý"))
        .fill(APPLICANT | {"establishment": "HTX khác"}, **OTHER_MONEY)
    )
    applications = [walk(each, "environmental_screening") for each in (begun, waiting)]
    client = people.client(begun.who("env_appraiser"))
    sent = {"seen_version": str(begun.row.version), "SCR-LAWFUL-result": "met"}
    assert client.post(f"/dossiers/{begun.id}/appraisal", data=sent).status_code == 303
    new = NEW | {"new_code": "SCR-PARKING", "new_text": "Có nơi đỗ xe"}
    desk.publish(edited(desk, TOURISM, **new))
    desk.client.get("/procedures")
    assert screening_on("tourism", today()).version == "2026.1"
    assert screening_on("tourism", today() + TOMORROW).version == "2027.1"
    assert len(versions_of("environment")) == 1
    with tomorrow():
        texts = [
            Page(people.client(each.who("env_appraiser")).get(f"/dossiers/{each.id}/appraisal")).text
            for each in applications
        ]
    assert ["SCR-PARKING" in text for text in texts] == [False, True]
    assert waiting.row.stage == "environmental_screening"


def unit_of(app: Flask, commune: str) -> str:
    """A recognised unit of a commune, as an application aims at it."""
    with app.app_context():
        code = db.session.scalars(select(Commune.code).where(Commune.name == commune)).one()
        unit = db.session.scalars(select(Unit.id).join(UnitSite).where(UnitSite.commune_code == code)).first()
    return f"unit:{unit}"


def rehearsed(desk: Desk, draft: Any) -> Rehearsal:
    with desk.app.app_context():
        made: Any = services.check("checklist", desk.row(draft).document)
        return rehearse(made, today())


def test_a_rehearsal_lists_whom_it_would_ask_something_else(desk: Desk, people: People) -> None:
    under_way = Story(desk.app, people).draft().up_to("environmental_appraisal")
    under_way.appraise()
    village = Story(desk.app, people, "Y Tý").draft()
    craft = Story(desk.app, people, "Bát Xát").draft(kind="traditional_craft")
    before = [story.row for story in (under_way, village, craft)]
    draft = edited(desk, **NEW, **{"item-12-gone": "y", "item-0-mandatory": "warn"})
    told = rehearsed(desk, draft)
    assert (told.looked_at, told.begun) == (3, 1)
    (asked,) = told.found
    assert asked.row.id == village.id
    assert [item.code for item in asked.change.come] == ["ENV-V14"]
    assert [item.code for item in asked.change.go] == ["ENV-V13"]
    assert [now.code for _was, now in asked.change.changed] == ["ENV-V01"]
    assert (asked.before, asked.after) == (20, 20)
    shown = desk.page(draft, "/rehearsal")
    for words in ("ENV-V14", MANDATORY_TITLES["warn"], "1 hồ sơ chưa bắt đầu thẩm định", village.row.title):
        assert words in shown.text
    assert [story.row for story in (under_way, village, craft)] == before


def test_a_rehearsal_of_a_draft_like_the_list_in_force_finds_nobody(desk: Desk, people: People) -> None:
    Story(desk.app, people).draft()
    draft = desk.begin(ENVIRONMENT)
    assert rehearsed(desk, draft).found == ()
    assert "Không có mục nào khác" in desk.page(draft, "/rehearsal").text


def test_the_registry_is_left_clean(desk: Desk) -> None:
    desk.publish(edited(desk, **NEW))
    desk.publish(edited(desk, TOURISM, new_code="SCR-X", new_text="Nữa"))
    desk.client.get("/procedures")
    assert {"environment 2027.1", "screening:tourism 2027.1"} < ALL_CHECKLISTS.keys()
    loading.forget()
    assert not [name for name in ALL_CHECKLISTS if name.endswith("2027.1")]
    assert current_checklist(today() + TOMORROW) is CHECKLIST_2026_1
