"""The forms of the clerk's book."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from workflow.decisions.kinds import KIND_TITLES, DecisionKind
from workflow.forms import Choice, Form, Paragraph, WholeNumber

MOST = 99_999


class PaperNumbersForm(Form):
    seen_last = HiddenField()
    until = WholeNumber(
        _l("Số cuối cùng đã cấp trên giấy"), least=1, most=MOST, required=True,
        description=_l("Mọi số từ số kế tiếp của sổ đến số này được ghi là đã cấp trên giấy."),
    )  # fmt: skip
    kind = Choice(
        _l("Các số đó dùng cho"), choices=[(kind.value, title) for kind, title in reversed(KIND_TITLES.items())],
        description=_l("Nếu số được cấp cho một hồ sơ ở đây, hãy chọn đúng loại: khi cấp số sẽ chọn được số này."),
    )  # fmt: skip
    ground = Paragraph(
        _l("Căn cứ"), longest=1000, required=True,
        description=_l("Ví dụ: sổ văn bản đi của Văn phòng UBND tỉnh, trang 12."),
    )  # fmt: skip

    @property
    def chosen_kind(self) -> DecisionKind:
        return DecisionKind(self.kind.data)


class VoidForm(Form):
    reason = Paragraph(_l("Lý do hủy số"), longest=1000, required=True, description=_l("Ví dụ: ghi nhầm trích yếu."))
