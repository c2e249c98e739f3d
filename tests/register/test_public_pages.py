"""What anybody may read: home, the register, a unit, the guide, the privacy notice."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.pages import Page
from tests.people import People
from tests.register.decided import decide, dossier, item_id
from workflow.extensions import db, new_id
from workflow.register.models import PlanItem, Unit
from workflow.transactions import writing

SVG = "{http://www.w3.org/2000/svg}"
Read = Callable[[Any], Page]


def unit_of(app: Flask, key: str) -> str:
    with app.app_context():
        return str(db.session.scalars(select(PlanItem.unit_id).where(PlanItem.key == key)).one())


def test_home_asks_for_the_code_and_counts_from_the_register(client: FlaskClient, page: Read) -> None:
    home = page(client.get("/"))
    assert home.h1 == "Hồ sơ của Ông/Bà đang ở đâu?"
    assert "61 làng nghề, nghề truyền thống trong danh bạ" in home.text
    assert {"code", "secret"} <= {field.get("name") for field in home.all("input")}
    tiles = {tile.get("aria-label"): tile.get("href") for tile in home.all(f"{SVG}a")}
    assert tiles["Xã Mường Khương: 7"] == "/register?commune=02761"
    assert (len(home.all(f"{SVG}polygon")), len(tiles)) == (99, 32)


def test_the_map_counts_only_what_is_still_recognised(app: Flask, client: FlaskClient, page: Read) -> None:
    gone = unit_of(app, "A.I.9")
    with app.app_context(), writing() as session:
        found = session.scalars(select(Unit).where(Unit.name == "Làng nghề làm hương đốt")).one()
        found.status, found.revoked_on = "revoked", date(2026, 12, 1)
    assert "60 làng nghề" in page(client.get("/")).text
    assert "Đã thu hồi ngày 01/12/2026" in page(client.get(f"/register/{gone}")).text
    assert "Làng nghề làm hương đốt" not in page(client.get("/register?q=huong dot")).text


def test_the_register_is_searched_without_diacritics(client: FlaskClient, page: Read) -> None:
    found = page(client.get("/register?q=y ty"))
    assert "3 làng nghề, nghề truyền thống" in found.text
    assert "Thôn Ngải Trỏ" in found.text
    assert "Thôn Lùng Trù" not in found.text


def test_a_former_name_leads_to_todays_commune(client: FlaskClient, page: Read) -> None:
    found = page(client.get("/register?q=Nậm Chảy"))
    assert found.links["Xã Mường Khương"] == "/register?commune=02761"
    assert "Nậm Chảy (Huyện Mường Khương cũ) nay thuộc" in found.text


def test_an_empty_answer_says_what_to_do(client: FlaskClient, page: Read) -> None:
    found = page(client.get("/register?q=khong co gi&kind=craft_village"))
    assert "Không có làng nghề nào khớp" in found.text
    assert found.links["Xem tất cả"] == "/register"


@pytest.mark.parametrize(
    "address",
    ["?page=0", "?page=-1", "?page=x", "?group=99", "?year=abc", "?kind=x", "?commune=zzzzzz", "?q=%25_%27%22<b>"],
)
def test_an_odd_address_is_read_as_far_as_it_goes(client: FlaskClient, page: Read, address: str) -> None:
    assert page(client.get(f"/register{address}")).status == 200


def test_pages_of_the_register_keep_the_question(client: FlaskClient, page: Read) -> None:
    first = page(client.get("/register?q=lang"))
    assert first.links["Trang sau"] == "/register?q=lang&page=2"
    assert "trang 2/2" in page(client.get("/register?q=lang&page=2")).text


def test_a_unit_shows_its_place_year_and_rows_of_the_plan(app: Flask, client: FlaskClient, page: Read) -> None:
    seen = page(client.get(f"/register/{unit_of(app, 'A.I.20')}"))
    assert seen.h1 == "Làng nghề chế tác thủ công đá mỹ nghệ"
    assert "Thôn 1, xã Tân Lĩnh" in seen.text.replace(" ,", ",")
    assert "số quyết định chưa có trong danh bạ" in seen.text
    assert "A.III.9" in seen.text


def test_a_new_unit_shows_its_decision(app: Flask, client: FlaskClient, page: Read, people: People) -> None:
    officer = people("commune_officer")
    with app.app_context():
        entered = decide(dossier(officer, "A.II.25"), plan_item_id=item_id("A.II.25"))
    seen = page(client.get(f"/register/{entered.unit_id}"))
    assert "15/12/2026 Quyết định công nhận số 2458/QĐ-UBND" in seen.text
    assert "Nguyễn Văn A" in seen.text
    assert "in trong Kế hoạch: Làng nghề mây tre đan dân tộc Hà Nhi" in seen.text


def test_an_unknown_unit_is_not_found(client: FlaskClient, page: Read) -> None:
    assert page(client.get(f"/register/{new_id()}")).status == 404


def test_the_table_beside_the_map_lists_every_commune(client: FlaskClient, page: Read) -> None:
    assert client.get("/register/communes").location == "/register/map"
    table = page(client.get("/register/map"))
    assert len(table.all("tr")) == 1 + 99 + 1
    assert "Xã Si Ma Cai 6" in table.text
    assert "Cả tỉnh 61" in table.text


def test_the_guide_is_told_by_the_law(client: FlaskClient, page: Read) -> None:
    told = page(client.get("/guide")).text
    for sentence in (
        "Thời hạn: 30 ngày làm việc",
        "Có mặt tại địa phương trên 50 năm",
        "Tối thiểu 20 % tổng số hộ",
        "Danh sách các hộ tham gia hoạt động ngành nghề nông thôn",
        "Nghề đã được công nhận là nghề truyền thống",
        "Sản xuất muối",
    ):
        assert sentence in told


def test_the_privacy_notice_names_who_answers_and_what_is_never_asked(client: FlaskClient, page: Read) -> None:
    told = page(client.get("/privacy")).text
    for sentence in (
        "Sở Nông nghiệp và Môi trường tỉnh Lào Cai",
        "02 ngày làm việc",
        "không bao giờ công khai",
        "không hỏi số căn cước",
    ):
        assert sentence in told


def test_an_empty_register_says_what_would_fill_it(app: Flask, client: FlaskClient, page: Read) -> None:
    with app.app_context(), writing() as session:
        session.execute(update(Unit).values(status="revoked", revoked_on=date(2026, 1, 1)))
    assert "Danh bạ chưa có làng nghề nào" in page(client.get("/")).text
