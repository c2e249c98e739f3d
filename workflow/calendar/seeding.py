"""The calendar before anybody has edited it: public holidays by rule, overlaid by the decisions in `overrides.csv`."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workflow.calendar.models import YearStatus

YEARS = range(2024, 2032)
LAST_DECREED = 2026
"""The swapped days of later years wait for the yearly decision of the Prime Minister."""

_OVERRIDES = Path(__file__).with_name("overrides.csv")
_BY_DECISION = "Lịch nghỉ lễ, tết hằng năm"
_BY_RULE = "Tính theo quy tắc, chờ quyết định"


@dataclass(frozen=True, slots=True)
class SeedDay:
    """One exceptional day, as it will stand in the table."""

    on: date
    working: bool
    ground: str
    source: str


def seed_days(year: int) -> list[SeedDay]:
    """Days off and worked weekend days of one year, in order. Decisions override the rules."""
    days = {day.on: day for day in _by_rule(year)} | {day.on: day for day in _overrides() if day.on.year == year}
    return [days[on] for on in sorted(days)]


def seed_status(year: int) -> tuple[YearStatus, str]:
    """Whether the seed of a year rests on decisions, and the note shown beside it."""
    if year <= LAST_DECREED:
        return YearStatus.DECREED, "Theo quyết định về lịch nghỉ lễ, tết"
    return YearStatus.COMPUTED, _BY_RULE


def _by_rule(year: int) -> Iterable[SeedDay]:
    import holidays  # here: only seeding needs it, and it would slow every start

    source = _BY_DECISION if year <= LAST_DECREED else _BY_RULE
    table = holidays.country_holidays("VN", years=year, language="vi")
    for on, name in table.items():
        if on.year == year:
            yield SeedDay(on, False, name, source)
    for on in table.weekend_workdays:
        if on.year == year:
            yield SeedDay(on, True, "Ngày làm bù", source)


def _overrides() -> Iterable[SeedDay]:
    with _OVERRIDES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield SeedDay(date.fromisoformat(row["on"]), row["working"] == "yes", row["ground"], row["source"])
