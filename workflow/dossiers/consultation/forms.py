"""Forms of consultation: the question, its treatment, the answer."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from workflow.forms import Form, Paragraph, Ticks, WholeNumber

LONGEST_TERM = 30


class QuestionForm(Form):
    """One question to several agencies at once."""

    seen_version = HiddenField()
    agencies = Ticks(_l("Cơ quan được hỏi"), choices=[])
    question = Paragraph(_l("Nội dung hỏi"), required=True, longest=4000)
    papers = Ticks(_l("Giấy tờ gửi kèm"), choices=[])
    days = WholeNumber(_l("Thời hạn trả lời (ngày làm việc)"), least=1, most=LONGEST_TERM, required=True)


def question_form(agencies: Sequence[tuple[str, str]], files: Sequence[tuple[str, str]], **data: Any) -> QuestionForm:
    """The form with the agencies that may be asked and the papers there are."""
    form = QuestionForm(data=data)
    form.agencies.choices, form.papers.choices = list(agencies), list(files)
    return form


class TreatmentForm(Form):
    """How an opinion was treated."""

    treatment = Paragraph(_l("Tiếp thu, giải trình"), required=True, longest=4000)
