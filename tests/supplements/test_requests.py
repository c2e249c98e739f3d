"""Asking for supplements: every gap at once, a working copy beside the received version, a diff, an end for each."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from states.kernel import Refused
from tests.story import Story
from tests.supplements.desk import NOTE, Desk
from workflow.dossiers.models import Dossier, Entry
from workflow.dossiers.request_models import Household, Request
from workflow.dossiers.supplements import jobs
from workflow.dossiers.wizard_services import Change, save
from workflow.extensions import db
from workflow.notices.models import Notice
from workflow.supplements.models import SupplementCopy, SupplementGap, SupplementRequest
from workflow.transactions import writing
from workflow.wall_clock import now, today


@pytest.fixture
def desk(story: Story) -> Desk:
    story.up_to("environmental_appraisal")
    return Desk(story)


def rewrite(story: Story, **facts: Any) -> None:
    """The commune's officer changes something declared."""
    person = story.people.person(story.who("commune_officer"))
    with story.app.app_context():
        save(story.id, Change(facts=facts), by=person, on=today(), seen_version=None)


def one(app: Flask, statement: Any) -> Any:
    with app.app_context():
        return db.session.execute(statement).scalars().first()


def test_a_request_names_every_gap_at_once_and_is_kept_before_it_is_sent(desk: Desk, app: Flask) -> None:
    page = desk.page("env_appraiser", desk.url("request"))
    for words in ("Danh sách các hộ", "Tỷ lệ hộ", "Nội dung khác"):
        assert words in page.text
    desk.write("env_appraiser", {"parts:CV-ENV": ("outdated", NOTE), "other:1": ("missing", "Bản đồ thôn")})
    assert NOTE in desk.page("env_appraiser", desk.url("request")).html
    assert desk.story.row.hold is None
    desk.story.step("ask_supplement", "env_appraiser")
    with app.app_context():
        gaps = db.session.execute(
            select(SupplementGap.where, SupplementGap.fault).order_by(SupplementGap.position)
        ).all()
    assert gaps == [("parts:CV-ENV", "outdated"), ("other", "missing")]
    row = desk.story.row
    assert (row.hold, row.answer_by > today()) == ("ask_supplement", True)
    assert one(app, select(Entry.until_on).where(Entry.action == "ask_supplement")) == row.answer_by


def test_a_fault_without_words_is_sent_back_with_everything_typed(desk: Desk) -> None:
    sent = desk.write("env_appraiser", {"parts:CV-ENV": ("missing", ""), "parts:CV-RESULTS": ("", "Thiếu năm 2024")})
    assert sent.status_code == 422
    assert "Hãy ghi rõ phải bổ sung, sửa gì." in sent.text
    assert "Hãy chọn: còn thiếu" in sent.text
    assert "Thiếu năm 2024" in sent.text


def test_nothing_is_asked_without_a_gap(desk: Desk) -> None:
    with pytest.raises(Refused, match="chưa có nội dung nào"):
        desk.story.step("ask_supplement", "env_appraiser")


def test_only_who_may_ask_writes_a_request(desk: Desk) -> None:
    assert desk.at("dept_officer").get(desk.url("request")).status_code == 403
    assert desk.write("dept_officer", {}).status_code == 403
    assert desk.at("commune_officer").get(desk.url("answer")).status_code == 404


def test_two_tabs_of_one_request_do_not_overwrite_each_other(desk: Desk) -> None:
    seen = str(desk.story.row.version)
    desk.write("env_appraiser", {"parts:CV-ENV": ("missing", "Một")})
    old = desk.write("env_appraiser", {"parts:CV-ENV": ("missing", "Hai")}, seen_version=seen)
    assert old.status_code == 409


def test_the_commune_works_on_a_copy_nobody_else_sees(desk: Desk) -> None:
    desk.ask()
    rewrite(desk.story, trade="Mây tre đan và thổ cẩm")
    assert "thổ cẩm" in desk.page("commune_officer").text
    for role in ("env_appraiser", "dept_officer"):
        page = desk.page(role)
        assert "thổ cẩm" not in page.text
        assert "Bản đã nhận" in page.text
        led = desk.at(role).get(f"/dossiers/{desk.story.id}/check")
        assert "thổ cẩm" not in led.text


def test_every_gap_is_answered_before_the_hand_in_and_the_difference_is_shown(desk: Desk, app: Flask) -> None:
    desk.ask()
    rewrite(desk.story, trade="Mây tre đan và thổ cẩm")
    with pytest.raises(Refused, match="Chưa trả lời nội dung được yêu cầu"):
        desk.story.step("supplement", "commune_officer")
    assert desk.reply().status_code == 303
    desk.story.step("supplement", "commune_officer")
    page = desk.page("env_appraiser", desk.url("changes"))
    assert "Nghề" in page.text
    assert "<ins>" in page.html
    assert "thổ cẩm" in page.text
    assert desk.story.row.answer_by is None
    assert one(app, select(SupplementRequest.state)) == "answered"


