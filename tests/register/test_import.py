"""The annex comes in whole or not at all, once, and as printed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from tests.register.annex_folder import spoiled
from workflow.extensions import db
from workflow.register.annex_files import BadAnnex
from workflow.register.importer import import_annex, import_places
from workflow.register.models import Commune, Correction, FormerCommune, PlanItem, PlanItemSite, Unit, UnitSite
from workflow.transactions import writing

DAY = date(2026, 11, 23)
TABLES = (Commune, FormerCommune, PlanItem, PlanItemSite, Correction, Unit, UnitSite)


def everything() -> dict[str, list[Any]]:
    return {
        table.__tablename__: sorted(map(repr, db.session.execute(select(*table.__table__.columns)))) for table in TABLES
    }


def how_many(table: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def item(key: str) -> PlanItem:
    return db.session.scalars(select(PlanItem).where(PlanItem.key == key)).one()


def test_the_whole_annex_is_there_after_the_installation(app: Flask) -> None:
    with app.app_context():
        assert [how_many(table) for table in TABLES] == [99, 319, 105, 107, 31, 61, 61]


def test_importing_again_changes_nothing(app: Flask) -> None:
    with app.app_context():
        before = everything()
        done = import_annex(date(2027, 1, 1))
        assert (done.added, done.differing) == ({}, [])
        assert import_places() == 0
        assert everything() == before


def test_importing_after_half_completes_the_rest_and_keeps_what_is_there(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            lost = session.scalars(select(PlanItem.id).where(PlanItem.section == "A.II")).all()
            session.execute(delete(Correction).where(Correction.plan_item_id.in_(lost)))
            session.execute(delete(PlanItemSite).where(PlanItemSite.plan_item_id.in_(lost)))
            session.execute(delete(PlanItem).where(PlanItem.id.in_(lost)))
            session.execute(update(Unit).where(Unit.name == "Làng nghề làm hương đốt").values(trade="sửa bởi người"))
        done = import_annex(DAY)
        assert done.added == {"plan_item": 32}
        assert (how_many(PlanItem), how_many(PlanItemSite), how_many(Unit)) == (105, 107, 61)
        assert db.session.scalars(select(Unit.name).where(Unit.trade == "sửa bởi người")).all() == [
            "Làng nghề làm hương đốt"
        ]


def test_what_is_printed_is_kept_beside_what_is_shown(app: Flask) -> None:
    with app.app_context():
        row = item("A.II.25")
        assert row.name_printed == "Làng nghề mây tre đan dân tộc Hà Nhi"
        assert row.name == "Làng nghề mây tre đan dân tộc Hà Nhì"
        assert row.location_printed == "Nậm Pung, xã Mường Hum"


def test_only_sure_corrections_are_shown_and_doubtful_ones_wait(app: Flask) -> None:
    with app.app_context():
        sure, doubtful = item("B.I.12"), item("A.I.13")
        sites = {site.plan_item_id: site for site in db.session.scalars(select(PlanItemSite))}
        assert (sites[sure.id].former_commune, sites[sure.id].commune_code) == ("Y Tý", "02701")
        assert sites[sure.id].commune_printed == "Ý Tý"
        assert sites[doubtful.id].village == "Thôn Trục Thanh"
        waiting = db.session.scalars(select(Correction).where(Correction.plan_item_id == doubtful.id)).one()
        assert (waiting.corrected, waiting.is_applied, waiting.mark) == ("Trực Thanh", False, "M")
        assert all(db.session.scalars(select(Correction.ground)))


def test_nam_chay_of_muong_khuong_is_not_todays_commune_of_that_folded_name(app: Flask) -> None:
    with app.app_context():
        site = db.session.scalars(select(PlanItemSite).where(PlanItemSite.plan_item_id == item("B.I.2").id)).one()
        other = db.session.scalars(select(PlanItemSite).where(PlanItemSite.plan_item_id == item("B.I.4").id)).one()
        assert (site.former_commune, site.commune_code) == ("Nậm Chảy", "02761")
        assert (other.former_commune, other.commune_code) == ("Dần Thàng", "03076")
        assert db.session.get(Commune, "03076").name == "Nậm Chày"  # type: ignore[union-attr]


def test_tourism_rows_of_recognised_villages_mean_those_villages(app: Flask) -> None:
    with app.app_context():
        pairs = {"A.III.9": "A.I.20", "A.III.10": "A.I.22", "A.III.11": "A.I.16", "A.III.12": "A.I.21"}
        assert {key: item(key).unit_id for key in pairs} == {key: item(of).unit_id for key, of in pairs.items()}
        assert item("A.III.6").unit_id is None
        assert item("A.III.9").link_ground.startswith("Cùng làng nghề")


def test_the_year_of_what_is_maintained_is_the_whole_period(app: Flask) -> None:
    with app.app_context():
        kept, new = item("A.I.1"), item("A.II.25")
        assert (kept.plan_from, kept.plan_until, kept.plan_year_printed) == (2026, 2030, 2029)
        assert (new.plan_from, new.plan_until) == (2026, 2026)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("annex.csv", "A.I,2,", "A.I,1,", "annex.csv, dòng 3: mục A.I.1 bị lặp"),
        ("annex.csv", "2009,1,2029", "2009,8,2029", "nhóm ngành nghề phải là số từ 1 đến 7"),
        ("annex.csv", "2010,1,2029,craft_village", "2010,1,2029,traditional_craft", "không hợp phần A.I"),
        ("annex.csv", "2008,1,2029", "khoảng 2008,1,2029", "năm công nhận phải là số"),
        ("annex_sites.csv", "Mường Hum,Mường Hum,02728", "Mường Hum,Muong Hum,02728", "“Muong Hum” không phải tên"),
        ("annex_sites.csv", "A.II,25,1", "A.II,99,1", "không có mục A.II.99"),
        ("annex_sites.csv", "Nậm Cháy", "Nậm Chày", "“Nậm Cháy” không có đúng một lần"),
        ("corrections.csv", "A.I,10,1,old_commune,Ý Tý,Y Tý,F", "A.I,10,1,old_commune,Ý Tý,Y Tý,X", "mức chắc chắn"),
        ("plan_links.csv", "A.III,9,A.I,20", "A.III,9,A.II,20", "chỉ nối một mục mới"),
        ("annex.csv", "section,no,name", "phan,no,name", "thiếu cột section"),
    ],
)
def test_a_bad_file_is_refused_whole_with_its_line(
    app: Flask, tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    folder = spoiled(tmp_path, name, old, new)
    with app.app_context():
        before = everything()
        with pytest.raises(BadAnnex) as refused:
            import_annex(DAY, folder=folder)
        assert any(told in problem for problem in refused.value.problems), refused.value.problems
        assert everything() == before


def test_every_fault_of_the_files_is_told_at_once(app: Flask, tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "annex.csv", "A.I,2,", "A.I,1,")
    (folder / "plan_links.csv").unlink()
    with app.app_context(), pytest.raises(BadAnnex) as refused:
        import_annex(DAY, folder=folder)
    assert len(refused.value.problems) > 2


def test_a_row_printed_otherwise_than_kept_is_told_and_left(app: Flask, tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "annex.csv", "A.II,8,Làng nghề dệt thổ cẩm", "A.II,8,Làng nghề dệt thổ cẩm mới")
    with app.app_context():
        assert import_annex(DAY, folder=folder).differing == ["A.II.8"]
        assert item("A.II.8").name_printed == "Làng nghề dệt thổ cẩm"


def test_missing_rows_may_be_added_to_the_files_later(app: Flask, tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "plan_links.csv", "section,no", "section,no")
    with (folder / "annex.csv").open("a", encoding="utf-8") as annex:
        annex.write("C.II,1,Nghề làm khèn,xã Púng Luông,,2,2027,traditional_craft,develop_new\n")
    with (folder / "annex_sites.csv").open("a", encoding="utf-8") as sites:
        sites.write("C.II,1,1,,,Púng Luông,04492\n")
    with app.app_context():
        assert import_annex(DAY, folder=folder).added == {"plan_item": 1}
        assert item("C.II.1").trade == "làm khèn"
