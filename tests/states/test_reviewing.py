"""What a recognised unit has to keep, and when unmet criteria become a matter."""

import random
from datetime import date, timedelta

import pytest

from states.actors import COMMUNE_LEADER, COMMUNE_OFFICER, DEPT_LEADER, DEPT_OFFICER, Actor, AgencyKind, HeldPost
from states.kernel import Attempt, Forbidden, MovedOn, Refused
from states.kinds import Kind
from states.procedures.review import REVIEW_2026_1, current_review, review_procedure
from states.reviewing import (
    KEEPING,
    Effectiveness,
    Figures,
    Finding,
    Kept,
    ReviewFact,
    Run,
    WarningLevel,
    criteria_to_keep,
    criteria_unmet_since,
    floor_gaps,
    is_maintained,
    unmet,
    unmet_run,
    warning,
)
from states.rules.reviewing import ReviewCase

ON = date(2027, 1, 20)
GOOD = Figures(100, 30, 60, 20, 900_000_000)


def actor(post: object, name: str = "someone", agency: str = "c1") -> Actor:
    return Actor(name, frozenset({HeldPost(post, agency)}))  # type: ignore[arg-type]


def answers(kind: Kind = Kind.CRAFT_VILLAGE, **unmet_ones: str) -> dict[str, Kept]:
    said = {code.replace("_", "-"): why for code, why in unmet_ones.items()}
    return {each.code: Kept(each.code not in said, said.get(each.code, "")) for each in criteria_to_keep(kind)}


def fact(**changes: object) -> ReviewFact:
    good = {"kind": Kind.CRAFT_VILLAGE, "figures": GOOD, "answers": answers(), "effectiveness": Effectiveness.EFFECTIVE}
    return ReviewFact(**(good | {"filled_by": "officer"} | changes))  # type: ignore[arg-type]


def decide(action: str, stage: str, who: Actor, review: ReviewFact, **inputs: str) -> str:
    case = ReviewCase(stage, {AgencyKind.COMMUNE: "c1"}, review).as_case
    return REVIEW_2026_1.decide(action, Attempt(REVIEW_2026_1, case, who, ON, inputs)).dest


def slow_oracle(kept_by_year: dict[int, bool]) -> date | None:
    """Count every year from the first: a kept or missing year forgets what came before."""
    since = None
    for year in range(2000, 2101):
        if kept_by_year.get(year) is False:
            since = since or date(year, 12, 31)
        elif year <= max(kept_by_year, default=1999):
            since = None
    return since


def test_unmet_since_equals_a_slow_oracle_on_random_histories() -> None:
    dice = random.Random(52)
    runs = 0
    for _history in range(3_000):
        years = {year: dice.random() < 0.4 for year in range(2020, 2032) if dice.random() < 0.85}
        told = [Finding(year, kept) for year, kept in years.items()]
        dice.shuffle(told)
        assert criteria_unmet_since(told) == slow_oracle(years), years
        run = unmet_run(told)
        runs += run is not None
        assert run is None or all(years[year] is False for year in range(run.first, run.last + 1))
    assert 800 < runs < 2_900


@pytest.mark.parametrize(
    ("history", "since"),
    [
        ({}, None),
        ({2026: True}, None),
        ({2026: False}, date(2026, 12, 31)),
        ({2025: True, 2026: False, 2027: False}, date(2026, 12, 31)),
        ({2026: False, 2027: True, 2028: False}, date(2028, 12, 31)),
        ({2026: False, 2028: False}, date(2028, 12, 31)),
        ({2026: False, 2027: False, 2028: True}, None),
    ],
)
def test_a_kept_or_missing_year_breaks_the_run(history: dict[int, bool], since: date | None) -> None:
    assert criteria_unmet_since(Finding(year, kept) for year, kept in history.items()) == since


def test_a_run_counts_its_years() -> None:
    assert Run(2026, 2028).years == 3
    assert Run(2026, 2028).since == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("on", "level", "nth"),
    [
        (date(2026, 12, 30), None, 0),
        (date(2026, 12, 31), None, 1),
        (date(2028, 12, 30), None, 2),
        (date(2028, 12, 31), WarningLevel.WARNED, 3),
        (date(2031, 12, 30), WarningLevel.WARNED, 5),
        (date(2031, 12, 31), WarningLevel.READY, 6),
        (date(2040, 1, 1), WarningLevel.READY, 14),
    ],
)
def test_warnings_begin_in_the_third_year_and_end_after_five(on: date, level: WarningLevel | None, nth: int) -> None:
    found = warning(date(2026, 12, 31), on, 3, 5)
    assert (found.level if found else None) == level
    if found:
        assert (found.nth_year, found.ready_on) == (nth, date(2031, 12, 31))


def test_nothing_is_said_of_a_unit_that_keeps_its_criteria() -> None:
    assert warning(None, ON, 3, 5) is None


