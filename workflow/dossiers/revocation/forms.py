"""The commune's report, and the department's inspection of each criterion."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from states.criteria import Criterion
from states.reviewing import Kept
from workflow.forms import DayField, Form, OneOf, Paragraph


class ReportForm(Form):
    seen_version = HiddenField()
    why = Paragraph(_l("Lý do đề nghị thu hồi"), required=True, description=_l("Tiêu chí nào không đạt, vì sao."))
    unmet_since = DayField(_l("Không đạt tiêu chí từ ngày"), description=_l("Theo kết quả rà soát hằng năm."))
    efforts = Paragraph(_l("Đã làm gì để khôi phục"))
    wishes = Paragraph(_l("Ý kiến của người làm nghề"))


class InspectionForm(Form):
    """Built for the criteria of one kind by `inspection_form`."""

    seen_version = HiddenField()
    criteria: Sequence[Criterion]

    def rows(self) -> Iterator[tuple[Criterion, Any, Any]]:
        for criterion in self.criteria:
            yield criterion, self[f"{criterion.code}-met"], self[f"{criterion.code}-remark"]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever finds a criterion unmet says why."""
        fine = bool(super().validate(extra_validators))
        for _criterion, met, remark in self.rows():
            if met.data == "no" and not remark.data:
                remark.errors, fine = [_("Hãy ghi rõ vì sao không đạt.")], False
        return fine

    def words(self) -> dict[str, Kept]:
        """What was said, criterion by criterion; those without a word are left out."""
        return {c.code: Kept(met.data == "yes", remark.data or "") for c, met, remark in self.rows() if met.data}


def inspection_form(criteria: Sequence[Criterion], standing: Mapping[str, Any]) -> InspectionForm:
    """The form showing what stands; when a form was sent, what was typed."""
    choices = [("yes", _l("Đạt")), ("no", _l("Không đạt"))]
    fields: dict[str, Any] = {"criteria": criteria}
    data: dict[str, str] = {}
    for criterion in criteria:
        fields[f"{criterion.code}-met"] = OneOf(_(criterion.title), required=False, choices=choices)
        fields[f"{criterion.code}-remark"] = Paragraph(_("Nhận xét"), longest=2000)
        if word := standing.get(criterion.code):
            data |= {f"{criterion.code}-met": "yes" if word.met else "no", f"{criterion.code}-remark": word.remark}
    made = cast("type[InspectionForm]", type("InspectionOfKind", (InspectionForm,), fields))
    return made(data=data)
