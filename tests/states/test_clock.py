"""Working days: examples over Tết and swapped days, and a slow oracle that counts one day at a time."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from states.clock import (
    CalendarDay,
    CalendarUnknown,
    Pause,
    WorkCalendar,
    explain,
    working_days_left,
)
from states.stage_clock import Visit, stage_due_on

TET = {date(2027, 2, day): CalendarDay(False, "Tết Nguyên đán") for day in range(4, 11)}
SWAP = {
    date(2026, 1, 2): CalendarDay(False, "Nghỉ bù, làm bù ngày 10/01/2026"),
    date(2026, 1, 10): CalendarDay(True, "Làm bù cho ngày 02/01/2026"),
    date(2026, 1, 1): CalendarDay(False, "Tết Dương lịch"),
}
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
FIRST, LAST = date(2025, 1, 1), date(2028, 12, 31)
CALENDAR = WorkCalendar({**TET, **SWAP}, FIRST, LAST)
SUPPLEMENT = Pause(date(2027, 2, 15), date(2027, 3, 1), "Chờ bổ sung hồ sơ")


# fmt: off
EXAMPLES: tuple[tuple[date, int, tuple[Pause, ...], date], ...] = (
    (date(2027, 1, 29), 30, (),                                                        date(2027, 3, 19)),
    (date(2027, 1, 29), 30, (SUPPLEMENT,),                                             date(2027, 4, 2)),
    (date(2027, 1, 29), 30, (SUPPLEMENT, SUPPLEMENT),                                  date(2027, 4, 2)),
    (date(2027, 2, 3),  1,  (),                                                        date(2027, 2, 11)),
    (date(2027, 2, 6),  1,  (),                                                        date(2027, 2, 11)),
    (date(2025, 12, 31), 1, (),                                                        date(2026, 1, 5)),
    (date(2026, 1, 9),  1,  (),                                                        date(2026, 1, 10)),
    (date(2026, 1, 9),  2,  (),                                                        date(2026, 1, 12)),
    (date(2026, 11, 20), 1, (),                                                        date(2026, 11, 23)),
    (date(2026, 11, 20), 0, (),                                                        date(2026, 11, 20)),
    (date(2026, 11, 23), 2, (Pause(date(2026, 11, 24), date(2026, 11, 24), "x"),),     date(2026, 11, 25)),
    (date(2026, 11, 23), 2, (Pause(date(2026, 11, 24), date(2026, 11, 25), "x"),),     date(2026, 11, 26)),
    (date(2026, 11, 23), 2, (Pause(date(2026, 11, 23), date(2026, 11, 24), "x"),),     date(2026, 11, 25)),
    (date(2026, 11, 23), 1, (Pause(date(2026, 11, 25), date(2026, 12, 25), "x"),),     date(2026, 11, 24)),
)
# fmt: on


@pytest.mark.parametrize(("received_on", "days", "holds", "due_on"), EXAMPLES)
def test_a_time_limit_ends_on_the_day_the_law_says(
    received_on: date, days: int, holds: tuple[Pause, ...], due_on: date
) -> None:
    assert explain(received_on, days, holds, CALENDAR).due_on == due_on


def test_every_day_says_why_it_counts_or_not() -> None:
    days = explain(date(2027, 1, 29), 30, [SUPPLEMENT], CALENDAR).days
    told = {day.on: (day.counted, day.number, day.ground) for day in days}
    assert date(2027, 1, 29) not in told
    assert told[date(2027, 2, 1)] == (True, 1, "Ngày làm việc")
    assert told[date(2027, 1, 30)] == (False, None, "Thứ Bảy")
    assert told[date(2027, 1, 31)] == (False, None, "Chủ nhật")
    assert told[date(2027, 2, 4)] == (False, None, "Tết Nguyên đán")
    assert told[date(2027, 2, 15)] == (False, None, "Chờ bổ sung hồ sơ")
    assert told[date(2027, 3, 1)][0]
    assert days[-1][:3] == (date(2027, 4, 2), True, 30)


def test_while_the_clock_stands_there_is_no_due_day() -> None:
    open_hold = Pause(date(2027, 2, 15), None, "Chờ bổ sung hồ sơ")
    later = Pause(date(2027, 2, 16), None, "Chờ bổ sung hồ sơ")
    term = explain(date(2027, 1, 29), 30, [open_hold, later], CALENDAR)
    assert (term.due_on, term.remaining, len(term.days)) == (None, 25, 16)
    assert explain(date(2027, 1, 29), 5, [open_hold], CALENDAR).due_on == date(2027, 2, 12)


def test_a_calendar_that_ends_says_so() -> None:
    with pytest.raises(CalendarUnknown, match="chưa có ngày 01/01/2029"):
        explain(date(2028, 12, 20), 30, [], CALENDAR)
    with pytest.raises(CalendarUnknown, match="từ 01/01/2025 đến 31/12/2028"):
        CALENDAR.is_working(date(2024, 12, 31))


def test_a_calendar_holds_its_first_and_its_last_day() -> None:
    monday = date(2026, 11, 23)
    one_day = WorkCalendar({}, monday, monday)
    assert one_day.is_working(monday)
    assert explain(date(2028, 12, 28), 1, [], CALENDAR) == explain(
        date(2028, 12, 28), 1, [], WorkCalendar({}, FIRST, LAST)
    )
    assert explain(date(2028, 12, 28), 1, [], CALENDAR).remaining == 0
    with pytest.raises(CalendarUnknown):
        explain(monday, 1, [], one_day)


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        explain(date(2027, 1, 29), -1, [], CALENDAR)
    with pytest.raises(ValueError, match="ends before it begins"):
        explain(date(2027, 1, 29), 1, [Pause(date(2027, 2, 2), date(2027, 2, 1), "x")], CALENDAR)
    with pytest.raises(ValueError, match="ends before it begins"):
        WorkCalendar({}, LAST, FIRST)


def test_a_swapped_saturday_is_worked() -> None:
    assert CALENDAR.is_working(date(2026, 1, 10))
    assert CALENDAR.ground(date(2026, 1, 2)) == "Nghỉ bù, làm bù ngày 10/01/2026"


def test_a_second_visit_resumes_the_days_of_a_stage() -> None:
    first = Visit("appraisal", date(2026, 8, 3), date(2026, 8, 7))
    again = Visit("appraisal", date(2026, 8, 24))
    assert stage_due_on(10, [first, again], [], CALENDAR) == date(2026, 9, 1)
    hold = Pause(date(2026, 8, 5), date(2026, 8, 7), "x")
    assert stage_due_on(10, [first, again], [hold], CALENDAR) == date(2026, 9, 3)
    assert stage_due_on(3, [first, again], [], CALENDAR) == date(2026, 8, 24)


def test_a_stage_that_is_not_open_has_no_due_day() -> None:
    closed = Visit("appraisal", date(2026, 8, 3), date(2026, 8, 7))
    assert stage_due_on(10, [], [], CALENDAR) is None
    assert stage_due_on(10, [closed], [], CALENDAR) is None
    standing = Pause(date(2026, 8, 25), None, "x")
    assert stage_due_on(10, [closed, Visit("appraisal", date(2026, 8, 24))], [standing], CALENDAR) is None


def test_only_the_last_visit_may_be_open() -> None:
    with pytest.raises(ValueError, match="only the last"):
        stage_due_on(10, [Visit("a", date(2026, 8, 3)), Visit("a", date(2026, 8, 4))], [], CALENDAR)


@pytest.mark.parametrize(
    ("today", "left"),
    [(date(2026, 11, 19), 2), (date(2026, 11, 22), 1), (date(2026, 11, 23), 0), (date(2026, 11, 24), -1)],
)
def test_days_left_are_working_days(today: date, left: int) -> None:
    assert working_days_left(today, date(2026, 11, 23), CALENDAR) == left


def test_past_due_is_past_due_even_on_a_saturday() -> None:
    assert working_days_left(date(2026, 11, 21), date(2026, 11, 20), CALENDAR) == -1
    assert working_days_left(date(2026, 11, 25), date(2026, 11, 20), CALENDAR) == -3


def slow_due_on(received_on: date, days: int, holds: list[Pause], off: dict[date, CalendarDay]) -> date:
    """The oracle: one day after another, by the words of the law, sharing no code with the clock."""
    held = {
        hold.from_on + timedelta(days=number)
        for hold in holds
        for number in range((hold.until_on - hold.from_on).days if hold.until_on else 0)
    }
    day = received_on
    while days:
        day += timedelta(days=1)
        worked = off[day].working if day in off else day.isoweekday() <= 5
        if worked and day not in held:
            days -= 1
    return day


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
PAUSES = st.builds(lambda on, length: Pause(on, on + timedelta(days=length), "x"), DAYS, st.integers(0, 40))
CHANGES = st.dictionaries(DAYS, st.builds(CalendarDay, st.booleans(), st.just("decree")), max_size=40)


@UNHURRIED
@given(DAYS, st.integers(0, 60), st.lists(PAUSES, max_size=4), CHANGES)
def test_the_clock_agrees_with_a_slow_oracle(
    received_on: date, days: int, holds: list[Pause], off: dict[date, CalendarDay]
) -> None:
    term = explain(received_on, days, holds, WorkCalendar(off, FIRST, LAST))
    assert term.due_on == slow_due_on(received_on, days, holds, off)
    assert sum(day.counted for day in term.days) == days


@UNHURRIED
@given(DAYS, st.integers(1, 40), st.lists(PAUSES, max_size=3), st.integers(0, 60), st.integers(0, 30))
def test_an_interrupted_stage_uses_its_days_once(
    entered_on: date, days: int, holds: list[Pause], stay: int, away: int
) -> None:
    left_on = entered_on + timedelta(days=stay)
    again_on = left_on + timedelta(days=away)
    stays = [Visit("a", entered_on, left_on), Visit("a", again_on)]
    spent = 0
    while spent < days and slow_due_on(entered_on, spent + 1, holds, dict(CALENDAR.days)) <= left_on:
        spent += 1
    expected = slow_due_on(again_on, days - spent, holds, dict(CALENDAR.days))
    assert stage_due_on(days, stays, holds, CALENDAR) == expected
