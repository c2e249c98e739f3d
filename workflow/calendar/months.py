"""A year laid out as it hangs on a wall: months, weeks, and what each day is."""

import calendar
from dataclasses import dataclass
from datetime import date

from workflow.calendar.queries import DayRow, YearView

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One day on the wall. `exception` says why the day is not what its weekday says."""

    on: date
    working: bool
    exception: DayRow | None


@dataclass(frozen=True, slots=True)
class Month:
    """One month: weeks of seven places (None outside the month), its exceptions, its number of working days."""

    number: int
    weeks: tuple[tuple[Cell | None, ...], ...]
    exceptions: tuple[DayRow, ...]
    working_days: int


def months_of(view: YearView) -> tuple[Month, ...]:
    """The twelve months of a year, weeks beginning on Monday."""
    exceptions = {day.on: day for day in view.days}
    return tuple(_month(view.year, number, exceptions) for number in range(1, 13))


def _month(year: int, number: int, exceptions: dict[date, DayRow]) -> Month:
    weeks = tuple(
        tuple(_cell(on, exceptions) if on.month == number else None for on in week)
        for week in calendar.Calendar().monthdatescalendar(year, number)
    )
    rows = tuple(row for on, row in exceptions.items() if on.month == number)
    return Month(number, weeks, rows, sum(cell.working for week in weeks for cell in week if cell))


def _cell(on: date, exceptions: dict[date, DayRow]) -> Cell:
    row = exceptions.get(on)
    return Cell(on, row.working if row else on.weekday() < SATURDAY, row)
