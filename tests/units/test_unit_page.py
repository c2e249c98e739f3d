"""The page of a unit: one line of time, its address as a QR, and the file that officers read beside it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from states.achievements import Achievement
from tests.consents.desk import Desk
from tests.pages import Page
from tests.people import People
from tests.plan.counting import instant, keepers, new
from tests.support.desk import Application, fund_line, unit_named
from workflow.achievements import services as achievements
from workflow.extensions import db
from workflow.register.models import FormerCommune, Unit
from workflow.support.models import Commitment, SupportRequest
from workflow.transactions import writing
from workflow.wall_clock import now, today

__all__ = ["keepers"]
Read = Callable[[Any], Page]
DAY = date(2026, 3, 2)


def grant(app: Flask, application: Application, amount: int, establishment: str) -> None:
    """The province grants money, and it is promised from a programme."""
    line = fund_line(app, 100_000_000, programme="Khuyến công 2026")
    with app.app_context(), writing() as session:
        row = session.get(SupportRequest, application.id)
        assert row is not None
        row.granted, row.requested, row.establishment = amount, amount, establishment
        promised = {"dossier_id": row.dossier_id, "fund_line_id": line, "amount": amount, "by": application.officer.id}
        session.execute(insert(Commitment), promised | {"at": now()})


def test_the_history_is_one_line_of_time(
    app: Flask, people: People, client: FlaskClient, page: Read, keepers: dict[Achievement, Any]
) -> None:
    application = Application(app, people).begin()
    application.fill()
    unit_id = unit_named(app)
    grant(app, application, 50_000_000, "HTX chạm bạc Séo Pờ Hồ")
    with app.app_context():
        for kind, keeper in keepers.items():
            achievements.add(kind, new(kind, unit_id, DAY), by=keeper, on=today(), at=instant(DAY))
    seen = page(client.get(f"/register/{unit_id}"))
    for words in (
        "Được hỗ trợ: Xúc tiến thương mại", "Khuyến công 2026", "Ngân sách tỉnh", "Sản phẩm OCOP: Chè Shan Suối Giàng",
        "có giá trị đến 01/03/2029", "Được công nhận",
    ):  # fmt: skip
        assert words in seen.text, words
    for hidden in ("HTX chạm bạc", "Lý A Sử", "0912", "50.000.000"):
        assert hidden not in seen.html, hidden
    times = [str(node.get("datetime")) for node in seen.all("time")]
    assert times == sorted(times, key=lambda when: (when[:4], len(when) > 4, when), reverse=True)
    with app.app_context(), writing() as session:
        session.get_one(SupportRequest, application.id).establishment = session.get_one(Unit, unit_id).name
    assert "50.000.000 đồng" in page(client.get(f"/register/{unit_id}")).text, "what the village itself received"


def test_officers_read_the_file_each_as_far_as_they_see(app: Flask, people: People, page: Read) -> None:
    application = Application(app, people).begin()
    application.fill()
    grant(app, application, 50_000_000, "HTX chạm bạc")
    file = f"/register/{unit_named(app)}/file"
    own = page(people.client(application.officer).get(file)).text
    assert "50.000.000" in own
    assert "Kiểm tra môi trường" in own
    for role, kind in (("consulted_officer", "finance"), ("dept_leader", "")):
        other = page(people.client(people(role, kind=kind)).get(file)).text
        assert "50.000.000" not in other, "a draft belongs to its commune"
    assert app.test_client().get(file).status_code in (302, 303, 401)


def test_the_address_is_drawn_as_a_qr(app: Flask, people: People, client: FlaskClient, page: Read) -> None:
    desk = Desk(app, people)
    seen = page(client.get(desk.here))
    assert f"{app.config['PUBLIC_BASE_URL']}{desk.here}" in seen.text
    assert any(node.get("role") == "img" and "QR" in str(node.get("aria-label")) for node in seen.all("span"))


def test_products_are_kept_by_the_commune_and_withdrawn_not_deleted(app: Flask, people: People, page: Read) -> None:
    desk = Desk(app, people)
    products, stranger = f"{desk.here}/products", app.test_client()
    typed = {"name": "Vòng bạc", "description": "Chạm tay", "raw_material": "Bạc"}
    assert desk.client.post(products, data=typed | {"name": ""}).status_code == 422
    assert people.client(people("commune_officer", commune="Y Tý")).post(products, data=typed).status_code == 403
    assert desk.client.post(products, data=typed).status_code == 303
    assert desk.client.post(products, data=typed).status_code == 409, "a double click is one row"
    assert "Nguyên liệu: Bạc" in page(stranger.get(desk.here)).text
    (made,) = [
        str(form.get("action"))
        for form in page(desk.client.get(products)).all("form")
        if "withdraw" in str(form.get("action"))
    ]
    assert desk.client.post(made, data={"why": "Thôi làm"}).status_code == 303
    assert "Vòng bạc" not in page(stranger.get(desk.here)).text
    assert "Thôi làm" in page(desk.client.get(products)).text


@pytest.mark.parametrize("typed", ["nam pung", "Nậm Pung", "NẬM PUNG", "Na\u0302\u0323m Pung"])
def test_a_former_commune_is_found_however_it_is_typed(client: FlaskClient, page: Read, typed: str) -> None:
    found = page(client.get("/register", query_string={"q": typed}))
    assert "Nậm Pung" in found.text
    assert "nay thuộc Xã Mường Hum" in found.text


def test_a_name_with_its_marks_means_that_name_alone(app: Flask, client: FlaskClient, page: Read) -> None:
    """Nậm Chảy was a commune of Mường Khương; Nậm Chày is one of today, and was one before."""
    bare, marked, today_s = (
        page(client.get("/register", query_string={"q": typed})).text for typed in ("nam chay", "Nậm Chảy", "Nậm Chày")
    )
    assert "Nậm Chảy (Huyện Mường Khương cũ) nay thuộc" in bare
    assert "Nậm Chảy (Huyện Mường Khương cũ) nay thuộc" in marked
    assert "Nậm Chảy (Huyện Mường Khương cũ) nay thuộc" not in today_s
    with app.app_context():
        former = db.session.scalars(select(FormerCommune.name).where(FormerCommune.search_key == "nam chay")).all()
    assert "Nậm Chảy" in former
