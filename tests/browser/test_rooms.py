"""The pages of the rooms around a dossier, each seen by somebody who has business there, with axe and at both sizes."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.browser.conftest import Enter
from tests.browser.server import Office
from tests.browser.troupe import Troupe
from tests.browser.visitor import Visitor
from tests.people import People
from workflow.extensions import db
from workflow.jobs.ledger import run_all
from workflow.register.models import Unit
from workflow.wall_clock import now, today

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def visit(visitor: Visitor, name: str, *paths: str) -> None:
    for path in paths:
        visitor.go(path).look(f"{name}{path.replace('/', '-').replace('?', '-').rstrip('-')}")


def test_who_reviews_what_was_recognised(enter: Enter, office: Office) -> None:
    """The department opens the round of a year; the commune fills in what it is asked."""
    officer = enter("chuyenvien", screens="rooms")
    visit(officer, "reviews-empty", "/reviews", "/reviews/warnings")
    officer.go("/reviews").write("Mở đợt rà soát của năm", str(today().year))
    officer.press("Mở đợt")
    officer.look("reviews-round")
    commune = enter("canbo.muonghum", screens="rooms")
    visit(commune, "reviews-commune", f"/reviews?year={today().year}")
    commune.page.locator("main table a").first.click()
    commune.look("reviews-form")
    commune.press("Lưu phiếu")
    commune.look("reviews-saved")


def test_who_handles_a_dossier_and_who_is_away(enter: Enter, office: Office, people: People) -> None:
    troupe = Troupe(enter, office, people, "rooms")
    story = troupe.story().up_to("department_review")
    officer = enter("chuyenvien", screens="rooms")
    visit(officer, "handler", "/account", "/account/away", "/notices")
    officer.go(f"/dossiers/{story.id}/handler").look("handler-assign")
    officer.go("/inbox?tab=office").look("handler-inbox")
    leader = enter("lanhdao.so", screens="rooms")
    leader.go("/account/away").look("handler-lend")
    leader.go(f"/dossiers/{story.id}").look("handler-leader")


def test_what_the_office_of_the_province_keeps(enter: Enter, office: Office) -> None:
    clerk = enter("vanphong", screens="rooms")
    year = today().year
    visit(clerk, "province", "/council", "/council/new", "/decisions", f"/decisions/{year}/paper-numbers")
    visit(clerk, "province", "/corrections/new")
    clerk.go(f"/corrections/new/{one_unit(office.app)}").look("province-corrections-confirm")


def one_unit(app: Flask) -> str:
    with app.app_context():
        return str(db.session.scalars(select(Unit.id).order_by(Unit.sort_key)).first())


def test_what_is_asked_of_other_departments(enter: Enter, office: Office) -> None:
    finance = enter("taichinh", screens="rooms")
    visit(finance, "finance", "/inbox", "/opinions", "/support/funds", "/support/funds/new")
    visit(enter("canbo.muonghum", screens="rooms"), "commune", "/support/new", "/notices", "/plan")


def test_the_law_is_a_page(enter: Enter, office: Office) -> None:
    reader = enter("chuyenvien", screens="rooms")
    visit(reader, "law", "/procedures", "/procedures/recognition/2026.2", "/procedures/support/2026.1")
    administrator = enter("quantri", screens="rooms")
    visit(administrator, "law-administrator", "/procedures", "/procedures/recognition/2026.2/new")
    administrator.write("Tên phiên bản", "2027.1")
    administrator.write("Có hiệu lực từ ngày", f"01/01/{today().year + 1}")
    administrator.press("Bắt đầu soạn")
    administrator.look("law-draft")
    administrator.follow("Diễn tập trên hồ sơ đang giải quyết")
    administrator.look("law-rehearsal")


def next_week() -> date:
    """A Wednesday to come."""
    return today() + timedelta(days=9 - today().weekday())


def test_what_an_administrator_looks_after(enter: Enter, office: Office, people: People) -> None:
    """The calendar with a change that moves a dossier, the letters, the dated jobs."""
    Troupe(enter, office, people, "rooms").story().up_to("environmental_appraisal")
    with office.app.app_context():
        assert [ran.error for ran in run_all(today(), now()) if ran.error] == []
    administrator = enter("quantri", screens="rooms")
    year = today().year
    visit(administrator, "office", "/admin/mail", "/admin/jobs", "/calendar/", f"/calendar/{year}/standing")
    visit(administrator, "office", "/calendar/years/new", f"/calendar/{year}/edit")
    administrator.page.get_by_label("Ngày", exact=True).fill(f"{next_week():%d/%m/%Y}")
    administrator.page.get_by_label("Nghỉ", exact=True).check()
    administrator.page.get_by_label("Lý do").first.fill("Nghỉ bù")
    administrator.page.get_by_label("Nguồn").first.fill("Quyết định số 15/QĐ-TTg")
    administrator.press("Xem trước")
    administrator.look("office-calendar-preview")
