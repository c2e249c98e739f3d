"""The road of each indicator to the end of the plan: where it stood as each year ended, and the pace still needed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_UP, Decimal
from typing import NamedTuple

from states.indicators import Villages
from workflow.plan.indicators import indicators
from workflow.plan.measures import Measured
from workflow.plan.snapshots import approved_snapshots
from workflow.register.annex import PLAN_YEARS

FIRST, LAST = PLAN_YEARS[0] - 1, PLAN_YEARS[1]
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Road:
    """One indicator: percentages at the ends of `years` as far as they are known, and from the day on as they must be.

    `years_left` counts from the day to the end of the plan; `pace` is how many more units a year the target asks for,
    None where nothing is counted yet or the plan is over. `sent`: what approved reports said up to the day.
    """

    measured: Measured
    years: tuple[int, ...]
    reached: tuple[Decimal | None, ...]
    needed: tuple[Decimal | None, ...]
    years_left: Decimal
    pace: Decimal | None
    sent: tuple["Sent", ...] = ()


class Sent(NamedTuple):
    """What an approved report said of it."""

    report_id: uuid.UUID
    cut_off: date
    numerator: int
    denominator: int
    percent: Decimal | None


def roads(on: date, villages: Villages = Villages.D2) -> list[Road]:
    """The roads of all eight as of a day; of the running year the day itself is shown, later years are open."""
    years = tuple(range(FIRST, LAST + 1))
    ends = [date(year, 12, 31) if year < on.year else on for year in years if year <= on.year]
    known = [indicators(end, villages) for end in ends or [on]]
    sent = _sent(on)
    return [
        replace(road, sent=tuple(sent.get(road.measured.indicator.code, ())))
        for road in (_road([each[place] for each in known], years, on) for place in range(len(known[-1])))
    ]


def _sent(on: date) -> Mapping[str, list[Sent]]:
    """By indicator what approved reports with a cut-off up to a day said, the earliest first."""
    found: dict[str, list[Sent]] = {}
    for snapshot in approved_snapshots():
        if snapshot.cut_off > on:
            continue
        for one in snapshot.indicators:
            share = Decimal(str(one["percent"])) if one["percent"] is not None else None
            said = Sent(snapshot.report_id, snapshot.cut_off, one["numerator"], one["denominator"], share)
            found.setdefault(one["code"], []).append(said)
    return found


def _road(told: list[Measured], years: tuple[int, ...], on: date) -> Road:
    latest = told[-1]
    reached = (*(each.percent for each in told), *([None] * (len(years) - len(told))))[: len(years)]
    left = max(Decimal(0), Decimal((date(LAST, 12, 31) - on).days) / Decimal("365.25"))
    pace = (Decimal(latest.gap) / left).quantize(TENTH, ROUND_UP) if left and latest.percent is not None else None
    return Road(latest, years, reached, _needed(latest, years, on), left.quantize(TENTH), pace)


def _needed(latest: Measured, years: tuple[int, ...], on: date) -> tuple[Decimal | None, ...]:
    """A straight way from the day to the target at the end of the plan; nothing once the target is reached."""
    if latest.percent is None or not latest.gap or not FIRST <= on.year < LAST:
        return (None,) * len(years)
    target = Decimal(latest.indicator.target.numerator * 100) / latest.indicator.target.denominator
    step = (target - latest.percent) / (LAST - on.year)
    way = (latest.percent + step * (year - on.year) if year >= on.year else None for year in years)
    return tuple(value if value is None else value.quantize(TENTH) for value in way)
