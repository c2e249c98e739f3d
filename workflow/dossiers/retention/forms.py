"""Forms of retention."""

from flask_babel import lazy_gettext as _l

from workflow.forms import DayField, Form, Line, Paragraph, WholeNumber


class ScheduleForm(Form):
    months = WholeNumber(
        _l("Số tháng lưu hồ sơ sau khi kết thúc"), least=12, most=1200,
        description=_l("Do người làm lưu trữ của cơ quan cho biết, ví dụ 120. Để trống: lưu mãi."),
    )  # fmt: skip
    valid_from = DayField(_l("Áp dụng từ ngày"), required=True)
    ground = Paragraph(_l("Căn cứ"), longest=1000, required=True, description=_l("Văn bản, quyết định hoặc ý kiến."))


class PostponeForm(Form):
    until = DayField(_l("Giữ đến hết ngày"), required=True)
    reason = Paragraph(_l("Lý do"), longest=1000, required=True)


class ReasonForm(Form):
    reason = Paragraph(_l("Lý do"), longest=1000, required=True)


class CodeForm(Form):
    code = Line(_l("Mã hồ sơ"), longest=40, required=True)
