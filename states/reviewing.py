# ruff: noqa: E501 - a table is read in columns
"""After recognition: what a unit has to keep, what a yearly review finds, and when unmet criteria become a matter.

The criteria are those of recognition (Decree 52/2018, art. 5). How years are counted is a working rule, not text of the
decree: a run of unmet years begins on 31 December of its first year, and a year that nobody confirmed breaks it, for it
proves nothing and a right is at stake. After how many years what happens are parameters of the review procedure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from states.criteria import HOUSEHOLD_SHARE, Criterion, criteria_for
from states.kinds import DossierBasis, Kind

# fmt: off
KEEPING: Mapping[str, str] = {
    "NTT-A": "Nghề vẫn đang tiếp tục phát triển tại địa phương",
    "NTT-B": "Nghề vẫn tạo ra sản phẩm mang bản sắc văn hóa dân tộc",
    "NTT-C": "Nghề vẫn gắn với tên tuổi của nghệ nhân hoặc của làng nghề",
    "LN-A":  "Tối thiểu 20 % tổng số hộ trên địa bàn còn tham gia ngành nghề nông thôn",
    "LN-B":  "Sản xuất, kinh doanh vẫn ổn định",
    "LN-C":  "Vẫn đáp ứng các điều kiện bảo vệ môi trường làng nghề",
}
"""What a year's review asks of each criterion: the criterion itself, said of a unit that was recognised before."""
# fmt: on

HOUSEHOLDS, PRODUCTION = "LN-A", "LN-B"


class Effectiveness(StrEnum):
    """How well a unit works. The plan asks for it (I.2) and does not define it: the commune proposes."""

    EFFECTIVE = "effective"
    WEAK = "weak"
    IDLE = "idle"


EFFECTIVENESS_TITLES: dict[Effectiveness, str] = {
    Effectiveness.EFFECTIVE: "Hoạt động có hiệu quả",
    Effectiveness.WEAK: "Hoạt động kém hiệu quả",
    Effectiveness.IDLE: "Đã ngừng hoạt động",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """The word on one criterion of one unit in one year."""

    met: bool
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a commune counted in one year. Money is whole đồng (VND); None is not counted yet."""

    households: int | None = None
    trade_households: int | None = None
    workers: int | None = None
    trained_workers: int | None = None
    revenue_vnd: int | None = None

    @property
    def share(self) -> Fraction | None:
        """Households in the trade over all households, exactly; None while it cannot be computed."""
        if not self.households or self.trade_households is None:
            return None
        return Fraction(self.trade_households, self.households)


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """One year's review as the law reads it. `last_year` are the figures of the year before, when it was confirmed."""

    kind: Kind
    figures: Figures = field(default_factory=Figures)
    answers: Mapping[str, Kept] = field(default_factory=dict)
    effectiveness: Effectiveness | None = None
    last_year: Figures | None = None
    filled_by: str | None = None


def criteria_to_keep(kind: Kind) -> tuple[Criterion, ...]:
    """The criteria a recognised unit must go on meeting (Decree 52/2018, art. 5), whatever it was recognised from."""
    return criteria_for(kind, DossierBasis.FULL)


def unanswered(fact: ReviewFact) -> tuple[Criterion, ...]:
    """Criteria without a word in this review."""
    return tuple(each for each in criteria_to_keep(fact.kind) if each.code not in fact.answers)


def unmet(kind: Kind, answers: Mapping[str, Kept]) -> tuple[Criterion, ...]:
    """Criteria that a review says are not met."""
    return tuple(each for each in criteria_to_keep(kind) if each.code in answers and not answers[each.code].met)


def is_maintained(fact: ReviewFact) -> bool | None:
    """Whether every criterion is kept; None while one has no word."""
    return None if unanswered(fact) else not unmet(fact.kind, fact.answers)


def floor_gaps(fact: ReviewFact, revenue_percent: int) -> tuple[str, ...]:
    """Why a unit cannot be called effective: too few households, no production, revenue too far below last year's.

    `revenue_percent` is the least revenue in percent of the year before. Figures that are not known speak neither way.
    """
    return tuple(_floor_gaps(fact, revenue_percent))


def _floor_gaps(fact: ReviewFact, revenue_percent: int) -> Iterable[str]:
    share, before = fact.figures.share, fact.last_year.revenue_vnd if fact.last_year else None
    if share is not None and share < HOUSEHOLD_SHARE:
        yield "Số hộ còn làm nghề dưới 20 % tổng số hộ."
    produced = fact.answers.get(PRODUCTION)
    if fact.figures.revenue_vnd == 0 or (produced is not None and not produced.met):
        yield "Trong năm không sản xuất, kinh doanh ổn định."
    if before and fact.figures.revenue_vnd is not None and fact.figures.revenue_vnd * 100 < before * revenue_percent:
        yield f"Doanh thu thấp hơn {revenue_percent} % năm trước."


@dataclass(frozen=True, slots=True)
class Finding:
    """What a confirmed review found in one year."""

    year: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive years, each confirmed as not meeting the criteria, up to the last review."""

    first: int
    last: int

    @property
    def since(self) -> date:
        """31 December of the first unmet year: the first day on which the year is known to be unmet."""
        return date(self.first, 12, 31)

    @property
    def years(self) -> int:
        return self.last - self.first + 1


def unmet_run(reviews: Iterable[Finding]) -> Run | None:
    """The unbroken run of unmet years that ends with the last confirmed review; None when that one was kept.

    One confirmed review a year is expected; the order does not matter.
    """
    by_year = {review.year: review.kept for review in reviews}
    if not by_year:
        return None
    first = last = max(by_year)
    if by_year[last]:
        return None
    while by_year.get(first - 1) is False:
        first -= 1
    return Run(first, last)


def criteria_unmet_since(reviews: Iterable[Finding]) -> date | None:
    """Since when the criteria are not met, from confirmed reviews (Decree 52/2018, art. 6.5); None when they are kept."""
    run = unmet_run(reviews)
    return run.since if run else None


class WarningLevel(StrEnum):
    """How far unmet criteria have come."""

    WARNED = "warned"
    READY = "ready"


WARNING_TITLES: dict[WarningLevel, str] = {
    WarningLevel.WARNED: "Cảnh báo: nhiều năm liên tiếp không đạt tiêu chí",
    WarningLevel.READY: "Đủ điều kiện lập hồ sơ thu hồi",
}


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning about one unit on one day. `nth_year` counts the year that is running; `ready_on` when five are over."""

    level: WarningLevel
    nth_year: int
    ready_on: date


def warning(unmet_since: date | None, on: date, warn_from_year: int, ready_after_years: int) -> Warned | None:
    """What has to be said on a day about a unit whose criteria are unmet since then.

    A warning from the year `warn_from_year` on; ready for a revocation dossier when `ready_after_years` whole years
    are over. Both numbers are parameters of the review procedure.
    """
    if unmet_since is None or on < unmet_since:
        return None
    whole = on.year - unmet_since.year - ((on.month, on.day) < (unmet_since.month, unmet_since.day))
    ready_on = unmet_since.replace(year=unmet_since.year + ready_after_years)
    if whole >= ready_after_years:
        return Warned(WarningLevel.READY, whole + 1, ready_on)
    return Warned(WarningLevel.WARNED, whole + 1, ready_on) if whole + 1 >= warn_from_year else None
