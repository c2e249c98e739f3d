"""The appraisal and the criteria as a page shows them, prepared from the law's view of a dossier."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from states.appraisal import Conclusion, conclusion, is_advisory, items_to_answer
from states.case import Case
from states.checklist import RESULT_TITLES, Item, ItemAnswer, ItemResult
from states.criteria import VILLAGE_CRITERIA, claims
from states.procedures import PROCEDURES

SIGN_OFF = "sign_off"
ENVIRONMENT_CRITERION = next(criterion.code for criterion in VILLAGE_CRITERIA if criterion.section == "environment")


@lru_cache
def appraising() -> frozenset[str]:
    """The stages, in any version of any procedure, in which an appraisal is open."""
    steps = (step for procedure in PROCEDURES.values() for step in procedure.steps if step.action == SIGN_OFF)
    return frozenset(source for step in steps for source in step.sources)


class Standing(StrEnum):
    """How a line reads at a glance: a word and a colour that belong together."""

    MET = "ok"
    WAITING = "wait"
    PLAIN = ""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion: what is required, what is declared, what follows. `is_confirmed`: somebody answers for it."""

    code: str
    clause: str
    title: str
    basis: str
    required: str
    declared: str
    gap: str
    result: str
    standing: Standing
    is_confirmed: bool
    is_environment: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the checklist with its answer in words."""

    item: Item
    result: str
    standing: Standing
    remark: str
    is_advisory: bool


@dataclass(frozen=True, slots=True)
class AppraisalSummary:
    """Where the appraisal stands. The rows are empty while its results are not yet for this reader."""

    total: int
    answered: int
    is_open_to_reader: bool
    sentence: str
    rows: tuple[ItemRow, ...]
    met_count: int


def is_settled(case: Case) -> bool:
    """Whether the appraisal was signed off and is not open again: from then on its results are for every reader."""
    return bool(case.took.get(SIGN_OFF)) and case.stage not in appraising()


def criteria_rows(case: Case) -> tuple[CriterionRow, ...]:
    """Every criterion of a dossier. The appraisal's word on the environment shows only once it is settled."""
    rows, settled = [], is_settled(case)
    for claim in claims(case):
        environment = claim.code == ENVIRONMENT_CRITERION
        word = case.confirmed.get(claim.code) if settled or not environment else None
        result, standing = _word(word) if word is not None else _computed(claim.met)
        declared = claim.declared
        if environment and word is None and case.appraisal:
            result, standing = "Đang thẩm định", Standing.WAITING
            total = len(items_to_answer(case.checklist, case.kind))
            declared = f"{declared}; {_answered(case)}/{total} mục đã thẩm định"
        criterion = claim.criterion
        rows.append(
            CriterionRow(
                claim.code, criterion.clause, criterion.title, criterion.basis.text if criterion.basis.citable else "",
                claim.required, declared, claim.gap, result, standing, word is not None, environment,
            )
        )  # fmt: skip
    return tuple(rows)


def _word(met: bool) -> tuple[str, Standing]:
    return ("Đạt", Standing.MET) if met else ("Không đạt", Standing.WAITING)


def _computed(met: bool) -> tuple[str, Standing]:
    return ("Số liệu đạt, chờ xác nhận", Standing.PLAIN) if met else ("Số liệu chưa đạt", Standing.WAITING)


def _answered(case: Case) -> int:
    return sum(item.code in case.appraisal for item in items_to_answer(case.checklist, case.kind))


def summary_rows(case: Case, *, open_to_reader: bool | None = None) -> AppraisalSummary:
    """The appraisal in a few lines: what is not simply met comes as rows, the rest as a number.

    Results are shown once the appraisal is settled, unless the caller says otherwise (appraisers see their own work).
    """
    if open_to_reader is None:
        open_to_reader = is_settled(case)
    needed = items_to_answer(case.checklist, case.kind)
    summary: Conclusion = conclusion(case)
    total, answered = len(needed), _answered(case)
    if not open_to_reader:
        return AppraisalSummary(total, answered, False, "", (), 0)
    given = [(item, case.appraisal[item.code]) for item in case.checklist.items if item.code in case.appraisal]
    rows = tuple(_item_row(item, answer, case) for item, answer in given if answer.result is not ItemResult.MET)
    return AppraisalSummary(total, answered, True, summary.sentence, rows, len(given) - len(rows))


def _item_row(item: Item, answer: ItemAnswer, case: Case) -> ItemRow:
    standing = Standing.PLAIN if answer.result is ItemResult.NOT_APPLICABLE else Standing.WAITING
    remark = answer.reason or answer.remark
    return ItemRow(item, RESULT_TITLES[answer.result], standing, remark, is_advisory(item, case.kind))
