"""Each section: saved, read again, refused in words when it cannot be read, and everything typed is kept."""

from datetime import date

import pytest

from states.declarations import sections_of
from states.kinds import BASES_OF_KIND, DossierBasis, Kind
from states.request import YearResult
from tests.pages import Page
from tests.wizard.conftest import Draft

UNIT = {
    "title": "Làng nghề đan lát Nậm Pung", "trade": "đan lát", "trade_group": "4",
    "sites-0-commune_code": "02728", "sites-0-village": "Thôn Nậm Pung", "sites-0-former_commune": "Nậm Pung",
    "sites-1-commune_code": "", "sites-1-village": "", "sites-1-former_commune": "",
}  # fmt: skip


def test_the_unit_and_its_places_are_saved_and_read_again(draft: Draft) -> None:
    assert draft.send("unit", **UNIT).status_code == 303
    assert draft.answers.unit_name == "Làng nghề đan lát Nậm Pung"
    assert draft.answers.sites == (("02728", "Thôn Nậm Pung"),)
    page = draft.page("unit")
    assert 'value="Thôn Nậm Pung"' in page.html


def test_the_proposer_is_saved_and_read_again(draft: Draft) -> None:
    draft.send("proposer", proposer_name="Lý A Sử", proposer_role="Trưởng thôn", proposer_phone="0912 345 678")
    assert (draft.answers.proposer_name, draft.answers.proposer_role) == ("Lý A Sử", "Trưởng thôn")
    assert draft.answers.proposer_phone == "0912 345 678"


def test_the_results_of_two_years_are_saved_and_read_again(draft: Draft) -> None:
    last = {"years-1-year": "2025", "years-1-households": "41", "years-1-revenue_vnd": "1.250.000.000 đ"}
    before = {
        "years-2-year": "2024",
        "years-2-households": "38",
        "years-2-workers": "70",
        "years-2-products": "gùi, mâm",
    }
    answer = draft.send("results", **{"years-0-year": "2026"} | last | before)
    assert answer.status_code == 303
    assert draft.answers.results == (
        YearResult(2025, 41, None, 1_250_000_000),
        YearResult(2024, 38, 70, None, "gùi, mâm"),
    )
    assert 'value="1.250.000.000"' in draft.page("results").html


def test_the_environment_is_saved_and_read_again(draft: Draft) -> None:
    typed = {"env_plan_number": "118/QĐ-UBND", "env_plan_on": "12/03/2025", "env_plan_by": "UBND xã Mường Hum"}
    assert draft.send("environment", **typed, self_management="Tổ tự quản Nậm Pung").status_code == 303
    assert draft.answers.env_plan_on == date(2025, 3, 12)
    assert 'value="12/03/2025"' in draft.page("environment").html


def test_the_craft_is_saved_with_a_rough_year(draft: Draft) -> None:
    draft.becomes(Kind.TRADITIONAL_CRAFT)
    told = "Các cụ kể lại.\n\nĐến nay vẫn làm."
    answer = draft.send("craft", first_known_year="khoảng năm 1960", still_developing="yes", history_text=told)
    assert answer.status_code == 303
    assert draft.answers.first_known_year == 1960
    assert draft.answers.first_known_note == "khoảng năm 1960"
    assert draft.answers.still_developing is True
    assert "Đến nay vẫn làm." in draft.page("craft").html


def test_decomposed_text_is_stored_composed(draft: Draft) -> None:
    draft.send("proposer", proposer_name="Ly\u0301 A Su\u031b\u0309")
    assert draft.answers.proposer_name == "Lý A Sử"


def test_a_blank_draft_may_be_saved_everywhere(draft: Draft) -> None:
    for section in ("proposer", "results", "environment", "households"):
        assert draft.send(section).status_code == 303, section


@pytest.mark.parametrize(
    ("section", "field", "typed", "said"),
    [
        ("environment", "env_plan_on", "31/02/2026", "Không có ngày"),
        ("environment", "env_plan_on", "hôm qua", "dạng ngày/tháng/năm"),
        ("environment", "env_plan_number", "9" * 61, "Không quá 60 ký tự"),
        ("proposer", "proposer_phone", "không có", "Số điện thoại"),
        ("results", "years-0-households", "bốn mươi", "số nguyên"),
        ("results", "years-0-year", "99", "Số phải từ"),
        ("households", "total_households", "một trăm", "số nguyên"),
        ("households", "total_households", "0", "không thể là 0"),
        ("unit", "trade_group", "9", "không có trong danh sách"),
    ],
)
def test_what_cannot_be_read_is_kept_and_explained(
    draft: Draft, section: str, field: str, typed: str, said: str
) -> None:
    before = draft.version
    page = Page(draft.send(section, **(UNIT if section == "unit" else {}) | {field: typed}))
    assert page.status == 422
    assert said in page.text
    assert "Chưa lưu được" in page.text
    assert f'value="{typed}"' in page.html or section == "unit"
    assert any(link == f"#{field}" for link in page.links.values())
    assert draft.version == before


def test_a_year_told_twice_is_pointed_out_on_its_line(draft: Draft) -> None:
    lines = {"years-0-year": "2025", "years-0-households": "4", "years-1-year": "2025", "years-1-households": "5"}
    page = Page(draft.send("results", **lines))
    assert page.status == 422
    assert "Năm 2025 đã có ở dòng trên" in page.text
    assert draft.answers.results == ()


def test_a_village_without_a_commune_is_asked_for_its_commune(draft: Draft) -> None:
    page = Page(draft.send("unit", **UNIT | {"sites-1-village": "Bản Xèo"}))
    assert page.status == 422
    assert "Hãy chọn xã, phường" in page.text
    assert 'value="Bản Xèo"' in page.html


def test_save_and_do_it_later_leads_to_the_dossier(draft: Draft) -> None:
    assert draft.send("proposer", go="later").location == f"/dossiers/{draft.id}"
    assert draft.send("proposer", go="next").location == draft.url("households")


@pytest.mark.parametrize(("kind", "basis"), [(kind, basis) for kind in Kind for basis in BASES_OF_KIND[kind]])
def test_each_kind_and_basis_has_the_sections_its_law_asks(draft: Draft, kind: Kind, basis: DossierBasis) -> None:
    draft.becomes(kind, basis)
    asked = sections_of(kind, basis)
    for section in ("basis", "unit", "proposer", "households", "results", "craft", "environment", "papers"):
        status = draft.client.get(draft.url(section)).status_code
        assert status == (200 if section in asked else 404), section
    assert draft.page().status == 200


def test_a_basis_of_another_kind_is_refused(draft: Draft) -> None:
    page = Page(draft.send("basis", kind="craft_village", basis="from_craft_village"))
    assert page.status == 422
    assert "chỉ dùng cho làng nghề truyền thống" in page.text


def test_an_unknown_section_is_not_found(draft: Draft) -> None:
    assert draft.client.get(draft.url("money")).status_code == 404
    assert draft.send("money").status_code == 404
