"""The page of a step, and everything that can be sent to it: reasons, missing words, old pages, double clicks."""

import unicodedata
import uuid
from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.dossiers.models import Entry, Submission
from workflow.extensions import db
from workflow.formats import vndatetime
from workflow.papers.models import Paper

WHY = {"reason": "Thiếu chữ ký của trưởng thôn"}


class Desk:
    """A person of the story at a browser, in front of the page of one step."""

    def __init__(self, story: Story, action: str, role: str) -> None:
        self.story, self.address = story, f"/dossiers/{story.id}/steps/{action}"
        self.client: FlaskClient = story.people.client(story.who(role))
        self.page = Page(self.client.get(self.address))
        self.form = {name: self.page.hidden(name) for name in ("seen_version", "token")}

    def send(self, inputs: Mapping[str, str] | None = None, **changed: str) -> Page:
        """Press the button, and follow to where it leads."""
        return Page(
            self.client.post(self.address, data=self.form | dict(inputs or {}) | changed, follow_redirects=True)
        )


def entries(story: Story) -> int:
    with story.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Entry).where(Entry.dossier_id == story.id)) or 0


def last_reason(story: Story) -> str:
    with story.app.app_context():
        return db.session.scalars(select(Entry.reason).order_by(Entry.seq.desc()).limit(1)).one()


def test_the_page_says_what_will_happen(story: Story) -> None:
    page = Desk(story, "present", "commune_officer").page
    assert page.h1 == "Trình lãnh đạo cấp xã"
    assert "Chờ lãnh đạo cấp xã duyệt" in page.text
    assert "ghi vào nhật ký" in page.text


def test_a_step_that_cannot_be_taken_says_every_reason_and_has_no_button(story: Story) -> None:
    story.up_to("department_review")
    client = story.people.client(story.who("dept_officer"))
    page = Page(client.get(f"/dossiers/{story.id}/steps/recommend_recognition"))
    assert page.status == 200
    assert "Chưa thực hiện được. Còn vướng:" in page.text
    assert not [form for form in page.all("form") if "/steps/" in (form.get("action") or "")]
    sent = client.post(f"/dossiers/{story.id}/steps/recommend_recognition", data={
        "seen_version": str(story.row.version), "token": uuid.uuid4().hex})  # fmt: skip
    refused = Page(sent)
    assert refused.status == 409
    assert refused.h1 == "Chưa thực hiện được bước này"
    assert len(refused.all("li")) > 1
    assert story.row.stage == "department_review"


def test_a_step_is_taken_and_said(story: Story) -> None:
    page = Desk(story, "present", "commune_officer").send()
    assert page.h1 == story.row.title
    assert "Đã thực hiện: Trình lãnh đạo cấp xã." in page.text
    assert story.row.stage == "commune_approval"


@pytest.mark.parametrize("typed", ["", "   ", "\r\n", "\u00a0"])
def test_a_missing_reason_is_asked_for_and_nothing_moves(story: Story, typed: str) -> None:
    desk = Desk(story, "discard", "commune_officer")
    page = desk.send(reason=typed)
    assert page.status == 422
    assert "Hãy nhập mục này." in page.text
    assert page.hidden("token") == desk.form["token"]
    assert (story.row.stage, entries(story)) == ("draft", 1)
    assert desk.send(reason="Lập nhầm").status == 200
    assert story.row.stage == "discarded"


def test_a_reason_that_is_too_long_stays_on_the_page(story: Story) -> None:
    long = "Thiếu chữ ký. " * 400
    page = Desk(story, "discard", "commune_officer").send(reason=long)
    assert page.status == 422
    assert "Không quá 4000 ký tự; phần đã nhập vẫn còn" in page.text
    assert long.strip() in (page.all("textarea")[0].text or "")
    assert story.row.stage == "draft"


def test_a_day_that_is_none_stays_on_the_page_beside_what_was_right(old_story: Story) -> None:
    story = old_story.up_to("issuance")
    desk = Desk(story, "issue", "province_clerk")
    for day, said in (("31/02/2026", "Không có ngày 31/02/2026"), ("hôm qua", "ngày/tháng/năm"), ("", "Hãy nhập")):
        page = desk.send(decision_number="118/QĐ-UBND", decided_on=day)
        assert page.status == 422
        assert said in page.text
        assert 'value="118/QĐ-UBND"' in page.html
        assert f'value="{day}"' in page.html
    assert story.row.stage == "issuance"


def test_text_typed_with_combining_marks_is_stored_composed(story: Story) -> None:
    reason = "Hồ sơ lập nhầm ở thôn Nậm Pung"
    Desk(story, "discard", "commune_officer").send(reason=f"  {unicodedata.normalize('NFD', reason)}\r\n")
    assert last_reason(story) == reason


def test_an_unknown_action_and_an_unknown_dossier_are_not_found(story: Story, people: People) -> None:
    client = story.people.client(story.who("commune_officer"))
    stranger = story.people.client(people("commune_officer", commune="Y Tý"))
    known, unknown = f"/dossiers/{story.id}/steps", f"/dossiers/{uuid.uuid4()}/steps"
    for who, address in (
        (client, f"{known}/fly"), (client, f"{unknown}/present"), (stranger, f"{known}/present"),
        (client, "/dossiers/12/steps/present"),
    ):  # fmt: skip
        for page in (Page(who.get(address)), Page(who.post(address, data={"seen_version": "1", "token": "t"}))):
            assert (page.status, page.h1) == (404, "Không tìm thấy")
    assert entries(story) == 1


