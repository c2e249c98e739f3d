"""What follows from the inspection of one producing establishment, and from those of all of them (plan, target I.2.8).

An establishment or household is inspected against the household items of the environmental checklist (Decree 08/2022,
art. 34 and 35; Law on Environmental Protection, art. 56.2). The plan asks that all of them comply and does not say how
they are counted; that one never inspected counts as not complying is a working rule, to be confirmed by the department.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from states.checklist import Checklist, Item, ItemAnswer, ItemResult, Level


class Verdict(StrEnum):
    """What the answers of one inspection amount to."""

    COMPLIANT = "compliant"
    NOT_COMPLIANT = "not_compliant"
    INCOMPLETE = "incomplete"


VERDICT_TITLES: dict[Verdict, str] = {
    Verdict.COMPLIANT: "Đáp ứng yêu cầu",
    Verdict.NOT_COMPLIANT: "Chưa đáp ứng yêu cầu",
    Verdict.INCOMPLETE: "Chưa kiểm tra xong",
}

INSPECTION_RESULTS = (ItemResult.MET, ItemResult.NOT_MET, ItemResult.NOT_APPLICABLE)
"""What an inspector may answer: he stands on the spot, so nothing is left to a site visit."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """One inspection, summed up. The items are in the order of the checklist."""

    verdict: Verdict
    unanswered: tuple[Item, ...]
    without_reason: tuple[Item, ...]
    failed: tuple[Item, ...]

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        if self.verdict is Verdict.INCOMPLETE:
            left = len(self.unanswered) + len(self.without_reason)
            return f"Chưa kiểm tra xong: còn {left} nội dung chưa trả lời đủ."
        if self.verdict is Verdict.NOT_COMPLIANT:
            return f"Chưa đáp ứng yêu cầu: {len(self.failed)} nội dung chưa đạt."
        return "Đáp ứng các yêu cầu về bảo vệ môi trường."


def items_of_an_establishment(checklist: Checklist) -> tuple[Item, ...]:
    """The items an establishment or household is inspected against."""
    return tuple(item for item in checklist.items if item.level is Level.HOUSEHOLD)


def inspect(checklist: Checklist, answers: Mapping[str, ItemAnswer]) -> Inspected:
    """Sum up the answers of one inspection. One item that stands in the way and is not met decides against."""
    unanswered, bare, failed = [], [], []
    for item in items_of_an_establishment(checklist):
        answer = answers.get(item.code)
        if answer is None or answer.result not in INSPECTION_RESULTS:
            unanswered.append(item)
        elif answer.result is ItemResult.NOT_APPLICABLE and not answer.reason.strip():
            bare.append(item)
        elif answer.result is ItemResult.NOT_MET and item.can_block:
            failed.append(item)
    verdict = Verdict.NOT_COMPLIANT if failed else Verdict.COMPLIANT
    is_open = unanswered or bare
    return Inspected(Verdict.INCOMPLETE if is_open else verdict, tuple(unanswered), tuple(bare), tuple(failed))


@dataclass(frozen=True, slots=True)
class Seen:
    """One inspection of one establishment: the day, and what it found. Later ones of a day come later in a list."""

    on: date
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Producer:
    """One establishment or household as the count sees it. The day it closed no longer counts."""

    active_from: date
    closed_on: date | None = None
    inspections: Sequence[Seen] = ()

    def is_active(self, on: date) -> bool:
        """Whether it produces on that day."""
        return self.active_from <= on and (self.closed_on is None or on < self.closed_on)

    def last(self, on: date, since: date | None = None) -> Seen | None:
        """The last finished inspection up to that day. One that was not finished says nothing and displaces none."""
        done = [seen for seen in self.inspections if seen.verdict is not Verdict.INCOMPLETE and seen.on <= on]
        return max((seen for seen in reversed(done) if since is None or seen.on >= since), key=_day, default=None)


def _day(seen: Seen) -> date:
    return seen.on


@dataclass(frozen=True, slots=True)
class Compliance:
    """Target 8 as of a day: how many comply, of how many that are active, and how many of these were inspected."""

    compliant: int
    active: int
    inspected: int

    @property
    def share(self) -> Fraction | None:
        """Those that comply over those active; None where there is nothing to count."""
        return Fraction(self.compliant, self.active) if self.active else None

    @property
    def coverage(self) -> Fraction | None:
        """Those inspected over those active; None where there is nothing to count."""
        return Fraction(self.inspected, self.active) if self.active else None


def compliance(producers: Iterable[Producer], on: date, since: date | None = None) -> Compliance:
    """Count target 8 as of the day `on`; with `since`, only inspections from that day on count.

    Who was never inspected counts as not complying, and shows in the coverage.
    """
    last = [producer.last(on, since) for producer in producers if producer.is_active(on)]
    found = [seen for seen in last if seen is not None]
    return Compliance(sum(seen.verdict is Verdict.COMPLIANT for seen in found), len(last), len(found))
