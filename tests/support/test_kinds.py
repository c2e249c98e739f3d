"""The catalogue of support: every kind of the plan, ceilings to the đồng, and a short screening for each."""

from datetime import date
from fractions import Fraction

import pytest

from states.actors import AgencyKind
from states.basis import Basis, Mark
from states.first_policies import FIRST_POLICIES
from states.papers_asked import ALL_PARTS
from states.policies import ceiling_from
from states.screening import NOTHING_TO_SCREEN, screening_for
from states.support import NOT_FIXED, Applicant, Ceiling, Ceilinged, Fund, SupportKind, ceiling_of
from states.support_kinds import CATALOGUE_2026_1, current_catalogue, kind_in

PLANNED = (
    "training", "environment", "trade_promotion", "ecommerce", "equipment", "ocop", "study_visit", "media", "scitech",
    "ip", "traceability", "credit", "investment", "raw_material", "tourism", "premises", "infrastructure",
    "recognition_grant", "rural_trade_project", "artisan_title",
)  # fmt: skip
DAY = date(2026, 11, 24)
SOMEWHERE = Basis("Nghị quyết thử", Mark.INFERENCE)


def kind(code: str) -> SupportKind:
    return kind_in("2026.1", code)


def first_ceilings(code: str) -> list[Ceiling]:
    """The ceilings a new office begins with for a kind."""
    opening = [first for first in FIRST_POLICIES if code in first.kinds]
    told = [ceiling_from(first.rate, first.amount_vnd, first.each, SOMEWHERE) for first in opening]
    return [ceiling for ceiling in told if ceiling]


def most(code: str, cost: int | None) -> Ceilinged:
    return ceiling_of(first_ceilings(code), cost)


def test_every_kind_of_the_plan_is_there_once() -> None:
    codes = [each.code for each in CATALOGUE_2026_1.kinds]
    assert set(PLANNED) <= set(codes)
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("each", CATALOGUE_2026_1.kinds, ids=lambda each: each.code)
def test_a_kind_says_all_that_a_person_asks(each: SupportKind) -> None:
    assert each.title
    assert each.covers.endswith(".")
    grounds = [first for first in FIRST_POLICIES if each.code in first.kinds]
    assert any(Basis(first.legal_basis, first.mark).citable for first in grounds), "at least one ground may be shown"
    assert each.lead not in each.opinions
    assert any(need.required for need in each.needs)
    assert {code for need in each.needs for code in need.codes} <= set(ALL_PARTS)


@pytest.mark.parametrize("each", [k for k in CATALOGUE_2026_1.kinds if k.has_money], ids=lambda each: each.code)
def test_a_kind_with_money_is_screened_by_a_few_questions(each: SupportKind) -> None:
    checklist = screening_for(each.code, "2026.1")
    assert 2 <= len(checklist.items) <= 5
    assert checklist.name == f"screening:{each.code} 2026.1"


def test_an_honour_is_not_screened_and_has_no_money() -> None:
    title = kind("artisan_title")
    assert screening_for(title.code, "2026.1") is NOTHING_TO_SCREEN
    assert (title.has_money, title.procedure, title.opinions) == (
        False, "artisan_title", (AgencyKind.CULTURE_SPORTS_TOURISM, AgencyKind.COMMUNE),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cost", "least"),
    [
        (0, 0),
        (1, 0),
        (99_999_999, 49_999_999),
        (100_000_000, 50_000_000),
        (100_000_001, 50_000_000),
        (100_000_002, 50_000_000),
        (10**15 + 1, 50_000_000),
    ],
)
def test_the_lower_of_rate_and_amount_wins(cost: int, least: int) -> None:
    assert most("trade_promotion", cost).amount == least


def test_a_share_is_cut_to_whole_dong_and_exact_for_any_amount() -> None:
    third = [Ceiling(Fraction(1, 3), None, SOMEWHERE)]
    assert ceiling_of(third, 100).amount == 33
    assert ceiling_of(third, 10**18 + 1).amount == 333_333_333_333_333_333


def test_the_words_of_a_ceiling_show_how_it_came_about() -> None:
    said = most("trade_promotion", 120_000_000).words
    assert said == (
        "50 % của 120.000.000 đồng là 60.000.000 đồng; không quá 50.000.000 đồng mỗi cơ sở; "
        "mức thấp hơn là 50.000.000 đồng"
    )
    assert most("contest", 8_000_000).words == "100 % của 8.000.000 đồng là 8.000.000 đồng"


def test_before_the_cost_is_known_the_limit_is_told_in_general() -> None:
    found = most("rural_trade_project", None)
    assert found.amount is None
    assert found.words == "tối đa 50 % chi phí và không quá 500.000.000 đồng mỗi dự án"


def test_where_nothing_is_fixed_there_is_no_ceiling() -> None:
    found = most("equipment", 900_000_000)
    assert (found.amount, found.words, found.basis) == (None, NOT_FIXED, None)


def test_of_several_valid_ceilings_the_lowest_counts() -> None:
    both = [Ceiling(Fraction(1, 2), None, SOMEWHERE), Ceiling(None, 40, SOMEWHERE)]
    assert ceiling_of(both, 60).amount == 30
    assert ceiling_of(both, 600).amount == 40


def test_a_ceiling_that_fixes_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="a rate, an amount or both"):
        Ceiling(None, None, SOMEWHERE)


@pytest.mark.parametrize("each", CATALOGUE_2026_1.kinds, ids=lambda each: each.code)
def test_only_ceilings_that_were_read_are_there(each: SupportKind) -> None:
    fixed = {"trade_promotion", "contest", "ecommerce", "rural_trade_project"}
    assert bool(first_ceilings(each.code)) == (each.code in fixed)


def test_state_money_needs_the_department_of_finance_which_does_not_ask_itself() -> None:
    assert AgencyKind.FINANCE in kind("ip").opinions
    assert kind("ip").needs_finance(Fund.LOCAL)
    assert not kind("tourism").needs_finance(Fund.OTHER)
    assert kind("tourism").needs_finance(None)
    assert not kind("credit").needs_finance(Fund.CREDIT)
    assert not kind("investment").needs_finance(Fund.CENTRAL)


def test_an_article_from_memory_is_not_shown() -> None:
    remembered = [first for first in FIRST_POLICIES if "Điều 12" in first.legal_basis]
    assert [first.mark for first in remembered] == [Mark.MEMORY]
    premises = next(first for first in FIRST_POLICIES if "premises" in first.kinds)
    assert ("Điều 7" in premises.legal_basis, "Điều 7" in premises.unsure) == (False, True)


def test_only_some_kinds_are_for_what_is_still_being_prepared() -> None:
    assert Applicant.PLAN_ITEM in kind("training").applicants
    assert Applicant.PLAN_ITEM not in kind("trade_promotion").applicants


def test_policies_have_a_first_day_and_old_versions_stay() -> None:
    assert current_catalogue(DAY) is CATALOGUE_2026_1
    with pytest.raises(LookupError):
        current_catalogue(date(2025, 12, 31))
    with pytest.raises(LookupError):
        kind_in("1999.1", "training")
    with pytest.raises(LookupError):
        kind_in("2026.1", "gift")
