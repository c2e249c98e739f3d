"""What an administrator types to change the calendar. Sent by GET: a preview is a page to read."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from workflow.calendar.changes import FIRST_YEAR, LAST_YEAR, Change, ChangeKind
from workflow.calendar.models import YearStatus
from workflow.forms import DayField, Form, Line, OneOf, WholeNumber

STANDING = [(YearStatus.DECREED.value, _l("Đã có quyết định")), (YearStatus.COMPUTED.value, _l("Chờ quyết định"))]


class DayForm(Form):
    """One day: worked or off, why, and by which paper."""

    kind = HiddenField(default=ChangeKind.SET_DAY.value)
    on = DayField(_l("Ngày"), required=True)
    working = OneOf(_l("Ngày này"), choices=[("no", _l("Nghỉ")), ("yes", _l("Làm việc"))])
    ground = Line(_l("Lý do"), required=True, description=_l("Ví dụ: Nghỉ bù, làm bù ngày 10/01/2026"))
    source = Line(_l("Nguồn"), required=True, description=_l("Số, ngày của văn bản quyết định"))

    def change(self) -> Change:
        """What was typed, as a change."""
        return Change(
            ChangeKind.SET_DAY, on=self.on.data, working=self.working.data == "yes", ground=self.ground.data or "",
            source=self.source.data or "",
        )  # fmt: skip


class RemovalForm(Form):
    """The exception of one day is taken back: it follows its weekday again."""

    kind = HiddenField(default=ChangeKind.REMOVE_DAY.value)
    on = DayField(_l("Ngày"), required=True)

    def change(self) -> Change:
        """What was asked, as a change."""
        return Change(ChangeKind.REMOVE_DAY, on=self.on.data)


class YearForm(Form):
    """A year that is added, or that now rests on a decision."""

    kind = HiddenField(default=ChangeKind.ADD_YEAR.value)
    year = WholeNumber(_l("Năm"), required=True, least=FIRST_YEAR, most=LAST_YEAR)
    status = OneOf(_l("Các ngày nghỉ của năm"), choices=STANDING)
    note = Line(_l("Ghi chú"), longest=300, description=_l("Số, ngày của quyết định; hoặc ghi là tính theo quy tắc"))

    def change(self) -> Change:
        """What was typed, as a change."""
        return Change(
            ChangeKind(self.kind.data), year=self.year.data or 0, status=YearStatus(self.status.data),
            note=self.note.data or "",
        )  # fmt: skip


CalendarForm = DayForm | RemovalForm | YearForm
FORMS: dict[str, type[DayForm] | type[RemovalForm] | type[YearForm]] = {
    ChangeKind.SET_DAY.value: DayForm,
    ChangeKind.REMOVE_DAY.value: RemovalForm,
    ChangeKind.ADD_YEAR.value: YearForm,
    ChangeKind.DECREE_YEAR.value: YearForm,
}


def form_of(typed: Any, checked: bool) -> CalendarForm | None:
    """The form that fits what was sent, or None for a kind of change that does not exist. `checked` asks for CSRF."""
    form = FORMS.get(typed.get("kind", ""))
    return form(typed, meta={"csrf": checked}) if form else None
