"""What is typed about a paper that was fixed."""

from flask_babel import lazy_gettext as _l

from workflow.forms import DayField, Form, Paragraph, WholeNumber

MOST = 99_999


class NumberForm(Form):
    number = WholeNumber(
        _l("Số"), least=1, most=MOST, required=True, description=_l("Chỉ ghi phần số theo sổ văn bản đi của cơ quan.")
    )
    day = DayField(_l("Ngày văn bản"), required=True)


class CorrectForm(Form):
    reason = Paragraph(
        _l("Lý do lập văn bản thay thế"), longest=1000, required=True,
        description=_l("Ví dụ: ghi nhầm tên thôn. Văn bản mới nêu tên văn bản cũ và lý do này."),
    )  # fmt: skip
