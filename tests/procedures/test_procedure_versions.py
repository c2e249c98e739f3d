"""A version of a procedure is begun, edited, published and put aside by an administrator, and by nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.pages import Page
from tests.people import People
from tests.procedures.desk import RECOGNITION, TOMORROW, Desk, filled
from workflow.extensions import db
from workflow.procedures.models import Edition
from workflow.wall_clock import today

Reads = Callable[[Any], Page]


def test_the_page_of_procedures_lists_what_has_versions(desk: Desk, people: People, page: Reads) -> None:
    shown = page(people.client(people("commune_officer")).get("/procedures"))
    assert shown.h1 == "Quy trình"
    for words in ("2026.2", "Danh mục thẩm định môi trường khi công nhận", "Mẫu 03", "đang dùng"):
        assert words in shown.text
    assert "Bản dự thảo" not in shown.text
    assert "Không có bản dự thảo nào" in page(desk.client.get("/procedures")).text


def test_a_draft_begins_from_a_version_in_use(desk: Desk, page: Reads) -> None:
    draft = desk.begin()
    row = desk.row(draft)
    assert (row.kind, row.code, row.version, row.based_on, row.state) == (
        "procedure", "recognition", "2027.1", "2026.2", "draft",
    )  # fmt: skip
    shown = desk.page(draft)
    assert "recognition 2027.1" in shown.h1
    assert "Không có mâu thuẫn" in shown.text
    assert "recognition 2027.1" in page(desk.client.get("/procedures")).links
    assert desk.acts() == [("edition:drafted", {"kind": "procedure", "code": "recognition", "version": "2027.1"})]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"version": "", "valid_from": "01/01/2027"}, "Hãy nhập mục này"),
        ({"version": "2027/1", "valid_from": "01/01/2027"}, "Chỉ dùng chữ không dấu"),
        ({"version": "năm 2027", "valid_from": "01/01/2027"}, "Chỉ dùng chữ không dấu"),
        ({"version": "2027.1", "valid_from": "31/02/2027"}, "Không có ngày 31/02/2027"),
    ],
)
def test_a_version_has_a_name_for_addresses_and_a_day(desk: Desk, page: Reads, typed: Any, words: str) -> None:
    shown = page(desk.client.post(f"{RECOGNITION}/new", data=typed))
    assert shown.status == 422
    assert words in shown.text


def test_a_name_is_given_once_until_its_draft_is_put_aside(desk: Desk, page: Reads) -> None:
    again = {"version": "2027.1", "valid_from": f"{today() + TOMORROW:%d/%m/%Y}"}
    draft = desk.begin()
    assert "hãy đặt tên khác" in page(desk.client.post(f"{RECOGNITION}/new", data=again)).text
    known = page(desk.client.post(f"{RECOGNITION}/new", data=again | {"version": "2026.1"}))
    assert (known.status, "hãy đặt tên khác" in known.text) == (409, True)
    desk.save(draft, "withdraw")
    assert desk.row(draft).state == "withdrawn"
    assert "2027.1" not in page(desk.client.get("/procedures")).text
    desk.begin()


def test_a_matter_without_dossiers_has_no_new_versions(desk: Desk) -> None:
    for address in ("/procedures/opinion/2026.1", "/procedures/review/2026.1"):
        assert desk.client.get(address).status_code == 200
        assert desk.client.get(f"{address}/new").status_code == 404
        typed = {"version": "2027.1", "valid_from": "01/01/2027"}
        assert desk.client.post(f"{address}/new", data=typed).status_code == 404


def test_the_numbers_are_edited_and_what_contradicts_is_said(desk: Desk) -> None:
    draft = desk.begin()
    form = filled(desk.page(draft))
    desk.save(draft, "numbers", **form | {"legal_days": "45", "days-department_review": "20"})
    stages = {stage["name"]: stage.get("days") for stage in desk.row(draft).document["stages"]}
    assert (desk.row(draft).document["legal_days"], stages["department_review"]) == (45, 20)
    desk.save(draft, "numbers", **form | {"legal_days": "10"})
    shown = desk.page(draft)
    assert "Chưa ban hành được" in shown.text
    assert "10" in shown.text
    assert desk.send(draft, "publish").status_code == 409
    assert desk.row(draft).state == "draft"
    desk.save(draft, "numbers", **filled(shown) | {"legal_days": "30"})
    assert "Không có mâu thuẫn" in desk.page(draft).text


def test_a_number_that_cannot_be_is_told_beside_it(desk: Desk, page: Reads) -> None:
    draft = desk.begin()
    shown = page(desk.send(draft, "numbers", **filled(desk.page(draft)) | {"legal_days": "không"}))
    assert shown.status == 422
    assert "Hãy nhập một số nguyên" in shown.text
    assert desk.row(draft).edited == 1


def contradictory(document: dict[str, Any], what: str) -> dict[str, Any]:
    """The document with one thing wrong."""
    stages, steps = document["stages"], document["steps"]
    if what == "rule":
        return {"steps": [steps[0] | {"when": ["there_is_sun"]}, *steps[1:]]}
    if what == "stage":
        return {"stages": [*stages, stages[1] | {"name": "limbo", "days": None}]}
    if what == "shape":
        return {"stages": "none", "steps": [{"action": ["x"], "clock": ["start"]}]}
    return {"steps": [steps[0] | {"dest": "nowhere"}, *steps[1:]]}


@pytest.mark.parametrize(
    ("what", "words"),
    [("rule", "there_is_sun"), ("stage", "limbo"), ("dest", "nowhere"), ("shape", "phải là một danh sách")],
)
def test_a_table_that_contradicts_itself_is_not_published(desk: Desk, page: Reads, what: str, words: str) -> None:
    draft = desk.begin()
    desk.save_document(draft, **contradictory(desk.row(draft).document, what))
    shown = desk.page(draft)
    assert words in shown.text
    assert "Chưa ban hành được" in shown.text
    refused = page(desk.send(draft, "publish"))
    assert (refused.status, words in refused.text) == (409, True)
    assert page(desk.client.get(f"/procedures/drafts/{draft}/rehearsal")).status == 409
    assert desk.row(draft).state == "draft"


@pytest.mark.parametrize("text", ["", "{", "[1]", "3", '{"a": NaN}', '{"a": "\\u0000"}', "[" * 100_000])
def test_a_text_that_is_no_document_stays_typed(desk: Desk, page: Reads, text: str) -> None:
    draft = desk.begin()
    shown = page(desk.send(draft, "document", document=text))
    assert shown.status == 422
    assert "Không đọc được JSON" in shown.text
    assert desk.row(draft).edited == 1


def test_a_document_names_what_it_is_whatever_is_typed(desk: Desk) -> None:
    draft = desk.begin()
    desk.save_document(draft, code="support", version="1999.1")
    told = desk.row(draft).document
    assert (told["code"], told["version"]) == ("recognition", "2027.1")


def test_a_day_that_has_come_is_chosen_again(desk: Desk, page: Reads) -> None:
    draft = desk.begin(since=today())
    assert "phải sau hôm nay" in desk.page(draft).text
    refused = page(desk.send(draft, "publish"))
    assert (refused.status, "một ngày sau hôm nay" in refused.text) == (409, True)
    assert desk.send(draft, "day", valid_from="hôm qua").status_code == 422
    desk.save(draft, "day", valid_from=f"{today() + TOMORROW:%d/%m/%Y}")
    desk.publish(draft)
    assert desk.row(draft).state == "published"


def test_of_two_administrators_the_second_is_told(desk: Desk, people: People, page: Reads) -> None:
    draft = desk.begin()
    other = people.client(people("administrator"))
    form, told = filled(desk.page(draft)), []
    desk.save(draft, "numbers", **form | {"legal_days": "40"})
    for act, fields in (("numbers", form), ("publish", {}), ("withdraw", {}), ("day", {"valid_from": "01/01/2027"})):
        told.append(page(desk.send(draft, act, client=other, seen=1, **fields)))
    assert {shown.status for shown in told} == {409}
    assert all("vừa được người khác sửa hoặc đã ban hành" in shown.text for shown in told)
    assert desk.row(draft).document["legal_days"] == 40


def test_what_is_published_never_changes(desk: Desk, page: Reads) -> None:
    draft = desk.begin()
    desk.publish(draft)
    row = desk.row(draft)
    assert row.published_by == desk.someone.id
    for act, fields in (("publish", {}), ("withdraw", {}), ("day", {"valid_from": "01/01/2028"})):
        assert desk.send(draft, act, **fields).status_code == 409
    assert desk.row(draft) == row
    shown = desk.page(draft)
    assert "đã ban hành" in shown.text
    assert not [node for node in shown.all("textarea") if node.get("name") == "document"]
    assert desk.acts()[-1][0] == "edition:published"
    assert desk.acts()[-1][1]["valid_from"] == row.valid_from.isoformat()
    assert "2027.1" in page(desk.client.get("/procedures")).text
    assert page(desk.client.get("/procedures/recognition/2027.1")).status == 200


@pytest.mark.parametrize("role", ["dept_leader", "province_leader", "commune_officer", "env_appraiser"])
def test_nobody_else_writes_versions(desk: Desk, people: People, role: str) -> None:
    draft, stranger = desk.begin(), people.client(people(role))
    typed = {"version": "2027.2", "valid_from": "01/01/2027"}
    for base in (RECOGNITION, "/procedures/checklists/environment/2026.1", "/procedures/forms/M03/v1"):
        assert stranger.get(f"{base}/new").status_code == 403
        assert stranger.post(f"{base}/new", data=typed).status_code == 403
    for part in ("", "/rehearsal", "/sample.pdf"):
        assert stranger.get(f"/procedures/drafts/{draft}{part}").status_code == 403
    for act in ("numbers", "items", "layout", "document", "day", "publish", "withdraw"):
        assert desk.send(draft, act, client=stranger).status_code == 403
    assert len(written(desk)) == 1
    assert desk.row(draft).edited == 1


def test_a_stranger_does_nothing(desk: Desk, client: FlaskClient) -> None:
    draft = desk.begin()
    assert desk.send(draft, "publish", client=client).status_code == 401
    assert client.post(f"{RECOGNITION}/new", data={}).status_code == 401
    assert desk.row(draft).state == "draft"


def test_each_kind_has_its_own_forms_only(desk: Desk) -> None:
    procedure, checklist = desk.begin(), desk.begin("/procedures/checklists/environment/2026.1")
    form = desk.begin("/procedures/forms/M03/v1")
    for draft, acts in ((procedure, ("items", "layout")), (checklist, ("numbers", "layout")), (form, ("numbers",))):
        for act in acts:
            assert desk.send(draft, act).status_code == 404
    assert desk.client.get(f"/procedures/drafts/{form}/rehearsal").status_code == 404
    assert desk.client.get(f"/procedures/drafts/{procedure}/sample.pdf").status_code == 404


def written(desk: Desk) -> list[Any]:
    with desk.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Edition.__table__)) is not None
        return list(db.session.execute(select(Edition.__table__)).all())
