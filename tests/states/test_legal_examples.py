# ruff: noqa: E501 - a table is read in columns
"""Dates worked out by hand, with the reason of each: Tết, swapped days, holds, extensions, stages that resume.

Nothing here was computed by the program. The calendar is written out too: what the Government decided for 2026, and what
the rules give for 2027 as long as nothing is decided.
"""

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from states.clock import (
    CalendarDay,
    CalendarUnknown,
    NotAnExtension,
    Pause,
    WorkCalendar,
    explain,
    extend,
)
from states.stage_clock import Visit, stage_due_on
from workflow.calendar.queries import seed_calendar_in_memory

OFF = (
    "2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-04-26",
    "2026-04-27", "2026-04-30", "2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02", "2026-11-24",
    "2027-01-01", "2027-02-04", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-02-09", "2027-02-10",
    "2027-04-16", "2027-04-30", "2027-05-01", "2027-05-03", "2027-09-02", "2027-09-03", "2027-11-24",
)  # fmt: skip
WORKED = ("2026-01-10", "2026-08-22")
DAYS = {date.fromisoformat(day): CalendarDay(False, "nghỉ") for day in OFF}
DAYS |= {date.fromisoformat(day): CalendarDay(True, "làm bù") for day in WORKED}
CALENDAR = WorkCalendar(DAYS, date(2025, 12, 1), date(2027, 12, 31))


class Example(NamedTuple):
    """Received on a day, so many working days, holds as "first..again", due on a day, and why on that day."""

    received: str
    days: int
    holds: str
    due: str
    why: str


