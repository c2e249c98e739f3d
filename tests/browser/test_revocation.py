"""A recognition taken back: years of unmet criteria, report, inspection, council, decision, the public page."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from states.kinds import Kind
from states.reviewing import criteria_to_keep
from tests.browser.conftest import Enter
from tests.browser.desks.player import Player
from tests.browser.desks.revocation import Inspecting, Reporting
from tests.browser.papers import set_papers
from tests.browser.server import Office
from tests.browser.troupe import ROLES, Troupe, someone, story_of
from tests.people import People
from tests.story import Story
from workflow.extensions import new_id
from workflow.register.models import Unit
from workflow.register.queries import count_by_kind
from workflow.reviews.models import AnnualReview
from workflow.transactions import writing
from workflow.wall_clock import now, today

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
SILVER = "Làng nghề chạm khắc bạc"
WHY = "Chỉ còn ba hộ làm nghề, không có người học nghề."


def test_a_recognition_is_taken_back(enter: Enter, office: Office, people: People, tmp_path: Path) -> None:
    troupe = Troupe(enter, office, people, "revocation")
    story = story_of(office.app, people)
    unit = unmet_for_years(office.app)
    before = active(office.app, unit)
    commune = troupe("canbo.muonghum", Reporting)
    commune.begin_report(SILVER, look="1")
    commune.report(WHY, f"31/12/{today().year - 6}", set_papers(tmp_path, ["bao-cao"])["bao-cao"], look="2-report")
    story.id = uuid.UUID(commune.page.url.rsplit("/", 1)[1])
    commune.look("3-dossier")
    commune.act("Trình lãnh đạo cấp xã")
    troupe("lanhdao.muonghum", Player).at(story.id).act("Gửi báo cáo")
    story.step("receive", "reception_desk")
    inspect(troupe("chuyenvien", Inspecting), story)
    troupe("lanhdao.so", Player).at(story.id).act("Trình UBND tỉnh")
    number = decide(troupe, story)
    read_the_register(Player(enter(screens="revocation"), "public"), unit, number)
    assert active(office.app, unit) == before - 1


def unmet_for_years(app: Flask) -> Any:
    """Confirmed reviews of six years in which the village did not keep its first criterion; gives the unit."""
    reviewer, commune = (someone(app, ROLES[role]) for role in ("dept_officer", "commune_officer"))
    with app.app_context(), writing() as session:
        unit = session.execute(select(Unit.__table__).where(Unit.name == SILVER)).one()
        code = criteria_to_keep(Kind(unit.kind))[0].code
        who = {"confirmed_by": reviewer.id, "filled_by": commune.id, "approved_by": reviewer.id}
        at = dict.fromkeys(("confirmed_at", "filled_at", "approved_at", "opened_at"), now())
        said = {
            "criteria": {code: {"met": False, "remark": "Chỉ còn ba hộ"}},
            "maintained": False,
            "state": "confirmed",
        }
        row = {"unit_id": unit.id, "procedure_version": "2026.1", "commune_agency_id": commune.agency_id}
        for year in range(today().year - 6, today().year):
            key = {"id": new_id(), "year": year, "opened_by": reviewer.id}
            session.execute(insert(AnnualReview), key | row | who | at | said)
    return unit


def active(app: Flask, unit: Any) -> int:
    """How many units of its kind are recognised today."""
    with app.app_context():
        return count_by_kind(today())[unit.kind]


def inspect(officer: Inspecting, story: Story) -> None:
    officer.at(story.id, look="4-to-inspect")
    officer.inspect("Đếm tại thôn: ba hộ trên 41 hộ.", look="5-inspection")
    officer.visitor.reads("Đã lưu kết quả kiểm tra", "Không đạt", "Đếm tại thôn")
    officer.look("6-inspected")
    officer.act("Đề xuất thu hồi", Ý_kiến_đề_xuất="Đủ điều kiện thu hồi.")


def decide(troupe: Troupe, story: Story) -> str:
    """The council has voted; the leader signs, the clerk numbers and issues; gives the number."""
    story.vote()
    clerk, leader = troupe("vanphong", Player), troupe("phochutich", Player)
    clerk.at(story.id).act("Trình lãnh đạo UBND tỉnh")
    leader.at(story.id, look="7-to-sign").act("Ký quyết định thu hồi")
    clerk.at(story.id).act("Cấp số quyết định", look="8-number")
    clerk.act("Phát hành quyết định")
    clerk.look("9-issued")
    clerk.visitor.follow("Xem trong sổ quyết định")
    clerk.look("a-decision")
    number = clerk.visitor.title.removeprefix("Quyết định số ")
    clerk.visitor.follow("Sổ quyết định năm")
    clerk.visitor.reads(number, SILVER)
    clerk.look("b-book")
    return number


def read_the_register(reader: Player, unit: Any, number: str) -> None:
    reader.visitor.go(f"/register/{unit.id}").reads(
        f"Đã thu hồi ngày {today():%d/%m/%Y}", f"Quyết định thu hồi số {number}"
    )
    reader.look("c-unit")
    reader.visitor.go("/register?q=cham+khac+bac+muong+hum")
    reader.look("d-register")
