"""Following up on the environment at a desk and on a phone: what the commune reads, and a trip taken by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from states.checklist import ItemResult
from states.environment import current_checklist
from states.inspecting import items_of_an_establishment
from tests.browser.conftest import Enter
from tests.people import Someone
from tests.story import Story
from workflow.appraisal.services import DraftAnswer
from workflow.dossiers.environment.households import take_households
from workflow.environment import plans, pollution
from workflow.environment.inspections import DraftInspection, record_inspection
from workflow.environment.models import Establishment
from workflow.environment.plans import NewPlan
from workflow.environment.pollution import Asked
from workflow.extensions import db
from workflow.wall_clock import now, today

pytestmark = pytest.mark.browser
MET, NOT_MET = DraftAnswer(ItemResult.MET), ItemResult.NOT_MET


@pytest.fixture
def followed(app: Flask, story: Story) -> Story:
    """A recognised unit with producers, inspections, plans and something to put right; a dossier to be visited."""
    story.up_to("recognised")
    unit, codes = story.row.unit_id, [item.code for item in items_of_an_establishment(current_checklist(today()))]

    def done(role: str, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        someone: Someone = story.who(role)
        with app.app_context():
            return act(*args, by=story.people.person(someone), on=today(), at=now(), **more)

    done("commune_officer", take_households, unit)
    with app.app_context():
        houses = db.session.scalars(select(Establishment.id).where(Establishment.unit_id == unit).limit(4)).all()
    amiss = DraftAnswer(NOT_MET, "", "Đào rãnh thu nước, lắp lưới chắn rác", today() + timedelta(days=6))
    for number, house in enumerate(houses):
        answers = dict.fromkeys(codes, MET) | ({codes[0]: amiss} if number == 0 else {})
        done("env_appraiser", record_inspection, house, DraftInspection(today(), answers), seen_version=1)
    new = NewPlan("41/QĐ-UBND", date(today().year - 5, 12, 31), "Chủ tịch UBND xã Mường Hum")
    done("commune_officer", plans.add_plan, unit, new)
    asked = Asked(unit, "Dân phản ánh nước suối đổi màu sau mỗi lần nhuộm.", today() + timedelta(days=20))
    done("commune_leader", pollution.ask, asked)
    other = Story(app, story.people).draft()
    other.cast |= story.cast
    other.up_to("environmental_appraisal")
    other.appraise(ENV_V08="needs_site_visit")
    return story


def test_the_pages_of_the_commune(enter: Enter, followed: Story) -> None:
    visitor = enter("canbo.muonghum", screens="environment")
    unit = f"/environment/units/{followed.row.unit_id}"
    visitor.go("/environment").look("commune-units")
    visitor.go(unit).look("commune-unit")
    visitor.go(f"{unit}/establishments/new").look("commune-new-household")
    visitor.go(f"{unit}/plans/new").look("commune-new-plan")
    visitor.go("/environment/plans").look("commune-plans")
    visitor.go(unit).page.locator("table a").first.click()
    visitor.look("commune-household")
    visitor.go("/environment/remedies").look("commune-remedies")
    visitor.page.locator("main table a").first.click()
    visitor.look("commune-remedy")
    visitor.write("Đã khắc phục thế nào", "Đã đào rãnh dài 12 m, có lưới chắn rác.")
    visitor.press("Báo đã khắc phục")
    visitor.reads("Chờ Sở kiểm tra, xác nhận")


def test_a_trip_is_planned_held_and_read(enter: Enter, followed: Story) -> None:
    visitor = enter("thamdinh", screens="environment")
    visitor.go("/environment/visits").look("appraiser-visits")
    visitor.reads("Bát Xát", "ENV-V08", "Dân phản ánh nước suối đổi màu")
    for box in visitor.page.locator(".stops input").all():
        box.check()
    visitor.write("Ngày đi", f"{today():%d/%m/%Y}")
    visitor.press("Lên lịch, báo các xã")
    visitor.look("appraiser-trip")
    visitor.follow("Danh sách điểm để in")
    visitor.look("appraiser-trip-sheet")
    visitor.page.go_back()
    for box in visitor.page.get_by_label("đã kiểm tra", exact=True).all():
        box.check()
    visitor.write("Biên bản của chuyến đi", "Đã tới từng điểm.")
    visitor.press("Kết thúc chuyến kiểm tra")
    visitor.reads("Đã kết thúc", "Đã tới từng điểm.")
    visitor.look("appraiser-trip-held")
    visitor.go("/environment/requests").look("appraiser-requests")
    visitor.page.locator("main table a").first.click()
    visitor.press("Nhận yêu cầu")
    visitor.look("appraiser-request")
    visitor.go(f"/environment/units/{followed.row.unit_id}").page.locator("table a").first.click()
    visitor.follow("Ghi kết quả kiểm tra")
    visitor.look("appraiser-inspection")
    visitor.go(f"/register/{followed.row.unit_id}").look("register-unit")
