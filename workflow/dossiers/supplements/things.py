"""What a supplement request may speak of: each paper, each criterion, each item of the checklist, and the rest."""

from collections.abc import Iterator
from typing import NamedTuple

from flask_babel import gettext as _

from states.checklist import RESULT_TITLES, ItemResult
from states.criteria import criteria_for
from workflow.dossiers.case import DossierCase

FREE_LINES = 3
OTHER = "other"


class Thing(NamedTuple):
    """One thing of a dossier: where it is mended, what it is called, what is known of it."""

    where: str
    group: str
    title: str
    known: str = ""


def things_of(case: DossierCase) -> list[Thing]:
    """The things of a dossier in the order of its page, then free lines for what none of them names."""
    free = [Thing(f"{OTHER}:{number}", _("Nội dung khác"), _("Nội dung khác")) for number in range(1, FREE_LINES + 1)]
    return [*_papers(case), *_criteria(case), *_items(case), *free]


def _papers(case: DossierCase) -> Iterator[Thing]:
    for need in case.needs:
        for part in need.parts:
            known = _("đã có tệp") if part.code in case.attached else _("chưa có tệp")
            yield Thing(f"parts:{part.code}", _("Thành phần hồ sơ"), _(part.title), known)


def _criteria(case: DossierCase) -> Iterator[Thing]:
    if not case.asks_recognition:
        return
    for criterion in criteria_for(case.kind, case.basis):
        yield Thing(f"criteria:{criterion.code}", _("Tiêu chí"), _(criterion.title), _word(case, criterion.code))


def _word(case: DossierCase, code: str) -> str:
    if code not in case.confirmed:
        return ""
    told: str = _("Sở xác nhận: đạt") if case.confirmed[code] else _("Sở xác nhận: chưa đạt")
    return told


def _items(case: DossierCase) -> Iterator[Thing]:
    answers = case.appraisal
    if not answers:
        return
    for item in case.checklist.items:
        answer = answers.get(item.code)
        known = _(RESULT_TITLES[ItemResult(answer.result)]) if answer else ""
        yield Thing(f"appraisal:{item.code}", _("Nội dung môi trường"), f"{item.code}. {_(item.text)}", known)


def names_of(case: DossierCase) -> dict[str, str]:
    """The title of each thing by its `where`."""
    return {thing.where: thing.title for thing in things_of(case)}
