"""The law of following up: verdicts, the count of target 8, how near a day is, when a plan runs out."""

from datetime import date
from fractions import Fraction

import pytest

from states.appraisal import plan_runs_until
from states.checklist import ItemAnswer, ItemResult
from states.environment import CHECKLIST_2026_1
from states.following import EDITIONS, Nearness, current_follow_up, months_before, nearness, plan_nearness
from states.inspecting import Compliance, Producer, Seen, Verdict, compliance, inspect, items_of_an_establishment
from states.procedures.matters import MATTERS

ITEMS = items_of_an_establishment(CHECKLIST_2026_1)
BEGUN, DAY = date(2024, 1, 1), date(2026, 6, 1)
MET, NOT_MET = ItemAnswer(ItemResult.MET), ItemAnswer(ItemResult.NOT_MET)


def answers(**changes: ItemAnswer) -> dict[str, ItemAnswer]:
    given = {item.code: MET for item in ITEMS}
    return given | {code.replace("_", "-"): answer for code, answer in changes.items()}


def test_only_items_of_the_household_level_are_asked() -> None:
    assert [item.code for item in ITEMS] == [f"ENV-H0{n}" for n in range(1, 8)]


def test_everything_met_complies() -> None:
    assert inspect(CHECKLIST_2026_1, answers()).verdict is Verdict.COMPLIANT


def test_what_does_not_apply_stands_in_nobodys_way_when_it_says_why() -> None:
    bare, told = ItemAnswer(ItemResult.NOT_APPLICABLE), ItemAnswer(ItemResult.NOT_APPLICABLE, "Không có khí thải")
    assert inspect(CHECKLIST_2026_1, answers(ENV_H03=told)).verdict is Verdict.COMPLIANT
    found = inspect(CHECKLIST_2026_1, answers(ENV_H03=bare))
    assert (found.verdict, [item.code for item in found.without_reason]) == (Verdict.INCOMPLETE, ["ENV-H03"])


def test_one_item_that_is_not_met_decides() -> None:
    found = inspect(CHECKLIST_2026_1, answers(ENV_H01=NOT_MET))
    assert (found.verdict, [item.code for item in found.failed]) == (Verdict.NOT_COMPLIANT, ["ENV-H01"])
    assert found.sentence == "Chưa đáp ứng yêu cầu: 1 nội dung chưa đạt."


@pytest.mark.parametrize("result", [None, ItemResult.NEEDS_SITE_VISIT])
def test_an_item_without_an_answer_leaves_it_unfinished_whatever_else_was_found(result: ItemResult | None) -> None:
    given = answers(ENV_H01=NOT_MET)
    del given["ENV-H05"]
    if result:
        given["ENV-H05"] = ItemAnswer(result)
    found = inspect(CHECKLIST_2026_1, given)
    assert (found.verdict, [item.code for item in found.unanswered]) == (Verdict.INCOMPLETE, ["ENV-H05"])


def seen(day: date, verdict: Verdict = Verdict.COMPLIANT) -> Seen:
    return Seen(day, verdict)


def test_never_inspected_counts_as_not_met_and_shows_in_the_coverage() -> None:
    found = compliance([Producer(BEGUN), Producer(BEGUN, inspections=(seen(DAY),))], DAY)
    assert found == Compliance(compliant=1, active=2, inspected=1)
    assert (found.share, found.coverage) == (Fraction(1, 2), Fraction(1, 2))


def test_nothing_to_count_has_no_share() -> None:
    assert (compliance([], DAY).share, compliance([], DAY).coverage) == (None, None)


def test_the_last_finished_inspection_counts_as_of_the_day() -> None:
    failed, fine = seen(date(2026, 3, 1), Verdict.NOT_COMPLIANT), seen(date(2026, 5, 1))
    one = Producer(BEGUN, inspections=(fine, failed, seen(date(2026, 5, 20), Verdict.INCOMPLETE)))
    assert compliance([one], DAY).compliant == 1
    assert compliance([one], date(2026, 4, 1)) == Compliance(0, 1, 1)
    assert compliance([one], date(2026, 2, 1)) == Compliance(0, 1, 0)
    assert compliance([one], DAY, since=date(2026, 5, 2)) == Compliance(0, 1, 0), "only the period counts"


def test_of_two_inspections_on_a_day_the_later_counts() -> None:
    twice = (seen(DAY, Verdict.NOT_COMPLIANT), seen(DAY))
    assert compliance([Producer(BEGUN, inspections=twice)], DAY).compliant == 1
    assert compliance([Producer(BEGUN, inspections=twice[::-1])], DAY).compliant == 0


def test_who_has_not_begun_or_has_closed_is_not_counted() -> None:
    closed = Producer(BEGUN, closed_on=DAY, inspections=(seen(BEGUN),))
    assert compliance([closed, Producer(date(2026, 6, 2))], DAY).active == 0
    assert compliance([closed], date(2026, 5, 31)).active == 1


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 5, 21), Nearness.FAR),
        (date(2026, 5, 22), Nearness.SOON),
        (date(2026, 6, 1), Nearness.SOON),
        (date(2026, 6, 2), Nearness.OVER),
    ],
)
def test_the_last_day_is_still_in_time(on: date, expected: Nearness) -> None:
    assert nearness(DAY, on, 10) is expected


LEAP = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2028, 8, 27), Nearness.FAR),
        (date(2028, 8, 28), Nearness.SOON),
        (date(2029, 2, 28), Nearness.SOON),
        (date(2029, 3, 1), Nearness.OVER),
    ],
)
def test_a_plan_of_the_leap_day_runs_until_the_end_of_february(on: date, expected: Nearness) -> None:
    assert plan_runs_until(LEAP) == date(2029, 2, 28)
    assert plan_nearness(LEAP, on, 6) is expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2028, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 8, 31), 6, date(2027, 2, 28)),
        (date(2028, 1, 15), 6, date(2027, 7, 15)),
        (date(2027, 12, 31), 12, date(2026, 12, 31)),
        (date(2027, 12, 31), 0, date(2027, 12, 31)),
    ],
)
def test_months_are_counted_back_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_the_numbers_are_of_a_version_and_say_on_what_they_rest() -> None:
    numbers = current_follow_up(DAY)
    assert numbers in EDITIONS
    assert {one.name for one in numbers.parameters} >= {"remedy_notice_days", "plan_notice_months"}
    assert all(one.basis.text and not one.basis.citable for one in numbers.parameters)
    with pytest.raises(LookupError):
        numbers.number("luck")
    with pytest.raises(LookupError):
        current_follow_up(date(2000, 1, 1))


@pytest.mark.parametrize("code", ["remedy", "pollution_inspection"])
def test_the_tables_of_following_up_are_among_the_matters(code: str) -> None:
    assert (code, "2026.1") in MATTERS
