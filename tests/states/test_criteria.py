# ruff: noqa: E501 - a table is read in columns
"""The criteria of art. 5, computed: exact at the threshold, and in words a commune can act on."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from states.criteria import Claim, claims, criteria_for, household_share, households_needed, stable_years
from states.kinds import DossierBasis, Kind
from states.numbers import vn_number, vn_percent
from states.request import RequestAnswers, YearResult
from tests.states.paper import ANSWERS, Paper


def claim(code: str, kind: Kind, **answers: Any) -> Claim:
    case = Paper(kind=kind, answers=replace(ANSWERS, **answers))
    return next(found for found in claims(case) if found.code == code)


def share(listed: int, total: int | None) -> Claim:
    return claim("LN-A", Kind.CRAFT_VILLAGE, households=listed, total_households=total)


# fmt: off
SHARES: tuple[tuple[int, int | None, bool, str, str], ...] = (
    (41, 118,  True,  "34,7 % (41/118 hộ)",        ""),
    (20, 100,  True,  "20 % (20/100 hộ)",          ""),
    (19, 95,   True,  "20 % (19/95 hộ)",           ""),
    (19, 96,   False, "19,7 % (19/96 hộ)",         "Còn thiếu 1 hộ."),
    (72, 84,   True,  "85,7 % (72/84 hộ)",         ""),
    (1999, 10000, False, "19,9 % (1.999/10.000 hộ)", "Còn thiếu 1 hộ."),
    (0, 50,    False, "0 % (0/50 hộ)",             "Còn thiếu 10 hộ."),
    (5, 0,     False, "5/0 hộ",                    "Tổng số hộ phải lớn hơn 0."),
    (0, 0,     False, "0/0 hộ",                    "Tổng số hộ phải lớn hơn 0."),
    (9, 8,     False, "9/8 hộ",                    "Tổng số hộ không được nhỏ hơn số hộ có tên trong danh sách."),
    (9, None,  False, "9 hộ có tên trong danh sách", "Khai tổng số hộ trên địa bàn."),
)
# fmt: on


@pytest.mark.parametrize(("listed", "total", "met", "declared", "gap"), SHARES)
def test_a_fifth_of_the_households(listed: int, total: int | None, met: bool, declared: str, gap: str) -> None:
    found = share(listed, total)
    assert (found.met, found.declared, found.gap) == (met, declared, gap)


def test_the_households_needed_are_the_least_that_reach_a_fifth() -> None:
    for total in range(1, 300):
        needed = households_needed(total)
        assert Fraction(needed, total) >= Fraction(1, 5) > Fraction(needed - 1, total)


def test_the_share_is_exact() -> None:
    assert household_share(ANSWERS) == Fraction(41, 118)
    assert household_share(RequestAnswers()) is None


@pytest.mark.parametrize(("first", "met"), [(1975, True), (1976, False), (1977, False), (2026, False)])
def test_a_craft_is_more_than_fifty_years_old(first: int, met: bool) -> None:
    found = claim("NTT-A", Kind.TRADITIONAL_CRAFT, first_known_year=first)
    assert found.met is met
    assert found.declared.startswith(f"{2026 - first} năm (từ khoảng năm {first} đến năm 2026)")


def test_fifty_years_exactly_lack_one() -> None:
    assert claim("NTT-A", Kind.TRADITIONAL_CRAFT, first_known_year=1976).gap == "Còn thiếu 1 năm."


def test_a_craft_must_still_be_alive() -> None:
    dead = claim("NTT-A", Kind.TRADITIONAL_CRAFT, still_developing=False)
    assert (dead.met, dead.gap) == (False, "Nghề không còn phát triển tại thời điểm đề nghị.")
    blank = claim("NTT-A", Kind.TRADITIONAL_CRAFT, still_developing=None, first_known_year=None)
    assert blank.gap == ("Khai năm nghề xuất hiện tại địa phương; khai nghề có đang tiếp tục phát triển hay không.")


def test_identity_and_artisans_are_described() -> None:
    assert claim("NTT-B", Kind.TRADITIONAL_CRAFT).met
    assert claim("NTT-B", Kind.TRADITIONAL_CRAFT, identity_text=" ").declared == "Chưa có"
    assert claim("NTT-C", Kind.TRADITIONAL_CRAFT).declared == "Ly Giờ Có"
    assert not claim("NTT-C", Kind.TRADITIONAL_CRAFT, artisan_names="").met


def active(*years: int) -> tuple[YearResult, ...]:
    return tuple(YearResult(year, households=3) for year in years)


@pytest.mark.parametrize(
    ("years", "count"),
    [((2026, 2025), 2), ((2025, 2024), 2), ((2026, 2024), 1), ((2024, 2023), 0), ((2025, 2024, 2023), 3), ((), 0)],
)
def test_stable_years_follow_each_other_up_to_the_request(years: tuple[int, ...], count: int) -> None:
    assert stable_years(replace(ANSWERS, results=active(*years)), 2026) == count


def test_a_year_without_activity_does_not_count() -> None:
    found = claim("LN-B", Kind.CRAFT_VILLAGE, results=(*active(2025), YearResult(2024, households=0)))
    assert (found.met, found.gap) == (False, "Còn thiếu kết quả của 01 năm.")


def test_the_environment_is_declared_with_its_plan() -> None:
    assert claim("LN-C", Kind.CRAFT_VILLAGE).declared == "Phương án số 12/QĐ-UBND, ngày 04/03/2025"
    bare = claim("LN-C", Kind.CRAFT_VILLAGE, env_plan_on=None, self_management="")
    assert not bare.met
    assert bare.gap == (
        "Ghi số và ngày phê duyệt phương án bảo vệ môi trường; ghi tổ chức tự quản về bảo vệ môi trường."
    )


# fmt: off
WHICH: tuple[tuple[Kind, DossierBasis, list[str]], ...] = (
    (Kind.TRADITIONAL_CRAFT,         DossierBasis.FULL,                   ["NTT-A", "NTT-B", "NTT-C"]),
    (Kind.CRAFT_VILLAGE,             DossierBasis.FULL,                   ["LN-A", "LN-B", "LN-C"]),
    (Kind.TRADITIONAL_CRAFT_VILLAGE, DossierBasis.FULL,                   ["LN-A", "LN-B", "LN-C", "NTT-A", "NTT-B", "NTT-C"]),
    (Kind.TRADITIONAL_CRAFT_VILLAGE, DossierBasis.FROM_CRAFT_VILLAGE,     ["NTT-A", "NTT-B", "NTT-C", "LNTT-LN"]),
    (Kind.TRADITIONAL_CRAFT_VILLAGE, DossierBasis.FROM_TRADITIONAL_CRAFT, ["LN-A", "LN-B", "LN-C", "LNTT-NTT"]),
)
# fmt: on


@pytest.mark.parametrize(("kind", "basis", "codes"), WHICH)
def test_each_kind_and_basis_has_its_criteria(kind: Kind, basis: DossierBasis, codes: list[str]) -> None:
    assert [criterion.code for criterion in criteria_for(kind, basis)] == codes


def test_an_earlier_recognition_is_shown_by_its_decision() -> None:
    case = Paper(kind=Kind.TRADITIONAL_CRAFT_VILLAGE, basis=DossierBasis.FROM_CRAFT_VILLAGE)
    assert not claims(case)[-1].met
    case.earlier_recognition = "QĐ 2458/QĐ-UBND"
    assert (claims(case)[-1].met, claims(case)[-1].declared) == (True, "QĐ 2458/QĐ-UBND")


def test_numbers_are_read_in_vietnamese() -> None:
    assert vn_number(1234567) == "1.234.567"
    assert vn_percent(Fraction(199999, 1000000)) == "19,9 %"
    assert vn_percent(Fraction(12, 1)) == "1.200 %"
