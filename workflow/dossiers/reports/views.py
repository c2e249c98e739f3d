"""The report of a period on the screen and as CSV, over the dossiers that the reader may see."""

from datetime import date

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workflow.access import current_person, signed_in
from workflow.dossiers.reports.overdue import CAME_TITLES, WENT_TITLES, Fate, Report, overdue
from workflow.dossiers.visibility import visible_to
from workflow.forms import DayField, Form
from workflow.security import DOWNLOAD_POLICY
from workflow.sheets import CSV, as_csv
from workflow.wall_clock import today

room = Blueprint("reports", __name__, url_prefix="/reports")
SHOWN = 200
"""Late dossiers on the page; the file holds all of them."""


class PeriodForm(Form):
    """The days of a report. It asks and writes nothing, so it needs no token."""

    class Meta:
        csrf = False

    first = DayField(_l("Từ ngày"), required=True, description=_l("Ví dụ 05/02/2026"))
    last = DayField(_l("Đến hết ngày"), required=True, description=_l("Ví dụ 05/02/2026"))


@room.get("/overdue")
@signed_in
def show() -> ResponseReturnValue:
    """Figures by agency, commune and procedure, and every late dossier."""
    form, first, last = _asked()
    report = overdue(first, last, visible_to(current_person()))
    return render_template(
        "reports/overdue.html", form=form, report=report, shown=report.late[:SHOWN], came=CAME_TITLES, went=WENT_TITLES,
        groups={
            _("Theo cơ quan tiếp nhận"): report.by(lambda fate: fate.agency),
            _("Theo xã, phường"): report.by(lambda fate: fate.commune),
            _("Theo thủ tục"): report.by(lambda fate: _(fate.procedure)),
        },
    ), 422 if form.errors else 200  # fmt: skip


@room.get("/overdue.csv")
@signed_in
def take() -> ResponseReturnValue:
    """Every dossier of the period, one a line, with scope and cut-off above."""
    _form, first, last = _asked()
    report = overdue(first, last, visible_to(current_person()))
    response = current_app.response_class(_written(report), mimetype=CSV)
    response.headers["Content-Disposition"] = f"attachment; filename=Bao-cao-han-{first:%Y%m%d}-{last:%Y%m%d}.csv"
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return response


def _asked() -> tuple[PeriodForm, date, date]:
    """The period that the address asks for, else the month so far; what cannot be read is said."""
    day = today()
    form = PeriodForm(request.args or None)
    if not request.args:
        form.first.data, form.last.data = day.replace(day=1), day
        return form, day.replace(day=1), day
    if not form.validate() or form.first.data is None or form.last.data is None:
        return form, day.replace(day=1), day
    if form.last.data < form.first.data:
        form.last.errors = [_("Hãy chọn từ ngày trước đến ngày sau.")]
        return form, day.replace(day=1), day
    return form, form.first.data, form.last.data


def _written(report: Report) -> bytes:
    scope = [_("Hồ sơ đang giải quyết từ ngày"), f"{report.first:%d/%m/%Y}", f"{report.last:%d/%m/%Y}"]
    head = [
        _("Mã hồ sơ"), _("Tên"), _("Thủ tục"), _("Cơ quan tiếp nhận"), _("Xã, phường"), _("Vào kỳ"), _("Cuối kỳ"),
        _("Tiếp nhận"), _("Hạn"), _("Xong"),
    ]  # fmt: skip
    return as_csv([scope, head, *(_line(fate) for fate in report.fates)])


def _line(fate: Fate) -> list[str]:
    days = (f"{day:%d/%m/%Y}" if day else "" for day in (fate.received_on, fate.due_on, fate.finished_on))
    words = fate.code, fate.title, _(fate.procedure), fate.agency, fate.commune
    return [*words, _(CAME_TITLES[fate.came]), _(WENT_TITLES[fate.went]), *days]
