"""An opinion that comes too late: two departments are asked, one answers in time, the other lets its day pass."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.browser.conftest import Enter
from tests.browser.desks.desk import TITLE
from tests.browser.desks.opinions import Consulted, Consulting, written
from tests.browser.server import Office
from tests.browser.troupe import Troupe
from tests.people import People
from workflow.extensions import db
from workflow.jobs.ledger import run_all
from workflow.opinions.models import OpinionRequest
from workflow.wall_clock import now, today

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
QUESTION = "Sản phẩm mây tre đan của thôn có thị trường ổn định không?"
TRADE, FINANCE = "Sở Công Thương", "Sở Tài chính"
SILENT = "Không có ý kiến trong thời hạn"


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Who is at a desk stays there for days: the play passes over a week."""
    week = 10 * 24
    return settings | {"SESSION_IDLE_MINUTES": week * 60, "SESSION_HOURS": week, "WTF_CSRF_TIME_LIMIT": None}


def test_one_department_answers_and_the_other_comes_too_late(enter: Enter, office: Office, people: People) -> None:
    troupe = Troupe(enter, office, people, "opinion")
    story = troupe.story().up_to("department_review")
    officer = troupe("chuyenvien", Consulting)
    due = ask(officer, story.id, office.app)
    address = answer_in_time(troupe)
    late = troupe("taichinh", Consulted)
    missed = late.open_question(TITLE)
    with time_machine.travel(now() + (due - today()) + timedelta(days=1)):
        come_too_late(office.app, late, missed)
        treat(officer, story.id, due)
        keep_what_was_said(troupe, story.id, address)


def ask(officer: Consulting, dossier_id: uuid.UUID, app: Flask) -> date:
    officer.open_opinions(dossier_id, look="1-nobody-asked")
    officer.ask(QUESTION, [TRADE, FINANCE], ["Nội dung đã khai trong hồ sơ", "CV-RESULTS.pdf"], 2, look="2-question")
    officer.visitor.reads("Đã hỏi ý kiến 2 cơ quan")
    due = only(app, "due_on")
    officer.look("3-asked")
    officer.at(dossier_id, look="4-dossier-waits")
    waiting = f"từ ngày {written(today())}, hạn {written(due)}"
    officer.visitor.reads(f"đang chờ {TRADE}, {waiting}", f"đang chờ {FINANCE}, {waiting}")
    return due


def only(app: Flask, column: str) -> Any:
    """What both requests have in common."""
    with app.app_context():
        found = set(db.session.scalars(select(OpinionRequest.__table__.c[column])))
    assert len(found) == 1
    return found.pop()


def answer_in_time(troupe: Troupe) -> str:
    """The officer drafts, the leader of the same department sends."""
    trade = troupe("congthuong", Consulted)
    trade.visitor.go("/inbox").reads("1 câu hỏi chờ ý kiến của cơ quan Ông/Bà")
    address = trade.open_question(TITLE, look="5-question")
    trade.visitor.reads(QUESTION, "CV-RESULTS.pdf", "Nội dung đã khai trong hồ sơ")
    assert "CV-ENV.pdf" not in trade.visitor.main  # only the papers that matter
    trade.draft("Đồng ý, có ý kiến", "Nên gắn nhãn hiệu tập thể trước khi mở rộng thị trường.")
    trade.look("6-drafted")
    leader = troupe("lanhdao.congthuong", Consulted)
    leader.open_question(TITLE, look="7-approve")
    leader.approve()
    return address


def come_too_late(app: Flask, late: Consulted, address: str) -> None:
    """The day has passed: the page says so before anything is typed, and again to a page that was left open."""
    late.visitor.write("Nội dung ý kiến, lý do", "Chúng tôi đồng ý.")
    late.page.get_by_label("Ý kiến", exact=True).select_option(label="Đồng ý")
    late.is_refused("Soạn ý kiến", "đã qua; được ghi là không có ý kiến trong thời hạn")
    late.look("8-too-late")
    with app.app_context():
        assert [ran.error for ran in run_all(today(), now()) if ran.error] == []
    late.visitor.go(address).reads(SILENT)
    late.look("9-silent")


def treat(officer: Consulting, dossier_id: uuid.UUID, due: date) -> None:
    officer.open_opinions(dossier_id)
    officer.visitor.reads(SILENT, "Đồng ý, có ý kiến", "Nên gắn nhãn hiệu tập thể")
    officer.treat(TRADE, "Tiếp thu: ghi vào báo cáo và kế hoạch hỗ trợ sau công nhận.")
    officer.look("a-treated")
    officer.at(dossier_id, look="b-dossier-after").visitor.reads(f"{FINANCE}: {SILENT}")
    assert "đang chờ" not in officer.visitor.main
    assert due < today()


def keep_what_was_said(troupe: Troupe, dossier_id: uuid.UUID, address: str) -> None:
    """The asked officer keeps the own answer for ever, and sees nothing else of the dossier any more."""
    trade = troupe("congthuong", Consulted)
    trade.visitor.go(address).reads(QUESTION, "Đồng ý, có ý kiến", "Nên gắn nhãn hiệu tập thể")
    assert "CV-RESULTS.pdf" not in trade.visitor.main
    trade.look("c-own-answer")
    trade.visitor.go("/opinions").reads("Ý kiến cơ quan tôi đã cho", TITLE)
    trade.look("d-list")
    with trade.visitor.expecting(404):
        trade.visitor.go(f"/dossiers/{dossier_id}").reads("Mã lỗi 404")