def test_a_second_request_at_a_stage_is_approved_by_the_leader(desk: Desk, app: Flask) -> None:
    desk.ask()
    desk.reply()
    desk.story.step("supplement", "commune_officer")
    desk.write("env_appraiser", {"parts:CV-ENV": ("incorrect", "Thiếu chữ ký")})
    with pytest.raises(Refused, match="lần nữa phải trình lãnh đạo"):
        desk.story.step("ask_supplement", "env_appraiser")
    desk.story.step("propose_supplement", "env_appraiser", reason="Bản mới chưa có chữ ký")
    assert desk.story.row.stage_due_on is not None, "the clock runs on"
    desk.story.step("approve_supplement", "dept_leader", reason="Cần bản có chữ ký")
    leader = desk.story.who("dept_leader").id
    approved = select(SupplementRequest.approver_id).where(SupplementRequest.state == "open")
    assert one(app, approved) == leader
    assert "Nghề" not in desk.page("commune_officer", desk.url("answer")).text


def test_a_cancelled_request_brings_the_received_version_back_and_keeps_what_was_typed(desk: Desk, app: Flask) -> None:
    desk.ask()
    rewrite(desk.story, trade="Chữ đang viết dở")
    households = select(Household.head_name).order_by(Household.position)
    before = one(app, households)
    desk.story.cast["other"] = desk.story.people("env_appraiser")
    with pytest.raises(Refused, match="chỉ người lập phiếu"):
        desk.story.step("cancel_supplement", "other", reason="Nhầm")
    desk.story.step("cancel_supplement", "env_appraiser", reason="Yêu cầu nhầm")
    assert one(app, select(Request.trade)) == "Mây tre đan"
    assert one(app, households) == before
    assert one(app, select(SupplementCopy.content))["facts"]["trade"] == "Chữ đang viết dở"
    assert (desk.story.row.hold, desk.story.row.answer_by) == (None, None)
    desk.ask()


def test_a_term_that_passes_lapses_once_and_the_content_can_be_taken_up_again(desk: Desk, app: Flask) -> None:
    desk.ask()
    last = desk.story.row.answer_by
    with app.app_context():
        assert jobs.lapse(last, now()) == 0
        assert jobs.warn(last, now()) > 0
        assert jobs.warn(last, now()) == 0
        assert jobs.lapse(last + timedelta(days=7), now()) == 1
        assert jobs.lapse(last + timedelta(days=7), now()) == 0
        assert jobs.warn(last + timedelta(days=7), now()) == 0
    assert (desk.story.row.stage, desk.story.row.is_open) == ("lapsed", False)
    assert one(app, select(Notice.kind).where(Notice.kind == "supplement:lapsed"))
    assert desk.at("commune_officer").post(desk.url("answer"), data={}).status_code == 404
    assert "Lập hồ sơ mới từ nội dung cũ" in desk.page("commune_officer").text
    made = desk.at("commune_officer").post(desk.url("again"))
    assert made.status_code == 303
    with app.app_context():
        new = db.session.execute(select(Dossier).where(Dossier.earlier_dossier_id == desk.story.id)).scalar_one()
        copied = db.session.scalars(select(Household.head_name).where(Household.dossier_id == new.id)).all()
    assert (new.stage, new.code, len(copied)) == ("draft", None, 41)
    assert desk.at("commune_officer").post(desk.url("again")).status_code == 409


def test_a_leader_may_take_a_lapsed_dossier_up_again_and_the_time_between_does_not_count(
    desk: Desk, app: Flask
) -> None:
    desk.ask()
    due, last = desk.story.row.due_on, desk.story.row.answer_by
    with app.app_context():
        jobs.lapse(last + timedelta(days=1), now())
    desk.story.step("reopen", "dept_leader", on=last + timedelta(days=10), reason="Lý do bất khả kháng")
    assert desk.story.row.stage == "department_review"
    assert desk.story.row.due_on > due


def test_nobody_else_takes_a_lapsed_dossier_up(desk: Desk, app: Flask) -> None:
    desk.ask()
    with app.app_context():
        jobs.lapse(desk.story.row.answer_by + timedelta(days=1), now())
    stranger = desk.story.people.client(desk.story.people("commune_officer", commune="Y Tý"))
    assert stranger.post(desk.url("again")).status_code == 404
    assert desk.at("env_appraiser").post(desk.url("again")).status_code == 403


def test_the_journal_keeps_the_answer_by_day_in_its_chain(desk: Desk, app: Flask) -> None:
    from workflow.dossiers.journal import verify

    desk.ask()
    with app.app_context():
        assert verify(db.session()) == []
        with writing() as session:
            session.execute(update(Entry).where(Entry.action == "ask_supplement").values(until_on=date(2030, 1, 1)))
        assert verify(db.session())
