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


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The appraisal, summed up. `met` is None while something is unanswered or waits for a site visit."""

    met: bool | None
    unanswered: tuple[Item, ...]
    without_reason: tuple[Item, ...]
    site_visits: tuple[Item, ...]
    blocking: tuple[Item, ...]
    advisory: tuple[Item, ...]
    sentence: str

    @property
    def is_complete(self) -> bool:
        return self.met is not None


def is_advisory(item: Item, kind: Kind) -> bool:
    """Whether the item never stands in the way of this kind of recognition."""
    return not item.can_block or (kind is Kind.TRADITIONAL_CRAFT and item.level is Level.VILLAGE)


def items_to_answer(checklist: Checklist, kind: Kind) -> tuple[Item, ...]:
    """The items that must be answered before the appraisal is signed off."""
    needs_village = kind is not Kind.TRADITIONAL_CRAFT
    return tuple(item for item in checklist.items if needs_village or item.level is Level.HOUSEHOLD)


def conclude(checklist: Checklist, kind: Kind, answers: Mapping[str, ItemAnswer]) -> Conclusion:
    """Sum up the answers of one appraisal; the items are in the order of the checklist."""
    unanswered = tuple(item for item in items_to_answer(checklist, kind) if item.code not in answers)
    given = [(item, answers[item.code]) for item in checklist.items if item.code in answers]
    without_reason = tuple(item for item, answer in given if _lacks_reason(answer))
    site_visits = tuple(item for item, answer in given if answer.result is ItemResult.NEEDS_SITE_VISIT)
    unmet = [item for item, answer in given if answer.result is ItemResult.NOT_MET]
    blocking = tuple(item for item in unmet if not is_advisory(item, kind))
    advisory = tuple(item for item in unmet if is_advisory(item, kind))
    met = None if unanswered or without_reason or site_visits else not blocking
    sentence = _sentence(met, len(blocking), len(unanswered) + len(without_reason), len(site_visits))
    return Conclusion(met, unanswered, without_reason, site_visits, blocking, advisory, sentence)


def _lacks_reason(answer: ItemAnswer) -> bool:
    return answer.result is ItemResult.NOT_APPLICABLE and not answer.reason.strip()


def _sentence(met: bool | None, blocking: int, open_items: int, site_visits: int) -> str:
    if met is None:
        parts = [f"{open_items} nội dung chưa trả lời đủ"] if open_items else []
        parts += [f"{site_visits} nội dung cần kiểm tra thực tế"] if site_visits else []
        return f"Chưa kết luận: còn {', '.join(parts)}."
    if met:
        return "Đạt các điều kiện bảo vệ môi trường."
    return f"Chưa đạt: {blocking} nội dung bắt buộc chưa đạt."


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
