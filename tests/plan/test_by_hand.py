"""The annex put right by people: missing rows added, doubtful slips settled, and what was printed kept for ever."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from states.kernel import Forbidden, Refused
from tests.pages import Page
from tests.people import People
from tests.plan.counting import DAY, by_code, instant
from tests.register.decided import NAM_PUNG
from workflow.errors import Stale
from workflow.extensions import db
from workflow.plan.board import plan_board
from workflow.plan.trend import roads
from workflow.register.check import check_register
from workflow.register.models import Correction, PlanItem, PlanItemSite, Unit, UnitSite
from workflow.register.queries import Search, search_units
from workflow.register.rows_by_hand import NewRow, add_row, missing_rows
from workflow.register.slips import NewSlip, add_slip, settle

CRAFT = NewRow("C.I", "Nghề chạm bạc của người Dao đỏ", 2, 2014, (NAM_PUNG,), "Quyết định 1234/QĐ-UBND năm 2014")
TO_COME = NewRow("C.II", "Nghề làm khèn Mông", 2, 2028, (NAM_PUNG,), "Bản phụ lục đầy đủ")


def test_a_missing_row_is_added_and_counts_from_that_day(app: Flask, people: People) -> None:
    with app.app_context():
        officer, later = people.person(people("dept_officer")), DAY + timedelta(10)
        assert missing_rows() == {"C.I": 5, "C.II": 20}
        before = by_code(later)["1"]
        add_row(CRAFT, by=officer, on=later, at=instant(later))
        add_row(TO_COME, by=officer, on=later, at=instant(later))
        assert missing_rows() == {"C.I": 4, "C.II": 19}
        kept, renewed = by_code(later)["1"], by_code(later)["2"]
        assert (kept.numerator, kept.denominator) == (before.numerator + 1, before.denominator), "one promised is held"
        assert (renewed.numerator, renewed.denominator) == (0, 64)
        assert by_code(later - timedelta(1))["1"].rows == before.rows, "a day before is told as it was told then"
        item = db.session.scalars(select(PlanItem).where(PlanItem.key == "C.I.20")).one()
        assert (item.name_printed, item.plan_from, item.plan_until) == (CRAFT.name, 2026, 2030)
        assert search_units(Search(text="cham bac dao do")).total == 1, "it stands in the register"
        assert db.session.get(Unit, item.unit_id).recognised_year == 2014  # type: ignore[union-attr]
        groups = check_register().groups["C.I"]
        assert groups["2"] == {"plan": 3, "annex": 1}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (NewRow("A.II", "Làng nghề mới", 4, 2028, (NAM_PUNG,), "x"), "đã đủ số mục"),
        (NewRow("C.I", "Nghề mới", 4, 2027, (NAM_PUNG,), "x"), "Năm phải từ 1990 đến 2026"),
        (NewRow("C.II", "Nghề mới", 4, 2025, (NAM_PUNG,), "x"), "Năm phải từ 2026 đến 2030"),
        (NewRow("C.II", "Nghề mới", 4, 2028, (NAM_PUNG,), " "), "căn cứ"),
        (NewRow("C.I", "NGHỀ THUỐC TẮM NGƯỜI DAO ĐỎ", 1, 2014, (NAM_PUNG,), "x"), "đã ghi tên này"),
        (NewRow("C.II", "Nghề mới", 4, 2028, (), "x"), "xã, phường"),
    ],
)
def test_a_row_that_cannot_be_is_refused(app: Flask, people: People, row: NewRow, said: str) -> None:
    with app.app_context():
        if "THUỐC" in row.name:
            name = db.session.scalars(select(PlanItem.name).where(PlanItem.key == "C.I.18")).one()
            row = NewRow(row.section, name.upper(), row.trade_group, row.year, row.places, row.ground)
        with pytest.raises(Refused, match=said):
            add_row(row, by=people.person(people("dept_officer")), on=DAY, at=instant(DAY))
        with pytest.raises(Forbidden):
            add_row(TO_COME, by=people.person(people("commune_officer")), on=DAY, at=instant(DAY))
        assert missing_rows() == {"C.I": 5, "C.II": 20}


def doubt(key: str) -> Any:
    joined = select(Correction).join(PlanItem, PlanItem.id == Correction.plan_item_id)
    return db.session.scalars(joined.where(PlanItem.key == key, Correction.mark == "M")).one()


def test_a_commune_settles_what_is_doubtful_in_its_own_rows(app: Flask, people: People) -> None:
    with app.app_context():
        here, elsewhere = (people.person(people("commune_officer", commune=name)) for name in ("Tả Van", "Mường Hum"))
        department, slip = people.person(people("dept_officer")), doubt("C.I.11")
        unit_id, slip_id = db.session.get_one(PlanItem, slip.plan_item_id).unit_id, slip.id
        with pytest.raises(Forbidden):
            settle(slip_id, is_slip=True, by=elsewhere, on=DAY, at=instant(DAY))
        settle(slip_id, is_slip=True, by=here, on=DAY, at=instant(DAY))
        with pytest.raises(Stale, match="vừa xác nhận"):
            settle(slip_id, is_slip=False, by=department, on=DAY, at=instant(DAY))
        db.session.expire_all()
        villages = db.session.scalars(select(UnitSite.village).where(UnitSite.unit_id == unit_id)).all()
        assert any("Ý Lình Hồ" in village for village in villages), "the register follows its only source"
        printed = db.session.scalars(
            select(PlanItemSite.village_printed).where(PlanItemSite.plan_item_id == slip.plan_item_id)
        )
        assert any("Ý Linh Hồ" in village for village in printed)
        slip = db.session.get_one(Correction, slip_id)
        assert (slip.mark, slip.is_applied, slip.corrected_by, slip.corrected_on) == ("C", True, here.name, DAY)
        assert check_register().unknown == 0


def test_what_is_shown_is_corrected_and_what_was_printed_stays(app: Flask, people: People) -> None:
    with app.app_context():
        officer = people.person(people("dept_officer"))
        item = db.session.scalars(select(PlanItem).where(PlanItem.key == "A.II.25")).one()
        item_id, printed, name = item.id, item.name_printed, item.name
        with pytest.raises(Refused, match="đúng một lần"):
            add_slip(item_id, NewSlip("name", 0, "không có chữ này", "x", "y"), by=officer, on=DAY, at=instant(DAY))
        add_slip(
            item_id, NewSlip("name", 0, "mây tre đan", "đan mây tre", "Xã gọi"), by=officer, on=DAY, at=instant(DAY)
        )
        db.session.expire_all()
        item = db.session.get_one(PlanItem, item_id)
        assert (item.name_printed, item.name) == (printed, name.replace("mây tre đan", "đan mây tre"))
        leader = people.person(people("commune_leader"))
        with pytest.raises(Forbidden):
            add_slip(item_id, NewSlip("name", 0, "mây", "may", "z"), by=leader, on=DAY, at=instant(DAY))


def test_the_pages_of_the_annex(app: Flask, people: People) -> None:
    officer, commune = people.client(people("dept_officer")), people.client(people("commune_officer"))
    page = Page(officer.get("/plan/annex"))
    assert "thiếu 20 mục" in page.text
    assert "Ý Lình Hồ" in page.text
    assert "32 làng mới và 12 làng du lịch" in page.text
    assert "Bổ sung một mục" not in Page(commune.get("/plan/annex")).text
    assert commune.get("/plan/annex/add").status_code == 403
    data = {
        "section": "C.II", "name": "Nghề làm khèn Mông", "trade_group": "2", "year": "2028", "ground": "",
        "commune_1": "02728", "village_1": "Thôn Nậm Pung",
    }  # fmt: skip
    refused = officer.post("/plan/annex/add", data=data)
    assert refused.status_code == 422
    assert "Nghề làm khèn Mông" in Page(refused).html
    late = Page(officer.post("/plan/annex/add", data=data | {"ground": "Công văn 12", "year": "2019"}))
    assert late.status == 409
    assert "Năm phải từ 2026 đến 2030" in late.text
    assert officer.post("/plan/annex/add", data=data | {"ground": "Công văn 12"}).status_code == 303
    listed = Page(officer.get("/plan?section=C.II"))
    assert "bổ sung bằng tay" in listed.text
    assert "1 mục" in listed.text
    assert "C.II.1" in Page(commune.get("/plan")).text, "its commune is expected to begin it"


def test_slips_are_settled_and_corrected_on_pages(app: Flask, people: People) -> None:
    officer, commune = people.client(people("dept_officer")), people.client(people("commune_officer"))
    with app.app_context():
        slip, item = doubt("A.I.13").id, db.session.scalars(select(PlanItem.id).where(PlanItem.key == "A.II.25")).one()
    assert officer.post(f"/plan/annex/slips/{slip}", data={"answer": "perhaps"}).status_code == 404
    assert officer.post(f"/plan/annex/slips/{slip}", data={"answer": "right"}).status_code == 303
    address = f"/plan/annex/items/{item}/correct"
    typed = {"where": "name-0", "printed": "Hà Nhì", "corrected": "Hà Nhì Đen", "ground": "Xã báo"}
    assert "in trong Kế hoạch" not in Page(officer.get(address)).h1
    assert officer.post(address, data=typed | {"printed": "Xa Phó"}).status_code == 409
    assert officer.post(address, data=typed).status_code == 303
    assert "Hà Nhì Đen" in Page(officer.get("/plan?q=ha+nhi+den")).text
    assert commune.post(address, data=typed).status_code in (403, 409)


def test_every_number_of_the_board_is_the_length_of_its_list(app: Flask, people: People) -> None:
    """Followed as a reader would: each linked number, and how many rows the list behind it says it has."""
    for who in (people("dept_officer"), people("commune_officer")):
        browser = people.client(who)
        board = Page(browser.get("/plan/board"))
        links = [a for a in board.all("a") if (a.get("href") or "").startswith("/plan?")]
        links += [a for a in board.all("a") if (a.get("href") or "") == "/plan" and (a.text or "").isdigit()]
        assert len(links) > (100 if who.username.startswith("dept") else 5)
        for a in links[:: 7 if who.username.startswith("dept") else 1]:
            assert f"{a.text} mục" in Page(browser.get(a.get("href") or "")).text, a.get("href")


def test_the_board_tells_what_the_annex_lacks_and_what_is_late(app: Flask, people: People) -> None:
    someone = people("province_leader")
    now = Page(people.client(someone).get("/plan/board")).text
    assert "phụ lục thiếu 20" in now
    assert "phụ lục thiếu 5" in now
    with app.app_context():
        person = people.person(someone)
        open_rows = db.session.scalars(select(PlanItem.plan_until).where(PlanItem.unit_id.is_(None))).all()
        for year in (2026, 2027, 2029, 2031):
            board = plan_board(person, date(year, 6, 1))
            assert board.whole.counts["late"] == sum(until < year for until in open_rows)
            assert sum(line.counts[""] for line in board.sections) == board.whole.total == 105
            assert {line.name: line.total for line in board.years} == {
                "2026": 11, "2027": 4, "2028": 9, "2029": 6, "2030": 14,
            }  # fmt: skip


def test_the_road_to_the_end_of_the_plan(app: Flask, people: People) -> None:
    with app.app_context():
        by_code = {road.measured.indicator.code: road for road in roads(date(2026, 12, 31))}
        tourism = by_code["3"]
        assert tourism.years == (2025, 2026, 2027, 2028, 2029, 2030)
        assert tourism.reached == (Decimal("0.0"), Decimal("0.0"), None, None, None, None)
        assert [str(each) for each in tourism.needed] == ["None", "0.0", "18.8", "37.5", "56.2", "75.0"]
        assert (tourism.years_left, tourism.pace) == (Decimal("4.0"), Decimal("8.0"))
        assert by_code["5"].pace is None, "nothing is known of workers"
        assert {road.pace for road in roads(date(2031, 1, 1))} == {None}
    page = Page(people.client(people("dept_leader")).get("/plan/indicators/trend?on=31/12/2026&villages=D2"))
    assert "cần thêm 8,0 làng nghề mỗi năm" in page.text
    assert people.client(people("dept_leader")).get("/plan/indicators/trend?on=99/99/2026").status_code == 422
