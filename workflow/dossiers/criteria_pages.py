"""The criteria of a dossier beside their evidence, and the department's word on each, as a form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states import parts
from states.criteria import criteria_for
from states.kernel import Attempt, Rehearsal
from workflow.accounts.person import Person
from workflow.appraisal.queries import Confirmed, criteria_rows, words_of
from workflow.appraisal.services import DraftWord
from workflow.appraisal.summaries import CriterionRow
from workflow.dossiers.appraisal_pages import may_work
from workflow.dossiers.appraisal_services import RECOMMEND, criteria_to_confirm
from workflow.dossiers.case import DossierCase
from workflow.dossiers.queries import DossierView
from workflow.forms import Form, OneOf, Paragraph

MET, NOT_MET = "met", "not_met"
EVIDENCE: Mapping[str, tuple[parts.Part, ...]] = {
    "craft": (parts.SUMMARY, parts.AWARDS, parts.IDENTITY, parts.ARTISAN),
    "households": (parts.HOUSEHOLDS,),
    "results": (parts.RESULTS,),
    "environment": (parts.ENVIRONMENT,),
}
"""The papers that show what is declared in each section of the request."""


@dataclass(frozen=True)
class CriteriaPage:
    """The criteria of one dossier for one reader."""

    dossier: DossierView
    case: DossierCase
    rows: tuple[CriterionRow, ...]
    words: Mapping[str, Confirmed]
    evidence: Mapping[str, tuple[parts.Part, ...]]
    can_work: bool
    next_steps: tuple[Rehearsal, ...]


def criteria_page(dossier: DossierView, person: Person, on: date) -> CriteriaPage:
    """Everything the page shows: what is computed, what is attached, what has been confirmed and by whom."""
    case = dossier.case(on)
    can_work = may_work(case, person, RECOMMEND)
    evidence = {each.code: EVIDENCE.get(each.section, ()) for each in criteria_for(case.kind, case.basis)}
    steps = _next_steps(case, person, on) if can_work else ()
    return CriteriaPage(dossier, case, criteria_rows(case), words_of(dossier.id), evidence, can_work, steps)


def _next_steps(case: DossierCase, person: Person, on: date) -> tuple[Rehearsal, ...]:
    """The proposals that are waiting for this person, each with what still stands in its way."""
    rehearsals = case.procedure.rehearse(Attempt(case.procedure, case, person.actor, on))
    return tuple(found for found in rehearsals if found.mine and found.step.finding)


class CriteriaForm(Form):
    """Built for the criteria of one dossier by `criteria_form`."""

    codes: tuple[str, ...] = ()

    def word_of(self, code: str) -> tuple[Any, Any]:
        return self[f"{code}-met"], self[f"{code}-remark"]

    def validate(self, extra_validators: Any = None) -> bool:
        """Some criteria may wait; a remark alone is not a word, and "not met" must say why."""
        fine = bool(super().validate(extra_validators))
        for code in self.codes:
            met, remark = self.word_of(code)
            if remark.data and not met.data:
                met.errors, fine = [*met.errors, _("Hãy chọn đạt hay không đạt để lưu nhận xét.")], False
            if met.data == NOT_MET and not remark.data:
                remark.errors, fine = [*remark.errors, _("Hãy ghi vì sao không đạt.")], False
        return fine

    def words(self) -> Iterator[tuple[str, DraftWord]]:
        """The criteria that were decided."""
        for code in self.codes:
            met, remark = self.word_of(code)
            if met.data:
                yield code, DraftWord(met.data == MET, remark.data or "")


def criteria_form(page: CriteriaPage) -> CriteriaForm:
    """The form showing what stands; when a form was sent, what was typed."""
    criteria = criteria_to_confirm(page.case)
    fields: dict[str, Any] = {"codes": tuple(criterion.code for criterion in criteria)}
    data: dict[str, Any] = {}
    choices = [(MET, _l("Đạt")), (NOT_MET, _l("Không đạt"))]
    for criterion in criteria:
        title = _(criterion.title)
        fields[f"{criterion.code}-met"] = OneOf(_l("%(title)s: kết luận", title=title), required=False, choices=choices)
        fields[f"{criterion.code}-remark"] = Paragraph(_l("%(title)s: nhận xét", title=title), longest=2000)
        if word := page.words.get(criterion.code):
            data |= {f"{criterion.code}-met": MET if word.met else NOT_MET, f"{criterion.code}-remark": word.remark}
    made = type("CriteriaFormOfDossier", (CriteriaForm,), fields)
    return cast("CriteriaForm", made(data=data))
