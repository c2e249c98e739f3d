"""Working days: when a time limit ends, and why on that day.

The day of valid reception is day 0; counting begins on the next working day. A day under a hold does not count; the
first day on which the clock runs again does. The calendar is data given by the caller. An extension is a second date
beside the first: the old one is never overwritten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
WORKING_DAY = "Ngày làm việc"
SATURDAY = 5
ONE_DAY = timedelta(days=1)


class CalendarUnknown(Exception):
    """A day lies outside the table of working days; somebody has to enter that year first."""

    def __init__(self, on: date, first: date, last: date) -> None:
        super().__init__(
            f"Lịch làm việc mới có từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}, chưa có ngày {on:%d/%m/%Y}. "
            "Quản trị hệ thống cần bổ sung lịch của năm đó."
        )
        self.on = on


class CalendarDay(NamedTuple):
    """What the calendar says of one day: a holiday, or a Saturday that is worked in exchange."""

    working: bool
    ground: str


@dataclass(frozen=True)
class WorkCalendar:
    """The working days from `first` to `last`, both included. Days not named in `days` follow the week."""

    days: Mapping[date, CalendarDay]
    first: date
    last: date
    _table: tuple[tuple[date, bool, str], ...] = field(init=False, repr=False, compare=False)
    _before: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        length = (self.last - self.first).days + 1
        if length < 1:
            raise ValueError("a calendar ends before it begins")
        table = tuple(self._look_up(self.first + timedelta(days=number)) for number in range(length))
        before = [0]
        for _, working, _ground in table:
            before.append(before[-1] + working)
        object.__setattr__(self, "_table", table)
        object.__setattr__(self, "_before", tuple(before))

    def _look_up(self, day: date) -> tuple[date, bool, str]:
        named = self.days.get(day)
        if named is not None:
            return day, named.working, named.ground
        weekday = day.weekday()
        return (day, False, WEEKDAYS[weekday]) if weekday >= SATURDAY else (day, True, WORKING_DAY)

    def position(self, day: date) -> int:
        """The place of a day in the table. Raises CalendarUnknown."""
        if not self.first <= day <= self.last:
            raise CalendarUnknown(day, self.first, self.last)
        return day.toordinal() - self.first.toordinal()

    def from_position(self, position: int) -> tuple[date, bool, str]:
        """(day, is it worked, ground) at a place. Raises CalendarUnknown beyond the table."""
        try:
            return self._table[position]
        except IndexError:
            raise CalendarUnknown(self.last + ONE_DAY, self.first, self.last) from None

    def is_working(self, day: date) -> bool:
        """Whether the day is worked. Raises CalendarUnknown."""
        return self._table[self.position(day)][1]

    def ground(self, day: date) -> str:
        """Why the day is worked or not. Raises CalendarUnknown."""
        return self._table[self.position(day)][2]

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` comes first.

        Raises CalendarUnknown.
        """
        return self._before[self.position(end) + 1] - self._before[self.position(start) + 1]


class Pause(NamedTuple):
    """The clock stands from `from_on` up to, but not including, `until_on`; None while it still stands."""

    from_on: date
    until_on: date | None
    ground: str


class CountedDay(NamedTuple):
    """One day after the start: its number in the count, or why it does not count."""

    on: date
    counted: bool
    number: int | None
    ground: str


@dataclass(frozen=True, slots=True)
class Term:
    """A time limit, explained. While the clock stands, `due_on` is None and `remaining` working days are left."""

    due_on: date | None
    days: tuple[CountedDay, ...]
    remaining: int = 0


@dataclass(frozen=True, slots=True)
class Extension:
    """A second date beside the first (Mẫu 04): the legal day stays, and is still the one that counts as late.

    `days` are those after the legal day, each worked one numbered from 1.
    """

    due_on: date
    extended_to: date
    days: tuple[CountedDay, ...]

    @property
    def working_days(self) -> int:
        """How many working days were added."""
        return sum(day.counted for day in self.days)


class NotAnExtension(ValueError):
    """A day to which no time limit can be extended. The message says why, and what to choose instead."""


def explain(received_on: date, days: int, holds: Iterable[Pause], calendar: WorkCalendar) -> Term:
    """The last day of `days` working days after `received_on`, with every day counted or skipped and its ground.

    Raises CalendarUnknown when the count runs beyond the calendar, ValueError for a negative count or a hold that ends
    before it begins.
    """
    if days < 0:
        raise ValueError("a time limit has no negative days")
    held, stands_from = spans(holds, calendar)
    counted: list[CountedDay] = []
    append, look_up = counted.append, calendar.from_position
    day, position, number = received_on, calendar.position(received_on), 0
    while number < days:
        position += 1
        if stands_from is not None and position >= stands_from:
            return Term(None, tuple(counted), days - number)
        day, working, ground = look_up(position)
        for begins, ends, why in held:
            if begins <= position < ends:
                append(CountedDay(day, False, None, why))
                break
        else:
            number += working
            append(CountedDay(day, working, number if working else None, ground))
    return Term(day, tuple(counted))


def extend(due_on: date, extended_to: date, calendar: WorkCalendar) -> Extension:
    """The time limit extended from its legal day to a later working day, with every day between explained.

    Raises NotAnExtension when the new day is not after the legal day or is not worked, CalendarUnknown.
    """
    if extended_to <= due_on:
        raise NotAnExtension(
            f"Ngày gia hạn {extended_to:%d/%m/%Y} phải sau hạn giải quyết {due_on:%d/%m/%Y}; hãy chọn ngày muộn hơn."
        )
    if not calendar.is_working(extended_to):
        raise NotAnExtension(
            f"Ngày gia hạn {extended_to:%d/%m/%Y} không phải là ngày làm việc ({calendar.ground(extended_to)}); "
            "hãy chọn một ngày làm việc."
        )
    return Extension(due_on, extended_to, days_between(due_on, extended_to, calendar))


def days_between(start: date, end: date, calendar: WorkCalendar) -> tuple[CountedDay, ...]:
    """Every day after `start` up to and including `end`, the worked ones numbered from 1. Raises CalendarUnknown."""
    days: list[CountedDay] = []
    number = 0
    for place in range(calendar.position(start) + 1, calendar.position(end) + 1):
        day, working, ground = calendar.from_position(place)
        number += working
        days.append(CountedDay(day, working, number if working else None, ground))
    return tuple(days)


def spans(holds: Iterable[Pause], calendar: WorkCalendar) -> tuple[list[tuple[int, int, str]], int | None]:
    """The holds that have ended, as half-open spans of positions, and where the clock began to stand for good."""
    found: list[tuple[int, int, str]] = []
    stands_from: int | None = None
    origin = calendar.first.toordinal()
    for begins_on, ends_on, ground in holds:
        begins = begins_on.toordinal() - origin
        if ends_on is None:
            stands_from = begins if stands_from is None else min(begins, stands_from)
        elif ends_on < begins_on:
            raise ValueError("a hold ends before it begins")
        else:
            found.append((begins, ends_on.toordinal() - origin, ground))
    return found, stands_from


def working_days_left(today: date, due_on: date, calendar: WorkCalendar) -> int:
    """Working days after today, up to and including the due day: 0 on the day itself, negative when it is past.

    The first day past due is -1 even when it is not worked. Raises CalendarUnknown.
    """
    left = calendar.working_days_between(today, due_on)
    return min(left, -1) if today > due_on else left
