"""Finding units as people type: without diacritics, by former communes, in Vietnamese order."""

import pytest
from flask import Flask

from states.kinds import DossierBasis, Kind
from workflow.errors import NotFound
from workflow.extensions import new_id
from workflow.register import queries
from workflow.register.annex import bare_village, trade_of
from workflow.register.naming import patterns, search_key
from workflow.register.queries import Search
from workflow.text import nfc, vi_sort_key


def names(**asked: object) -> list[str]:
    return [unit.name for unit in queries.search_units(Search(**asked)).units]  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["y ty", "Y Tý", "Ý TÝ", "Y TY"])
def test_y_ty_is_found_however_it_is_typed(app: Flask, typed: str) -> None:
    with app.app_context():
        found = queries.search_units(Search(text=typed))
        assert found.total == 3
        assert {site.commune.name for unit in found.units for site in unit.sites} == {"Y Tý"}


def test_punctuation_and_the_stroke_of_d_do_not_matter(app: Flask) -> None:
    with app.app_context():
        assert names(text="may, tre dan") == names(text="mây tre đan") != []


def test_a_former_commune_finds_its_units_and_points_to_todays_commune(app: Flask) -> None:
    with app.app_context():
        assert names(text="nam pung") == ["Làng nghề nấu rượu thóc"]
        ((former, commune),) = queries.find_former_communes("Nậm Pung")
        assert (former.district, commune.full_name) == ("Huyện Bát Xát", "Xã Mường Hum")


def test_names_that_fold_alike_are_both_pointed_to_and_never_mixed(app: Flask) -> None:
    with app.app_context():
        pointed = {former.name: commune.name for former, commune in queries.find_former_communes("nam chay")}
        assert pointed == {"Nậm Chảy": "Mường Khương", "Nậm Chày": "Nậm Chày"}
        assert names(commune="03076") == ["Làng nghề nấu rượu truyền thống dân tộc Dao Đỏ"]


def test_filters_narrow_together(app: Flask) -> None:
    with app.app_context():
        assert len(names(kind="traditional_craft_village", group=2)) == 1
        assert queries.search_units(Search(year=2008)).total == 11
        assert names(text="ruou", commune="02728", year=2013) == ["Làng nghề nấu rượu thóc"]


def test_signs_of_the_query_language_are_only_text(app: Flask) -> None:
    with app.app_context():
        assert names(text="100%") == names(text="___") == names(text="' OR 1=1") == []


def test_the_list_is_in_vietnamese_order_and_comes_in_pages(app: Flask) -> None:
    with app.app_context():
        pages = [queries.search_units(Search(page=number)) for number in (1, 2, 3)]
        units = [unit for page in pages for unit in page.units]
        assert [len(page.units) for page in pages] == [30, 30, 1]
        assert (pages[0].total, pages[0].last, len({unit.id for unit in units})) == (61, 3, 61)
        assert [u.name for u in units] == sorted((u.name for u in units), key=vi_sort_key)
        assert queries.search_units(Search(page=99)).number == 3


def test_communes_stand_in_vietnamese_order(app: Flask) -> None:
    with app.app_context():
        listed = [commune.name for commune in queries.communes()]
        assert (len(listed), listed[:2]) == (99, ["A Mú Sung", "Âu Lâu"])
        assert listed == sorted(listed, key=vi_sort_key)
        assert queries.get_commune("02728").full_name == "Xã Mường Hum"
        with pytest.raises(NotFound):
            queries.get_commune("00000")


def test_every_commune_is_counted_once(app: Flask) -> None:
    with app.app_context():
        counts = {one.commune.name: one.count for one in queries.count_by_commune()}
        assert (len(counts), sum(counts.values())) == (99, 61)
        assert (counts["Mường Khương"], counts["Si Ma Cai"], counts["A Mú Sung"]) == (7, 6, 0)
        assert queries.count_by_kind() == {
            "craft_village": 23, "traditional_craft_village": 19, "traditional_craft": 19,
        }  # fmt: skip


def test_a_claimed_basis_is_proved_by_a_unit_of_its_kind_in_the_commune(app: Flask) -> None:
    with app.app_context():
        found = queries.find_recognition(Kind.TRADITIONAL_CRAFT, "thêu thổ cẩm", ["03013", "03037"])
        assert [proof.unit.trade for proof in found] == [
            "may thêu thổ cẩm", "may, thêu thổ cẩm", "chế biến thuốc tắm", "mây tre đan",
        ]  # fmt: skip
        proof = queries.earlier_recognition(found[0].unit.id, DossierBasis.FROM_TRADITIONAL_CRAFT)
        assert proof == "công nhận năm 2011 (phụ lục Kế hoạch, chưa có số quyết định)"
        assert queries.earlier_recognition(found[0].unit.id, DossierBasis.FROM_CRAFT_VILLAGE) is None
        assert queries.earlier_recognition(found[0].unit.id, DossierBasis.FULL) is None
        assert queries.earlier_recognition(new_id(), DossierBasis.FROM_CRAFT_VILLAGE) is None
        assert queries.find_recognition(Kind.CRAFT_VILLAGE, "dệt", []) == []


def test_words_are_looked_for_whole_but_the_last_as_typed() -> None:
    assert patterns("Y Tý") == ["% y %", "% ty%"]
    assert search_key([nfc("Mây, tre đan"), "Xã Y Tý"]) == " may tre dan xa y ty "


def test_the_trade_is_what_the_name_says_without_its_kind() -> None:
    assert trade_of("Làng nghề mây tre đan") == "mây tre đan"
    assert trade_of("Nghề may thêu thổ cẩm. (Sản phẩm: Trang phục)") == "may thêu thổ cẩm"
    assert trade_of("Trồng dâu, nuôi tằm") == "trồng dâu, nuôi tằm"


def test_a_village_is_compared_without_the_word_for_village() -> None:
    assert bare_village("Thôn Nậm Rịa") == bare_village("Nậm Rịa") == "nam ria"
