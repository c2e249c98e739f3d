"""The pages of a support application as forms. A draft may be blank everywhere; what is typed must be readable."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from states.support import FUND_TITLES, SupportKind
from workflow.forms import Choice, Form, Line, Money, OneOf, Paragraph, WholeNumber

SHORTEST_YEAR, LONGEST_YEAR = 2020, 2100


class KindForm(Form):
    kind = Choice(_l("Loại hỗ trợ"))
    aim = Choice(
        _l("Xin hỗ trợ cho"),
        description=_l("Làng nghề, nghề truyền thống đã được công nhận, hoặc mục của Kế hoạch đang chuẩn bị."),
    )

    def offer(self, kinds: Sequence[SupportKind], aims: Sequence[Any]) -> None:
        """The kinds and the aims a person may choose from."""
        self.kind.choices = [("", _("Chưa chọn")), *((kind.code, kind.title) for kind in kinds)]
        self.aim.choices = [("", _("Chưa chọn")), *((aim.key, f"{aim.name} ({aim.note})") for aim in aims)]


class ApplicantForm(Form):
    establishment = Line(
        _l("Cơ sở, hộ, tổ chức nhận hỗ trợ"), longest=300,
        description=_l("Ví dụ: Hợp tác xã dệt lanh Lùng Tám; hộ bà Lý Thị Mẩy; cả làng nghề"),
    )  # fmt: skip
    applicant_name = Line(_l("Họ và tên người đề nghị"))
    applicant_role = Line(_l("Tư cách đề nghị"), description=_l("Ví dụ: giám đốc hợp tác xã, chủ hộ, trưởng thôn"))
    applicant_phone = Line(_l("Điện thoại"), longest=30, description=_l("Cần điện thoại hoặc địa chỉ."))
    applicant_address = Line(_l("Địa chỉ"), longest=300)

    def validate_applicant_phone(self, field: Any) -> None:
        if field.data and not re.fullmatch(r"[+\d][\d\s.()\-]{7,}", field.data):
            raise ValidationError(_("Số điện thoại gồm ít nhất 8 chữ số, ví dụ 0912 345 678."))


class HonourForm(Form):
    """An honour: no money is asked."""

    purpose = Line(_l("Danh hiệu đề nghị"), longest=300, description=_l("Ví dụ: Nghệ nhân Ưu tú, nghề chạm bạc"))
    content = Paragraph(_l("Thành tích, đóng góp"), longest=20_000)
    year = WholeNumber(_l("Năm xét tặng"), least=SHORTEST_YEAR, most=LONGEST_YEAR, required=True)
    twin_note = Paragraph(_l("Giải trình vì sao vẫn đề nghị"), longest=2000)


class MoneyForm(Form):
    purpose = Line(
        _l("Đề nghị hỗ trợ để làm gì"), longest=300, description=_l("Một câu, ví dụ: thuê gian hàng ở hội chợ Hà Nội")
    )
    content = Paragraph(_l("Nội dung công việc"), longest=20_000, description=_l("Làm gì, ở đâu, khi nào, ai làm"))
    year = WholeNumber(_l("Năm xin kinh phí"), least=SHORTEST_YEAR, most=LONGEST_YEAR, required=True)
    cost = Money(_l("Tổng chi phí (đồng)"), description=_l("Theo dự toán, ví dụ 120.000.000"))
    own_capital = Money(_l("Vốn tự có (đồng)"))
    requested = Money(_l("Số tiền đề nghị hỗ trợ (đồng)"))
    fund = OneOf(_l("Nguồn kinh phí mong muốn"), required=False)
    twin_note = Paragraph(
        _l("Giải trình vì sao vẫn đề nghị"), longest=2000,
        description=_l("Cần ghi khi cơ sở này đã có hồ sơ cùng loại trong năm."),
    )  # fmt: skip

    def offer(self, kind: SupportKind) -> None:
        """The sources this kind of support is paid from."""
        self.fund.choices = [(fund.value, FUND_TITLES[fund]) for fund in kind.funds]