def test_a_warning_never_grows_weaker_with_time() -> None:
    order = [None, WarningLevel.WARNED, WarningLevel.READY]
    days = [date(2026, 12, 1) + timedelta(days=n) for n in range(0, 2500, 7)]
    levels = [order.index(found.level if (found := warning(date(2026, 12, 31), day, 3, 5)) else None) for day in days]
    assert levels == sorted(levels)
    assert set(levels) == {0, 1, 2}


def test_every_criterion_to_keep_has_its_question() -> None:
    asked = {each.code for kind in Kind for each in criteria_to_keep(kind)}
    assert asked == set(KEEPING)
    assert len(criteria_to_keep(Kind.TRADITIONAL_CRAFT_VILLAGE)) == 6


def test_a_unit_is_maintained_when_every_criterion_is_kept() -> None:
    assert is_maintained(fact()) is True
    assert is_maintained(fact(answers=answers(LN_C="chưa có phương án"))) is False
    assert is_maintained(fact(answers={"LN-A": Kept(True)})) is None
    assert [each.code for each in unmet(Kind.CRAFT_VILLAGE, answers(LN_A="x", LN_C="y"))] == ["LN-A", "LN-C"]


def test_the_floor_of_an_effective_unit() -> None:
    assert floor_gaps(fact(last_year=Figures(revenue_vnd=1_125_000_000)), 80) == ()
    assert floor_gaps(fact(last_year=Figures(revenue_vnd=1_125_000_001)), 80) == ("Doanh thu thấp hơn 80 % năm trước.",)
    weak = fact(figures=Figures(96, 19, 60, 20, 0), answers=answers(LN_B="nghỉ"), last_year=Figures(revenue_vnd=1))
    assert len(floor_gaps(weak, 80)) == 3
    assert floor_gaps(fact(figures=Figures()), 80) == ()


def test_the_road_of_a_review() -> None:
    assert decide("present", "due", actor(COMMUNE_OFFICER), fact()) == "commune_approval"
    assert decide("approve", "commune_approval", actor(COMMUNE_LEADER), fact()) == "submitted"
    assert decide("confirm", "submitted", actor(DEPT_OFFICER, agency="d"), fact()) == "confirmed"
    assert decide("return_to_commune", "submitted", actor(DEPT_OFFICER), fact(), reason="Sai số hộ") == "due"
    assert decide("reopen", "confirmed", actor(DEPT_LEADER), fact(), reason="Nhầm đơn vị") == "due"


def test_an_empty_review_is_refused_with_every_reason_at_once() -> None:
    with pytest.raises(Refused) as refusal:
        decide("present", "due", actor(COMMUNE_OFFICER), ReviewFact(Kind.TRADITIONAL_CRAFT_VILLAGE))
    where = [reason.where for reason in refusal.value.reasons]
    assert len(where) == 5 + 6 + 1
    assert "ask:revenue_vnd" in where
    assert "ask:NTT-B-met" in where


def test_an_unmet_criterion_says_why() -> None:
    with pytest.raises(Refused, match="vì sao tiêu chí “Hoạt động ổn định” không đạt"):
        decide("present", "due", actor(COMMUNE_OFFICER), fact(answers=answers(LN_B=" ")))


@pytest.mark.parametrize(("trade", "met"), [(19, True), (20, False)])
def test_the_answer_on_households_agrees_with_the_figures(trade: int, met: bool) -> None:
    figures = Figures(100, trade, 60, 20, 1)
    words = answers() if met else answers(LN_A="bỏ nghề")
    with pytest.raises(Refused, match="tỷ lệ"):
        decide("present", "due", actor(COMMUNE_OFFICER), fact(figures=figures, answers=words, effectiveness=None))


def test_a_rating_above_the_floor_may_be_given_only_when_the_floor_holds() -> None:
    poor = fact(figures=Figures(100, 30, 60, 20, 0), effectiveness=Effectiveness.WEAK)
    confirmer = actor(DEPT_OFFICER)
    assert decide("confirm", "submitted", confirmer, poor) == "confirmed"
    with pytest.raises(Refused, match="Chưa thể xếp loại có hiệu quả"):
        decide("confirm", "submitted", confirmer, poor, effectiveness="effective")
    with pytest.raises(Refused, match="không còn trong danh sách"):
        decide("confirm", "submitted", confirmer, poor, effectiveness="brilliant")


def test_who_filled_in_does_not_approve() -> None:
    both = Actor("officer", frozenset({HeldPost(COMMUNE_LEADER, "c1")}))
    with pytest.raises(Refused, match="để người khác duyệt"):
        decide("approve", "commune_approval", both, fact())


def test_another_commune_has_no_say() -> None:
    with pytest.raises(Forbidden):
        decide("present", "due", actor(COMMUNE_OFFICER, agency="c2"), fact())
    with pytest.raises(MovedOn):
        decide("present", "submitted", actor(COMMUNE_OFFICER), fact())


def test_versions_are_found_by_name_and_by_day() -> None:
    assert review_procedure("2026.1") is REVIEW_2026_1
    assert current_review(ON) is REVIEW_2026_1
    with pytest.raises(LookupError):
        review_procedure("1999.1")
    with pytest.raises(LookupError):
        current_review(date(2020, 1, 1))
