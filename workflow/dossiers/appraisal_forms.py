"""The environmental checklist as a form: for each item four choices, a reason, a remark, a day for the remedy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.checklist import RESULT_TITLES, Checklist, ItemResult
from states.checklists import find_checklist
from workflow.appraisal.queries import Answered
from workflow.appraisal.services import DraftAnswer
from workflow.forms import DayField, Form, Line, OneOf, Paragraph

EVIDENCE = "evidence"
"""The button that keeps the draft and goes on to the evidence of one item."""


@dataclass(frozen=True)
class ItemFields:
    """The fields of one item."""

    result: Any
    reason: Any
    remark: Any
    remedy: Any

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in (self.result, self.reason, self.remark, self.remedy))


class AppraisalForm(Form):
    """Built for one version of the checklist by `form_class`."""

    checklist: Checklist

    def fields_of(self, code: str) -> ItemFields:
        return ItemFields(*(self[f"{code}-{part}"] for part in ("result", "reason", "remark", "remedy")))

    def validate(self, extra_validators: Any = None) -> bool:
        """A partial answer is welcome; only "not applicable" must say why."""
        fine = bool(super().validate(extra_validators))
        for item in self.checklist.items:
            fields = self.fields_of(item.code)
            if fields.result.data == ItemResult.NOT_APPLICABLE and not fields.reason.data:
                fields.reason.errors = [*fields.reason.errors, _("Hãy ghi lý do vì sao không áp dụng.")]
                fine = False
        return fine

    def drafts(self) -> Iterator[tuple[str, DraftAnswer]]:
        """What was filled in, item by item."""
        for item in self.checklist.items:
            fields = self.fields_of(item.code)
            result = ItemResult(fields.result.data) if fields.result.data else None
            yield item.code, DraftAnswer(result, fields.reason.data or "", fields.remark.data or "", fields.remedy.data)


@lru_cache
def form_class(name: str) -> type[AppraisalForm]:
    """The form of one version of the checklist."""
    checklist = find_checklist(name)
    choices = [(result.value, _l(title)) for result, title in RESULT_TITLES.items()]
    fields: dict[str, Any] = {"checklist": checklist}
    for item in checklist.items:
        fields[f"{item.code}-result"] = OneOf(_l("%(code)s: kết quả", code=item.code), required=False, choices=choices)
        fields[f"{item.code}-reason"] = Line(_l("%(code)s: lý do không áp dụng", code=item.code), longest=500)
        fields[f"{item.code}-remark"] = Paragraph(_l("%(code)s: nhận xét", code=item.code), longest=2000)
        fields[f"{item.code}-remedy"] = DayField(_l("%(code)s: hạn khắc phục", code=item.code))
    return cast("type[AppraisalForm]", type("AppraisalFormOfVersion", (AppraisalForm,), fields))


def filled_form(checklist: Checklist, standing: Mapping[str, Answered]) -> AppraisalForm:
    """The form showing what stands; when a form was sent, what was typed."""
    data: dict[str, Any] = {}
    for code, answer in standing.items():
        data |= {
            f"{code}-result": answer.result.value if answer.result else None,
            f"{code}-reason": answer.reason,
            f"{code}-remark": answer.remark,
            f"{code}-remedy": answer.remedy_due_on,
        }
    return form_class(checklist.name)(data=data)
