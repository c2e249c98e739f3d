"""What a report is asked for, and what is typed into a periodic one."""

from datetime import date

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.reports import REPORTS, Asks
from workflow.forms import DayField, Form, Line, Paragraph
from workflow.reports.making import Asked


class _Asking(Form):
    """It asks and writes nothing, so it needs no token."""

    class Meta:
        csrf = False


class PeriodForm(_Asking):
    first = DayField(_l("Từ ngày"), required=True, description=_l("Ví dụ 05/02/2026"))
    last = DayField(_l("Đến hết ngày"), required=True, description=_l("Ví dụ 05/02/2026"))


class DayForm(_Asking):
    last = DayField(_l("Số liệu chốt đến hết ngày"), required=True, description=_l("Ví dụ 05/02/2026"))


class NewReportForm(Form):
    first = DayField(_l("Từ ngày"), required=True, description=_l("Ví dụ 05/02/2026"))
    last = DayField(_l("Đến hết ngày"), required=True, description=_l("Ví dụ 05/02/2026"))


class WordsForm(Form):
    difficulties = Paragraph(_l("Khó khăn, vướng mắc"))
    proposals = Paragraph(_l("Đề xuất, kiến nghị"))


class NumberForm(Form):
    number = Line(_l("Số văn bản"), longest=60, required=True, description=_l("Ví dụ 125/BC-SNNMT"))
    issued_on = DayField(_l("Ngày văn bản"), required=True, description=_l("Ví dụ 05/02/2026"))


def asked_of(code: str, on: date) -> tuple[PeriodForm | DayForm, Asked]:
    """What the address asks of a report, else the month so far or today; what cannot be read is said in the form."""
    usual = Asked(on.replace(day=1), on)
    form = PeriodForm(request.args or None) if REPORTS[code].asks is Asks.PERIOD else DayForm(request.args or None)
    if not request.args:
        form.last.data = on
        if isinstance(form, PeriodForm):
            form.first.data = usual.first
        return form, usual
    if not form.validate() or form.last.data is None:
        return form, usual
    first: date = form.first.data or usual.first if isinstance(form, PeriodForm) else form.last.data
    if first > form.last.data:
        form.last.errors = [_("Hãy chọn từ ngày trước đến ngày sau.")]
        return form, usual
    return form, Asked(first, form.last.data)