# fmt: off
EXAMPLES = (
    Example("2026-03-02", 1,  "", "2026-03-03", "the day of reception is day 0; counting begins on the next working day"),
    Example("2026-03-06", 1,  "", "2026-03-09", "received on Friday: Saturday and Sunday do not count"),
    Example("2026-03-02", 5,  "", "2026-03-09", "Tuesday to Friday are four, Monday is the fifth"),
    Example("2026-03-02", 30, "", "2026-04-13", "six weeks without any holiday"),
    Example("2026-03-02", 0,  "", "2026-03-02", "no days at all end on the day itself"),
    Example("2026-03-07", 1,  "", "2026-03-09", "received on a Saturday: Monday is day 1"),
    Example("2026-03-08", 2,  "", "2026-03-10", "received on a Sunday: Monday and Tuesday"),
    Example("2026-11-24", 1,  "", "2026-11-25", "received on a holiday (Culture Day, 24/11): the next day is day 1"),
    Example("2026-11-23", 1,  "", "2026-11-25", "24/11 is off in the middle of the week"),
    Example("2026-11-20", 2,  "", "2026-11-25", "weekend, Monday is 1, 24/11 is off, Wednesday is 2"),
    Example("2026-02-13", 1,  "", "2026-02-23", "the Friday before Tết 2026: the whole next week is off"),
    Example("2026-02-09", 5,  "", "2026-02-23", "four days before Tết 2026, the fifth after it"),
    Example("2026-01-26", 30, "", "2026-03-16", "thirty days across Tết 2026: fourteen before, sixteen after"),
    Example("2026-02-18", 3,  "", "2026-02-25", "received on the second day of Tết itself"),
    Example("2025-12-31", 1,  "", "2026-01-05", "1/1 is off, and Friday 2/1 was swapped with Saturday 10/1"),
    Example("2026-01-02", 1,  "", "2026-01-05", "received on the swapped day off"),
    Example("2026-01-09", 1,  "", "2026-01-10", "Saturday 10/1 is worked in exchange for 2/1"),
    Example("2026-01-10", 1,  "", "2026-01-12", "received on the worked Saturday: it is day 0 like any other"),
    Example("2026-01-05", 6,  "", "2026-01-12", "that week has six working days: the worked Saturday is the fifth"),
    Example("2025-12-24", 10, "", "2026-01-09", "across the new year with its swapped day; 25/12 is worked"),
    Example("2026-08-21", 1,  "", "2026-08-22", "Saturday 22/8 is worked in exchange for Monday 31/8"),
    Example("2026-08-21", 2,  "", "2026-08-24", "the worked Saturday, then Monday; Sunday stays off"),
    Example("2026-08-22", 3,  "", "2026-08-26", "received on the worked Saturday"),
    Example("2026-08-28", 1,  "", "2026-09-03", "five days off: weekend, swapped 31/8, 1/9 and 2/9"),
    Example("2026-08-17", 30, "", "2026-09-30", "the worked Saturday gives back what 31/8 takes"),
    Example("2026-04-24", 1,  "", "2026-04-28", "the Hùng kings' day fell on Sunday 26/4, so Monday 27/4 is off"),
    Example("2026-04-24", 3,  "", "2026-05-04", "27/4, then 30/4 and 1/5 before another weekend"),
    Example("2026-04-20", 10, "", "2026-05-07", "three holidays within two weeks"),
    Example("2027-01-29", 30, "", "2027-03-19", "three days before Tết 2027, twenty-seven after"),
    Example("2027-02-03", 1,  "", "2027-02-11", "the day before Tết 2027"),
    Example("2027-02-07", 2,  "", "2027-02-12", "received on a Sunday inside Tết"),
    Example("2027-02-02", 5,  "", "2027-02-16", "one day before Tết, four after it with a weekend between"),
    Example("2027-04-15", 1,  "", "2027-04-19", "Friday 16/4/2027 is the Hùng kings' day"),
    Example("2027-04-29", 1,  "", "2027-05-04", "30/4 is a Friday; 1/5 falls on Saturday, so Monday 3/5 is off"),
    Example("2027-09-01", 1,  "", "2027-09-06", "2/9 and 3/9 lead into a weekend"),
    Example("2027-11-23", 1,  "", "2027-11-25", "24/11 falls on a Wednesday"),
    Example("2026-12-31", 1,  "", "2027-01-04", "the year ends: 1/1/2027 is a Friday"),
    Example("2026-12-21", 15, "", "2027-01-12", "eight days in the old year, seven in the new"),
    Example("2027-01-29", 30, "2027-02-15..2027-03-01", "2027-04-02", "two weeks held are ten working days more"),
    Example("2027-01-29", 30, "2027-02-03..2027-02-11", "2027-03-22", "a hold over Tết takes only 3/2, the rest was off anyway"),
    Example("2027-01-29", 30, "2027-02-04..2027-02-11", "2027-03-19", "a hold that lies inside Tết takes nothing"),
    Example("2027-01-29", 30, "2027-02-15..2027-02-15", "2027-03-19", "a hold that begins and ends on one day takes nothing"),
    Example("2027-01-29", 30, "2027-02-15..2027-02-17 2027-03-08..2027-03-10", "2027-03-25", "two holds of two days each"),
    Example("2027-01-29", 30, "2027-01-29..2027-02-02", "2027-03-22", "held before day 1: Monday 1/2 does not count"),
    Example("2026-08-21", 3,  "2026-08-22..2026-08-24", "2026-08-26", "a hold over the worked Saturday takes that Saturday"),
    Example("2026-03-02", 5,  "2026-03-09..2026-03-11", "2026-03-11", "held on the last day: the day the clock runs again is it"),
    Example("2026-03-02", 5,  "2026-03-10..2026-03-20", "2026-03-09", "a hold after the due day changes nothing"),
    Example("2026-03-02", 5,  "2026-03-04..2026-03-06 2026-03-05..2026-03-09", "2026-03-12", "holds that overlap count once"),
    Example("2026-03-02", 5,  "2026-03-04..2026-03-05 2026-03-05..2026-03-06", "2026-03-11", "one hold begins as the other ends"),
    Example("2026-03-02", 5,  "2026-03-04..2026-03-07", "2026-03-12", "answered on a Saturday: Monday counts next"),
    Example("2026-03-02", 5,  "2026-03-07..2026-03-09", "2026-03-09", "a hold over a weekend takes nothing"),
    Example("2026-02-09", 5,  "2026-02-12..2026-02-24", "2026-02-26", "held from before Tết 2026 until after it"),
)
# fmt: on


def pauses(text: str) -> list[Pause]:
    spans = [span.split("..") for span in text.split()]
    return [Pause(date.fromisoformat(first), date.fromisoformat(again), "bổ sung") for first, again in spans]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.why)
def test_a_time_limit_ends_on_the_day_worked_out_by_hand(example: Example) -> None:
    term = explain(date.fromisoformat(example.received), example.days, pauses(example.holds), CALENDAR)
    assert term.due_on == date.fromisoformat(example.due), example.why
    assert [day.number for day in term.days if day.counted] == list(range(1, example.days + 1))


def test_there_are_many_examples_and_each_has_its_own_reason() -> None:
    assert len(EXAMPLES) >= 40
    assert len({example.why for example in EXAMPLES}) == len(EXAMPLES)


EXTENSIONS = (
    ("2027-03-19", "2027-03-26", 5, "a week more"),
    ("2026-02-13", "2026-02-24", 2, "extended across Tết 2026: only 23/2 and 24/2 are added"),
    ("2026-01-09", "2026-01-10", 1, "extended to the worked Saturday"),
    ("2026-08-28", "2026-09-03", 1, "extended across 2/9: one working day more"),
    ("2026-11-23", "2026-11-26", 2, "extended across 24/11"),
)


