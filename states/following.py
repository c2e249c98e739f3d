"""Following up on the environment after an appraisal: when a remedy, an inspection or an environmental plan is due.

The law gives the five-year cycle of a plan (`appraisal.PLAN_CYCLE_YEARS`); how long before anybody is told is a working
rule, kept here as numbers of a version.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from states.appraisal import plan_runs_until
from states.basis import Basis, Mark
from states.tables import Parameter

PRACTICE = Basis("Quy tắc làm việc về theo dõi môi trường sau thẩm định", Mark.INFERENCE)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One version of the numbers by which the office follows up."""

    version: str
    valid_from: date
    parameters: tuple[Parameter, ...]

    def number(self, name: str) -> int:
        """The value of a parameter. Raises LookupError."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter.value
        raise LookupError(f"follow-up {self.version} has no parameter {name}")


# fmt: off
FOLLOW_UP_2026_1 = FollowUp("2026.1", date(2025, 1, 1), (
    Parameter("remedy_notice_days",     "Nhắc trước khi hết hạn khắc phục",             10, "ngày",  PRACTICE),
    Parameter("inspection_notice_days", "Nhắc trước ngày phải kiểm tra theo yêu cầu",    5, "ngày",  PRACTICE),
    Parameter("plan_notice_months",     "Báo trước khi phương án bảo vệ môi trường hết chu kỳ", 6, "tháng", PRACTICE),
))
# fmt: on
EDITIONS: tuple[FollowUp, ...] = (FOLLOW_UP_2026_1,)


def current_follow_up(on: date) -> FollowUp:
    """The numbers in force on a day. Raises LookupError before the first version."""
    valid = [edition for edition in EDITIONS if edition.valid_from <= on]
    if not valid:
        raise LookupError(f"there are no numbers for following up on {on}")
    return max(valid, key=lambda edition: edition.valid_from)


class Nearness(StrEnum):
    """How near a last day is."""

    FAR = "far"
    SOON = "soon"
    OVER = "over"


def nearness(due_on: date, on: date, notice_days: int) -> Nearness:
    """How near a last day is, in calendar days. The last day itself is still in time."""
    if on > due_on:
        return Nearness.OVER
    return Nearness.SOON if due_on - on <= timedelta(days=notice_days) else Nearness.FAR


def plan_nearness(approved_on: date, on: date, notice_months: int) -> Nearness:
    """How near the end of the five-year cycle of an environmental plan is (ENV-V04). Its last day is still in time."""
    ends = plan_runs_until(approved_on)
    if on > ends:
        return Nearness.OVER
    return Nearness.SOON if on >= months_before(ends, notice_months) else Nearness.FAR


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month; the last day of that month where it is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (after - timedelta(days=1)).day))
