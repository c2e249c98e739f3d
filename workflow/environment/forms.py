"""Forms of this room: producers, inspections, plans, requests for an inspection."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from states.checklist import RESULT_TITLES, Checklist, Item, ItemResult
from states.checklists import find_checklist
from states.inspecting import INSPECTION_RESULTS, items_of_an_establishment
from workflow.appraisal.services import DraftAnswer
from workflow.environment.establishments import Producing
from workflow.environment.plans import NewPlan
from workflow.forms import Choice, DayField, Form, Line, OneOf, Paragraph

PRODUCER_TITLES = {"household": _l("Hộ sản xuất"), "establishment": _l("Cơ sở sản xuất")}


class EstablishmentForm(Form):
    seen_version = HiddenField()
    kind = OneOf(_l("Loại"), choices=list(PRODUCER_TITLES.items()))
    name = Line(
        _l("Tên cơ sở hoặc chủ hộ"), required=True, description=_l("Không ghi số căn cước, ngày sinh, số điện thoại.")
    )
    village = Line(_l("Thôn, bản, tổ dân phố"))
    trade = Line(_l("Nghề"), longest=300)
    active_from = DayField(_l("Hoạt động từ ngày"), required=True, description=_l("Ví dụ 05/02/2026"))

    def producing(self) -> Producing:
        """What was typed."""
        assert self.active_from.data
        name, village, trade = (field.data or "" for field in (self.name, self.village, self.trade))
        return Producing(self.kind.data, name, village, trade, self.active_from.data)


class ClosingForm(Form):
    seen_version = HiddenField()
    closed_on = DayField(_l("Ngừng hoạt động từ ngày"), required=True)
    why = Line(_l("Lý do"), longest=500, required=True)


class PlanForm(Form):
    number = Line(_l("Số quyết định phê duyệt"), longest=60, required=True)
    approved_on = DayField(_l("Ngày phê duyệt"), required=True, description=_l("Ví dụ 05/02/2026"))
    approved_by = Line(_l("Cơ quan phê duyệt"), required=True)

    def plan(self) -> NewPlan:
        """What was typed."""
        assert self.approved_on.data
        return NewPlan(self.number.data, self.approved_on.data, self.approved_by.data)


class RequestForm(Form):
    place = Choice(_l("Kiểm tra ở đâu"), choices=[], required=False)
    ground = Paragraph(_l("Lý do yêu cầu"), required=True, description=_l("Ai phản ánh, thấy gì, từ khi nào."))
    by_on = DayField(_l("Cần kết quả trước ngày"), required=True, description=_l("Ví dụ 05/02/2026"))


class InspectionForm(Form):
    """Built for one version of the checklist by `inspection_form`."""

    seen_version = HiddenField()
    inspected_on = DayField(_l("Ngày kiểm tra"), required=True)
    remark = Paragraph(_l("Nhận xét chung"), longest=2000)
    checklist: Checklist

    def rows(self) -> Iterator[tuple[Item, Sequence[Any]]]:
        """Each item with its fields: result, reason, remark, day of the remedy."""
        for item in items_of_an_establishment(self.checklist):
            yield item, [self[f"{item.code}-{part}"] for part in ("result", "reason", "remark", "remedy")]

    def validate(self, extra_validators: Any = None) -> bool:
        """A partial answer is welcome; "not applicable" must say why."""
        fine = bool(super().validate(extra_validators))
        for _item, (result, reason, _remark, _remedy) in self.rows():
            if result.data == ItemResult.NOT_APPLICABLE and not reason.data:
                reason.errors, fine = [_("Hãy ghi lý do vì sao không áp dụng.")], False
        return fine

    def answers(self) -> dict[str, DraftAnswer]:
        """What was answered, by item; items without a result are left out."""
        return {
            item.code: DraftAnswer(ItemResult(result.data), reason.data or "", remark.data or "", remedy.data)
            for item, (result, reason, remark, remedy) in self.rows()
            if result.data
        }


@lru_cache
def _form_class(name: str) -> type[InspectionForm]:
    checklist = find_checklist(name)
    choices = [(result.value, _l(RESULT_TITLES[result])) for result in INSPECTION_RESULTS]
    fields: dict[str, Any] = {"checklist": checklist}
    for item in items_of_an_establishment(checklist):
        fields[f"{item.code}-result"] = OneOf(_l("%(code)s: kết quả", code=item.code), required=False, choices=choices)
        fields[f"{item.code}-reason"] = Line(_l("%(code)s: lý do không áp dụng", code=item.code), longest=500)
        fields[f"{item.code}-remark"] = Paragraph(_l("%(code)s: nhận xét", code=item.code), longest=2000)
        fields[f"{item.code}-remedy"] = DayField(_l("%(code)s: hạn khắc phục", code=item.code))
    return cast("type[InspectionForm]", type("InspectionFormOfVersion", (InspectionForm,), fields))


def inspection_form(checklist: Checklist, unfinished: Any | None = None) -> InspectionForm:
    """The form, with the answers of an inspection that was not finished; when a form was sent, what was typed."""
    data: dict[str, Any] = {}
    for code, answer in (unfinished.answers if unfinished else {}).items():
        data |= {
            f"{code}-result": answer.result, f"{code}-reason": answer.reason, f"{code}-remark": answer.remark,
            f"{code}-remedy": answer.remedy_due_on,
        }  # fmt: skip
    if unfinished:
        data |= {"inspected_on": unfinished.row.inspected_on, "remark": unfinished.row.remark}
    return _form_class(checklist.name)(data=data)
