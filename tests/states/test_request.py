# ruff: noqa: E501 - a table is read in columns
"""Parts and declared facts: what each kind and basis needs, every blank at once, with where to go."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from states.declarations import blanks, faults, fields_of, sections_of
from states.kernel import Refused
from states.kinds import BASES_OF_KIND, DossierBasis, Kind
from states.parts import missing, needs_of
from states.request import SECTIONS, RequestAnswers, YearResult
from tests.states.paper import ANSWERS, OFFICER, TODAY, Paper, decide

CRAFT = ["TC-SUMMARY", "TC-AWARDS"]
VILLAGE = ["CV-HOUSEHOLDS", "CV-RESULTS", "CV-ENV"]
LNTT = Kind.TRADITIONAL_CRAFT_VILLAGE

# fmt: off
PAPERS: tuple[tuple[Kind, DossierBasis, list[str]], ...] = (
    (Kind.TRADITIONAL_CRAFT, DossierBasis.FULL,                   CRAFT),
    (Kind.CRAFT_VILLAGE,     DossierBasis.FULL,                   VILLAGE),
    (LNTT,                   DossierBasis.FULL,                   CRAFT + VILLAGE),
    (LNTT,                   DossierBasis.FROM_CRAFT_VILLAGE,     CRAFT),
    (LNTT,                   DossierBasis.FROM_TRADITIONAL_CRAFT, VILLAGE),
)
# fmt: on


@pytest.mark.parametrize(("kind", "basis", "codes"), PAPERS)
def test_the_papers_follow_from_kind_and_basis(kind: Kind, basis: DossierBasis, codes: list[str]) -> None:
    assert [need.codes[0] for need in missing(needs_of(kind, basis), ())] == codes
    assert [need.codes[0] for need in needs_of(kind, basis) if need.required] == codes


def test_a_description_stands_in_for_an_award() -> None:
    for code in ("TC-AWARDS", "TC-IDENTITY"):
        assert not missing(needs_of(Kind.TRADITIONAL_CRAFT, DossierBasis.FULL), {"TC-SUMMARY", code})
    left = missing(needs_of(Kind.TRADITIONAL_CRAFT, DossierBasis.FULL), {"TC-SUMMARY"})
    assert [need.title for need in left] == [
        (
            "Bản sao giấy chứng nhận, huy chương đã đạt được tại các cuộc thi, triển lãm hoặc "
            "bản mô tả đặc trưng mang bản sắc văn hóa dân tộc của nghề truyền thống"
        )
    ]


def test_an_artisan_paper_is_there_only_if_there_is_an_artisan() -> None:
    assert "TC-ARTISAN" in {need.codes[0] for need in needs_of(Kind.TRADITIONAL_CRAFT, DossierBasis.FULL)}


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_request_names_every_blank_with_where_to_go(kind: Kind) -> None:
    for basis in BASES_OF_KIND[kind]:
        found = blanks(kind, basis, RequestAnswers())
        assert len(found) == len(fields_of(kind, basis))
        assert {reason.where for reason in found} <= {f"wizard:{section}" for section in sections_of(kind, basis)}
        assert not blanks(kind, basis, ANSWERS)


def test_a_blank_is_named_as_the_screen_names_it() -> None:
    found = blanks(Kind.CRAFT_VILLAGE, DossierBasis.FULL, replace(ANSWERS, total_households=None))
    assert [reason.text for reason in found] == ["Chưa khai “Tổng số hộ trên địa bàn” ở mục “Danh sách hộ tham gia”."]
    assert found[0].basis is not None


def test_the_pages_follow_from_kind_and_basis() -> None:
    assert sections_of(LNTT, DossierBasis.FULL) == tuple(SECTIONS)
    assert "craft" not in sections_of(Kind.CRAFT_VILLAGE, DossierBasis.FULL)
    assert "households" not in sections_of(LNTT, DossierBasis.FROM_CRAFT_VILLAGE)


def test_a_site_needs_a_village_and_a_result_needs_two_years() -> None:
    wrong = replace(ANSWERS, sites=(("02728", " "),), results=(YearResult(2025, households=1),))
    found = blanks(Kind.CRAFT_VILLAGE, DossierBasis.FULL, wrong)
    assert [reason.where for reason in found] == ["wizard:unit", "wizard:results"]


def test_an_address_will_do_where_there_is_no_telephone() -> None:
    reachable = replace(ANSWERS, proposer_phone="", proposer_address="Nậm Pung")
    assert not blanks(Kind.CRAFT_VILLAGE, DossierBasis.FULL, reachable)


# fmt: off
FAULTS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"total_households": 0},                       "Tổng số hộ trên địa bàn phải lớn hơn 0."),
    ({"total_households": 40},                      "Danh sách có 41 hộ, nhiều hơn tổng số hộ trên địa bàn (40)."),
    ({"trade_group": 8},                            "Nhóm ngành nghề phải là một trong bảy nhóm của Nghị định."),
    ({"results": (YearResult(2025), YearResult(2025))}, "Có năm được khai kết quả hai lần; mỗi năm chỉ khai một dòng."),
    ({"results": (YearResult(2027),)},              "Không khai kết quả cho năm sau năm đề nghị (2026)."),
    ({"env_plan_on": date(2026, 12, 1)},            "Ngày phê duyệt phương án bảo vệ môi trường không được ở tương lai."),
    ({"first_known_year": 2027},                    "Năm nghề xuất hiện (2027) không được sau năm đề nghị (2026)."),
)
# fmt: on


@pytest.mark.parametrize(("change", "sentence"), FAULTS)
def test_what_cannot_be_true_is_said(change: dict[str, Any], sentence: str) -> None:
    found = list(faults(LNTT, DossierBasis.FULL, replace(ANSWERS, **change), 2026, TODAY))
    assert [reason.text for reason in found] == [sentence]


def test_only_a_traditional_craft_village_starts_from_an_earlier_recognition() -> None:
    found = list(faults(Kind.CRAFT_VILLAGE, DossierBasis.FROM_CRAFT_VILLAGE, ANSWERS, 2026, TODAY))
    assert [reason.text for reason in found] == ["Căn cứ đề nghị đã chọn không dùng cho làng nghề."]


def test_a_blank_total_is_a_blank_and_not_a_fault() -> None:
    assert not list(faults(Kind.CRAFT_VILLAGE, DossierBasis.FULL, RequestAnswers(), 2026, TODAY))


def test_papers_blanks_and_criteria_are_refused_together() -> None:
    with pytest.raises(Refused) as refusal:
        decide("present", Paper(attached=frozenset(), answers=RequestAnswers()), OFFICER)
    places = {str(reason.where).split(":")[0] for reason in refusal.value.reasons}
    assert places == {"parts", "wizard"}
    assert len(refusal.value.reasons) == 3 + 14 + 3


def test_a_claimed_basis_must_stand_in_the_register() -> None:
    case = Paper(kind=LNTT, basis=DossierBasis.FROM_CRAFT_VILLAGE)
    with pytest.raises(Refused, match="Không tìm thấy trong sổ quyết định"):
        decide("present", case, OFFICER)
    case.earlier_recognition = "QĐ 2458/QĐ-UBND"
    assert decide("present", case, OFFICER).dest == "commune_approval"