def test_another_post_is_told_whose_step_it_is(story: Story) -> None:
    client = story.people.client(story.who("commune_leader"))
    for answer in (client.get(f"/dossiers/{story.id}/steps/present"), client.post(
        f"/dossiers/{story.id}/steps/present", data={"seen_version": "1", "token": "t"})):  # fmt: skip
        page = Page(answer)
        assert page.status == 403
        assert "thuộc về" in page.text
    assert entries(story) == 1


def test_the_same_form_twice_is_one_act_and_says_so(story: Story) -> None:
    desk = Desk(story, "present", "commune_officer")
    desk.send()
    page = desk.send()
    assert page.status == 200
    assert "đã được ghi nhận từ lần bấm trước" in page.text
    assert entries(story) == 2


def test_a_double_click_that_takes_the_dossier_out_of_sight_is_no_error(old_story: Story) -> None:
    story = old_story.up_to("submitted")
    desk, other = (Desk(story, "return_to_commune", "reception_desk") for _one in range(2))
    assert desk.send(WHY).h1 == "Việc của tôi"
    page = desk.send(WHY)
    assert (page.status, page.h1) == (200, "Việc của tôi")
    assert "đã được ghi nhận từ lần bấm trước" in page.text
    assert other.send(WHY).status == 404
    assert last_reason(story) == WHY["reason"]


def test_whoever_is_too_late_reads_who_was_quicker_and_when(story: Story, people: People) -> None:
    story.up_to("provincial_approval")
    desk = Desk(story, "approve", "province_leader")
    story.cast["province_leader"] = people("province_leader", name="Hoàng Quốc Khánh")
    story.step("reject", "province_leader", **WHY)
    page = desk.send()
    assert (page.status, page.h1) == (409, "Hồ sơ đã thay đổi")
    with story.app.app_context():
        at = db.session.scalars(select(Entry.at).order_by(Entry.seq.desc()).limit(1)).one()
        assert f"Lần xử lý gần nhất trong nhật ký: Hoàng Quốc Khánh, lúc {vndatetime(at)}." in page.text
    assert page.links["Mở lại hồ sơ"] == f"/dossiers/{story.id}"
    assert "Chưa có gì của Ông/Bà được ghi" in page.text
    assert story.row.stage == "not_recognised"


def test_an_old_page_of_a_dossier_that_came_back_changes_nothing(story: Story) -> None:
    desk = Desk(story, "present", "commune_officer")
    story.step("present", "commune_officer")
    story.step("return_to_officer", "commune_leader", **WHY)
    page = desk.send()
    assert (page.status, page.h1) == (409, "Hồ sơ đã thay đổi")
    assert "Người commune_leader" in page.text
    assert (story.row.stage, entries(story)) == ("draft", 3)


@pytest.mark.parametrize(
    "broken", [{"seen_version": ""}, {"seen_version": "x"}, {"seen_version": "9" * 5000}, {"token": ""},
               {"token": "t" * 65}, {"token": "a b"}, {"token": "<b>"}],
)  # fmt: skip
def test_a_form_that_is_not_ours_is_refused_in_words(story: Story, broken: dict[str, str]) -> None:
    page = Desk(story, "present", "commune_officer").send(**broken)
    assert page.status == 400
    assert "Chưa có gì bị thay đổi" in page.text
    assert (story.row.stage, entries(story)) == ("draft", 1)


def test_a_supplement_is_asked_for_edited_and_handed_in_while_the_clock_stands(old_story: Story) -> None:
    story = old_story.up_to("environmental_appraisal")
    before = story.row
    assert "tạm dừng từ hôm nay" in Desk(story, "ask_supplement", "env_appraiser").page.text
    Desk(story, "ask_supplement", "env_appraiser").send(reason="Bổ sung kế hoạch bảo vệ môi trường")
    held = story.row
    assert (held.stage, held.hold, held.stage_due_on) == ("environmental_appraisal", "ask_supplement", None)
    assert held.waiting_agency_id == held.commune_agency_id
    officer = story.people.client(story.who("commune_officer"))
    shown = Page(officer.get(f"/dossiers/{story.id}"))
    assert "Đang tạm dừng tính thời hạn" in shown.text
    told = {
        "proposer_name": "Ly Xá Hừ", "proposer_role": "Trưởng thôn", "proposer_phone": "0912 345 123",
        "proposer_address": "Thôn Nậm Pung",
    }  # fmt: skip
    edited = officer.post(f"/dossiers/{story.id}/request/proposer", data=told | {"seen_version": str(held.version)})
    assert edited.status_code == 303
    Desk(story, "supplement", "commune_officer").send()
    after = story.row
    assert (after.hold, after.waiting_agency_id) == (None, before.waiting_agency_id)
    assert after.stage_due_on is not None
    with story.app.app_context():
        kept = db.session.scalars(select(Submission.content).order_by(Submission.number)).all()
    assert [content["facts"]["proposer_name"] for content in kept] == ["Ly Giờ Xá", "Ly Xá Hừ"]
    late = officer.post(f"/dossiers/{story.id}/request/proposer", data=told | {"seen_version": str(after.version)})
    assert late.status_code == 409


def test_a_receipt_is_issued_once_however_often_the_button_is_pressed(story: Story) -> None:
    story.up_to("submitted")
    desk = Desk(story, "receive", "reception_desk")
    assert "Mẫu 01" in desk.page.text
    for _click in range(3):
        assert desk.send().status == 200
    with story.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Paper).where(Paper.form == "M01")) == 1
