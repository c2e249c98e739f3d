"""The form of this room."""

import uuid

from flask_babel import lazy_gettext as _l

from workflow.achievements.services import NewAchievement
from workflow.forms import Choice, DayField, Form, Line


class AchievementForm(Form):
    unit = Choice(_l("Làng nghề, nghề"), choices=[])
    form = Choice(_l("Loại"), choices=[])
    what = Line(_l("Tên"), longest=300, required=True)
    number = Line(_l("Số văn bản, giấy chứng nhận"), longest=100)
    valid_from = DayField(_l("Có từ ngày"), required=True, description=_l("Ví dụ 05/02/2026"))
    valid_until = DayField(_l("Hết hạn ngày"), description=_l("Để trống khi văn bản không ghi hạn."))

    def new(self) -> NewAchievement:
        """What was typed."""
        assert self.valid_from.data
        until = self.valid_until.data if "valid_until" in self else None
        unit_id, number = uuid.UUID(self.unit.data), self.number.data or ""
        return NewAchievement(unit_id, self.form.data, self.what.data, number, self.valid_from.data, until)
