"""The form of this room."""

import uuid

from flask_babel import lazy_gettext as _l

from states.training import TOPIC_TITLES, Topic
from workflow.forms import Choice, DayField, Form, Line, OneOf, WholeNumber
from workflow.training.services import NewClass


class ClassForm(Form):
    unit = Choice(_l("Làng nghề, nghề"), choices=[])
    topic = OneOf(_l("Nội dung"), choices=[(topic.value, title) for topic, title in TOPIC_TITLES.items()])
    title = Line(_l("Tên lớp"), longest=300, required=True)
    teacher = Line(_l("Đơn vị, nghệ nhân truyền dạy"), longest=200)
    held_from = DayField(_l("Từ ngày"), required=True, description=_l("Ví dụ 05/02/2026"))
    held_until = DayField(_l("Đến hết ngày"), required=True, description=_l("Ví dụ 05/02/2026"))
    learners = WholeNumber(_l("Số người học"), least=1, most=100_000, required=True)
    new_learners = WholeNumber(
        _l("Trong đó học lần đầu"), most=100_000, required=True,
        description=_l("Người chưa từng qua lớp nào; mỗi người chỉ tính một lần."),
    )  # fmt: skip

    def new(self) -> NewClass:
        """What was typed."""
        assert self.held_from.data
        assert self.held_until.data
        learners: int = self.learners.data or 0
        first: int = self.new_learners.data or 0
        return NewClass(
            uuid.UUID(self.unit.data), Topic(self.topic.data), self.title.data, self.teacher.data or "",
            self.held_from.data, self.held_until.data, learners, first,
        )  # fmt: skip
