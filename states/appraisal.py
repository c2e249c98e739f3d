"""What follows from the answers to an environmental checklist.

For a traditional craft the decree has no environmental criterion (art. 5.2): its village items are advisory, need no
answer and stand in nobody's way. That is a working rule, to be confirmed by the department.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from states.basis import Reason
from states.case import Case
from states.checklist import Checklist, Item, ItemAnswer, ItemResult, Level
from states.kinds import Kind
from states.request import RequestAnswers

PLAN_CYCLE_YEARS = 5
MET, NOT_MET, NEEDS_SITE_VISIT = ItemResult.MET, ItemResult.NOT_MET, ItemResult.NEEDS_SITE_VISIT
VILLAGE = Level.VILLAGE


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The appraisal, summed up. `met` is None while something is unanswered or waits for a site visit."""

    met: bool | None
    unanswered: tuple[Item, ...]
    without_reason: tuple[Item, ...]
    site_visits: tuple[Item, ...]
    blocking: tuple[Item, ...]
    advisory: tuple[Item, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every item that must be answered is, with its reason and after its site visit."""
        return self.met is not None

    @property
    def sentence(self) -> str:
        """The conclusion in words."""
        if self.met:
            return "Đạt các điều kiện bảo vệ môi trường."
        if self.met is not None:
            return f"Chưa đạt: {len(self.blocking)} nội dung bắt buộc chưa đạt."
        open_items, visits = len(self.unanswered) + len(self.without_reason), len(self.site_visits)
        parts = [f"{open_items} nội dung chưa trả lời đủ"] if open_items else []
        parts += [f"{visits} nội dung cần kiểm tra thực tế"] if visits else []
        return f"Chưa kết luận: còn {', '.join(parts)}."


def is_advisory(item: Item, kind: Kind) -> bool:
    """Whether the item never stands in the way of this kind of recognition."""
    return not item.can_block or (kind == Kind.TRADITIONAL_CRAFT and item.level is Level.VILLAGE)


def items_to_answer(checklist: Checklist, kind: Kind) -> tuple[Item, ...]:
    """The items that must be answered before the appraisal is signed off."""
    needs_village = kind != Kind.TRADITIONAL_CRAFT
    return tuple(item for item in checklist.items if needs_village or item.level is Level.HOUSEHOLD)


def conclude(checklist: Checklist, kind: Kind, answers: Mapping[str, ItemAnswer]) -> Conclusion:
    """Sum up the answers of one appraisal; the items are in the order of the checklist."""
    optional_villages = kind == Kind.TRADITIONAL_CRAFT
    found: dict[str, list[Item]] = {name: [] for name in ("unanswered", "bare", "visit", "blocking", "advisory")}
    for item in checklist.items:
        answer = answers.get(item.code)
        if answer is None:
            if not (optional_villages and item.level is VILLAGE):
                found["unanswered"].append(item)
        elif answer.result == MET:
            continue
        elif answer.result == NOT_MET:
            found["advisory" if is_advisory(item, kind) else "blocking"].append(item)
        elif answer.result == NEEDS_SITE_VISIT:
            found["visit"].append(item)
        elif not answer.reason.strip():
            found["bare"].append(item)
    is_open = found["unanswered"] or found["bare"] or found["visit"]
    met = None if is_open else not found["blocking"]
    return Conclusion(met, *(tuple(items) for items in found.values()))


def conclusion(case: Case) -> Conclusion:
    """The appraisal of a dossier, summed up."""
    return conclude(case.checklist, case.kind, case.appraisal)


def plan_runs_until(approved_on: date) -> date:
    """The last day of the five-year cycle of an environmental plan."""
    try:
        return approved_on.replace(year=approved_on.year + PLAN_CYCLE_YEARS)
    except ValueError:  # 29 February
        return approved_on.replace(year=approved_on.year + PLAN_CYCLE_YEARS, day=28)


def plan_warning(answers: RequestAnswers, on: date) -> Reason | None:
    """A warning, never an obstacle, when the declared environmental plan has run out on that day (ENV-V04)."""
    if answers.env_plan_on is None or on <= plan_runs_until(answers.env_plan_on):
        return None
    ended = plan_runs_until(answers.env_plan_on)
    return Reason(
        f"Phương án bảo vệ môi trường phê duyệt ngày {answers.env_plan_on:%d/%m/%Y} đã quá chu kỳ "
        f"{PLAN_CYCLE_YEARS:02d} năm (hết ngày {ended:%d/%m/%Y}); cần kiểm tra phương án mới hoặc bản điều chỉnh.",
        where="appraisal:ENV-V04",
    )


def hints_for(checklist: Checklist, trade: str) -> tuple[str, ...]:
    """What to look for in a trade. Help for the appraiser, not law."""
    name = f" {unicodedata.normalize('NFC', trade).casefold()} "
    return tuple(
        hint for words, hint in checklist.hints.items() if any(f" {word} " in name for word in words.split(", "))
    )
