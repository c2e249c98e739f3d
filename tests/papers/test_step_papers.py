"""Steps issue their papers: Mẫu 02 to 05 with the facts of the dossier, with the step or not at all."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from states.facts import GapFault
from states.kernel import Refused
from tests.papers.test_letters import pages
from tests.story import Story
from workflow.accounts.system import system_person
from workflow.calendar.queries import seed_calendar_in_memory
from workflow.dossiers.services import take_step
from workflow.extensions import db, new_id
from workflow.papers.models import Paper
from workflow.papers.printed import render
from workflow.supplements.models import SupplementGap, SupplementRequest
from workflow.transactions import writing
from workflow.wall_clock import now, today


def list_gaps(story: Story, role: str) -> None:
    """The handler has written down two gaps, and has not sent them."""
    request, at = new_id(), now()
    draft = {"id": request, "dossier_id": story.id, "stage": story.row.stage, "author_id": story.who(role).id}
    gaps = (("parts:CV-ENV", GapFault.OUTDATED, "Gửi phương án đang có hiệu lực"),
            ("criteria:LN-HO", GapFault.MISSING, "Bổ sung số hộ tham gia"))  # fmt: skip
    with story.app.app_context(), writing() as session:
        session.execute(insert(SupplementRequest), draft | {"drafted_at": at})
        for position, (where, fault, note) in enumerate(gaps, 1):
            row = {"id": new_id(), "request_id": request, "position": position, "where": where, "note": note}
            session.execute(insert(SupplementGap), row | {"fault": fault.value})


def papers_of(story: Story, form: str) -> list[Any]:
    with story.app.app_context():
        rows = select(Paper).where(Paper.dossier_id == story.id, Paper.form == form).order_by(Paper.entry_number)
        return list(db.session.scalars(rows))


def text_of(story: Story, form: str) -> str:
    """What a person reads on the one paper of a form."""
    (paper,) = papers_of(story, form)
    return " ".join(pages(render(form, paper.facts)))


def test_a_request_for_supplements_lists_every_gap_and_the_last_day(story: Story) -> None:
    story.up_to("department_review")
    list_gaps(story, "dept_officer")
    story.step("ask_supplement", "dept_officer", reason="Xin gửi đủ một lần")
    text, answer_by = text_of(story, "M02"), story.row.answer_by
    for said in ("Số: 01/HDHS", story.row.code, "Đã hết hiệu lực", "Gửi phương án đang có hiệu lực", "Còn thiếu",
                 "Bổ sung số hộ tham gia", f"năm {answer_by.year}", "Xin gửi đủ một lần", "Ly Giờ Xá"):  # fmt: skip
        assert said in text, said


def test_the_requests_of_an_agency_are_numbered_through_the_year(story: Story) -> None:
    other = Story(story.app, story.people)
    other.cast = story.cast
    for one in (story, other.draft()):
        one.up_to("department_review")
        list_gaps(one, "dept_officer")
        one.step("ask_supplement", "dept_officer")
    assert [papers_of(one, "M02")[0].facts["number"] for one in (story, other)] == ["01/HDHS", "02/HDHS"]


def test_a_request_that_was_refused_takes_no_number(story: Story) -> None:
    story.up_to("department_review")
    with pytest.raises(Refused):
        story.step("ask_supplement", "dept_officer")
    assert papers_of(story, "M02") == []


def test_the_request_of_the_first_version_is_one_text(story: Story) -> None:
    first = Story(story.app, story.people).draft(version="2026.1")
    first.up_to("department_review")
    first.step("ask_supplement", "dept_officer", reason="Bổ sung danh sách hộ có xác nhận của thôn")
    text = text_of(first, "M02")
    assert "Bổ sung danh sách hộ có xác nhận của thôn" in text
    assert "dừng giải quyết" not in text


def test_a_refusal_to_receive_says_why(story: Story) -> None:
    story.up_to("submitted")
    story.step("refuse", "reception_desk", reason="Nghề không thuộc phạm vi của Nghị định")
    text = text_of(story, "M03")
    assert "Nghề không thuộc phạm vi của Nghị định." in text
    assert "chưa cấp" in text


def a_later_day(story: Story) -> date:
    """A worked day at least two weeks after the dossier is due."""
    day, calendar = story.row.due_on + timedelta(days=14), seed_calendar_in_memory()
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day


def test_an_extension_apologises_and_names_both_days(story: Story) -> None:
    story.up_to("department_review")
    due, new = story.row.due_on, a_later_day(story)
    story.step("extend", "dept_leader", reason="Phải kiểm tra thực tế lần hai", extended_to=new.isoformat())
    text = text_of(story, "M04")
    for said in ("xin lỗi", f"ngày {due.day:02d} tháng", f"ngày {new.day:02d} tháng", "LÃNH ĐẠO SỞ"):
        assert said in text, said


def test_the_province_extends_in_the_words_of_its_post(story: Story) -> None:
    story.up_to("provincial_approval")
    new = a_later_day(story)
    story.step("extend", "province_leader", reason="Chờ ý kiến của Bộ", extended_to=new.isoformat())
    text = text_of(story, "M04")
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert "PHÓ CHỦ TỊCH" in text


def test_a_withdrawal_is_told_by_the_agency_that_had_the_dossier(story: Story) -> None:
    story.up_to("department_review")
    story.step("withdraw", "commune_leader", reason="các hộ xin hoàn thiện thêm")
    (paper,) = papers_of(story, "M05")
    text = text_of(story, "M05")
    assert paper.facts["agency"] == "Sở Nông nghiệp và Môi trường tỉnh Lào Cai"
    assert paper.facts["author"] == ""
    assert "Theo đề nghị của" in text
    assert "Các hộ xin hoàn thiện thêm." in text


def test_a_dossier_that_is_stopped_says_who_stopped_it(story: Story) -> None:
    story.up_to("department_review")
    story.step("stop", "dept_leader", reason="Trùng với hồ sơ đã có")
    assert "Trùng với hồ sơ đã có." in text_of(story, "M05")
    assert papers_of(story, "M05")[0].facts["title"] == ["Lãnh đạo Sở"]


def test_a_lapse_says_that_the_term_has_passed(story: Story) -> None:
    story.up_to("department_review")
    list_gaps(story, "dept_officer")
    story.step("ask_supplement", "dept_officer")
    late: date = story.row.answer_by + timedelta(days=1)
    with story.app.app_context():
        take_step(
            story.id, "lapse", by=system_person(db.session()), on=late, at=now(), seen_version=story.row.version,
            token="lapse-once", inputs={},
        )  # fmt: skip
    assert "Đã hết thời hạn bổ sung" in text_of(story, "M05")


def test_a_paper_is_downloaded_by_who_sees_the_dossier(story: Story, page: Callable[[Any], Any]) -> None:
    story.up_to("department_review")
    story.step("stop", "dept_leader", reason="Trùng với hồ sơ đã có")
    (paper,) = papers_of(story, "M05")
    address = f"/dossiers/{story.id}/papers/{paper.id}.pdf"
    with story.people.client(story.who("commune_officer")).get(address) as given:
        with story.app.app_context():
            assert given.data == render("M05", paper.facts | {"paper": str(paper.id)})
        assert "Thong-bao-dung-giai-quyet" in given.headers["Content-Disposition"]
    stranger = story.people("commune_officer", commune="Y Tý")
    assert story.people.client(stranger).get(address).status_code == 404


def test_the_request_is_previewed_from_the_gaps_listed_so_far(story: Story) -> None:
    story.up_to("department_review")
    list_gaps(story, "dept_officer")
    address = f"/dossiers/{story.id}/papers/preview/M02.pdf"
    with story.people.client(story.who("dept_officer")).get(address) as given:
        (text,) = pages(given.data)
    assert "DỰ THẢO" in text
    assert "Gửi phương án đang có hiệu lực" in text
    assert today().strftime("%Y") in text
    assert story.people.client(story.who("dept_leader")).get(address).status_code == 403
    assert papers_of(story, "M02") == []