@pytest.mark.parametrize(("due", "to", "more", "why"), EXTENSIONS, ids=[row[3] for row in EXTENSIONS])
def test_an_extension_gives_a_second_date_and_keeps_the_first(due: str, to: str, more: int, why: str) -> None:
    extension = extend(date.fromisoformat(due), date.fromisoformat(to), CALENDAR)
    assert (extension.due_on, extension.extended_to) == (date.fromisoformat(due), date.fromisoformat(to)), why
    assert extension.working_days == more, why
    assert extension.days[0].on == extension.due_on + timedelta(days=1)
    assert extension.days[-1].on == extension.extended_to


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("2027-03-19", "phải sau hạn giải quyết 19/03/2027"),
        ("2027-03-18", "phải sau hạn giải quyết"),
        ("2027-03-20", r"không phải là ngày làm việc \(Thứ Bảy\)"),
        ("2027-04-16", r"không phải là ngày làm việc \(nghỉ\)"),
    ],
)
def test_an_extension_to_a_day_that_cannot_be_promised_is_refused(to: str, sentence: str) -> None:
    with pytest.raises(NotAnExtension, match=sentence):
        extend(date(2027, 3, 19), date.fromisoformat(to), CALENDAR)


def stays(text: str) -> list[Visit]:
    """ "2026-03-02..2026-03-06 2026-03-16" as two stays, the last one open."""
    ends = [span.partition("..") for span in text.split()]
    return [
        Visit("stage", date.fromisoformat(first), date.fromisoformat(last) if last else None) for first, _, last in ends
    ]


# fmt: off
STAGES = (
    (10, "2026-08-03..2026-08-07 2026-08-24", "", "2026-09-04", "four days spent; six more, across the days off around 2/9"),
    (3,  "2026-03-02..2026-03-06 2026-03-16", "", "2026-03-16", "all days spent: due on the day it comes back"),
    (10, "2026-03-02..2026-03-06 2026-03-16", "2026-03-04..2026-03-06", "2026-03-26", "days held in the first stay were not spent"),
    (5,  "2026-03-02..2026-03-03 2026-03-09..2026-03-10 2026-03-16", "", "2026-03-19", "a third stay has what two have left"),
    (3,  "2026-03-02..2026-03-02 2026-03-09", "", "2026-03-12", "in and out on one day spends nothing"),
    (3,  "2026-02-13", "", "2026-02-25", "entered on the Friday before Tết 2026"),
    (5,  "2026-08-20..2026-08-24 2026-08-27", "", "2026-09-03", "the worked Saturday was spent like any day"),
    (4,  "2026-03-02", "2026-03-04..2026-03-06", "2026-03-10", "a hold in the present stay"),
)
# fmt: on


@pytest.mark.parametrize(("days", "visits", "holds", "due", "why"), STAGES, ids=[row[4] for row in STAGES])
def test_a_stage_resumes_its_days(days: int, visits: str, holds: str, due: str, why: str) -> None:
    assert stage_due_on(days, stays(visits), pauses(holds), CALENDAR) == date.fromisoformat(due), why


def test_while_a_hold_is_open_what_is_left_is_kept() -> None:
    """Five days counted before Monday 15/2/2027: 1, 2, 3, 11 and 12 February."""
    term = explain(date(2027, 1, 29), 30, [Pause(date(2027, 2, 15), None, "bổ sung")], CALENDAR)
    assert (term.due_on, term.remaining) == (None, 25)


@pytest.mark.parametrize(
    ("received", "days", "why"),
    [
        (date(2027, 12, 31), 1, "2028 is not in the calendar yet"),
        (date(2028, 2, 28), 1, "29 February 2028 exists, but nobody has entered its year"),
        (date(2027, 12, 20), 30, "the count runs out of the last year"),
        (date(2025, 11, 28), 1, "before the calendar begins"),
    ],
)
def test_a_date_outside_the_calendar_is_refused_not_guessed(received: date, days: int, why: str) -> None:
    with pytest.raises(CalendarUnknown, match="Quản trị hệ thống cần bổ sung"):
        explain(received, days, [], CALENDAR)
    with pytest.raises(CalendarUnknown):
        extend(date(2027, 12, 30), date(2028, 2, 29), CALENDAR)


def test_the_calendar_of_these_examples_is_the_one_that_is_installed() -> None:
    """Otherwise the examples would be about another country's days."""
    installed = seed_calendar_in_memory(range(2025, 2028))
    day, differing = date(2025, 12, 1), []
    while day <= CALENDAR.last:
        if installed.is_working(day) != CALENDAR.is_working(day):
            differing.append(day)
        day += timedelta(days=1)
    assert differing == []
