"""The forms of policies, schemes and projects."""

from typing import Any

from flask_babel import lazy_gettext as _l

from states.basis import Mark
from states.policies import MARK_TITLES
from states.schemes import SCHEME_KINDS
from states.support_kinds import KIND_TITLES
from workflow.forms import Choice, DayField, Form, Line, Money, OneOf, Paragraph, Percent, Ticks
from workflow.policies.scheme_services import NewScheme
from workflow.policies.services import Terms
from workflow.text import nfc

LONGEST_GROUND = 500


class PolicyForm(Form):
    title = Line(_l("Tên chính sách"), longest=300, required=True)
    legal_basis = Line(
        _l("Căn cứ pháp lý"), longest=LONGEST_GROUND, required=True,
        description=_l("Số, ngày của văn bản và điều khoản"),
    )  # fmt: skip
    mark = OneOf(_l("Căn cứ này"), choices=[(mark.value, title) for mark, title in MARK_TITLES.items()])
    kinds = Ticks(_l("Loại hỗ trợ được mở"), choices=list(KIND_TITLES.items()))
    rate = Percent(_l("Tỷ lệ tối đa (phần trăm chi phí)"), description=_l("Để trống khi văn bản không quy định tỷ lệ."))
    amount_vnd = Money(
        _l("Số tiền tối đa (đồng)"), least=1,
        description=_l("Có cả tỷ lệ và số tiền thì mức thấp hơn được áp dụng."),
    )  # fmt: skip
    each = Line(_l("Số tiền tính cho"), longest=60, description=_l("Ví dụ: mỗi cơ sở, mỗi dự án"))
    covers = Line(_l("Nội dung được hỗ trợ, điều kiện (công khai)"), longest=500)
    valid_from = DayField(_l("Có hiệu lực từ ngày"), required=True, description=_l("Ngày ghi trong văn bản"))
    valid_until = DayField(_l("Hết hiệu lực sau ngày"), description=_l("Để trống khi văn bản không ghi hạn."))
    note = Paragraph(_l("Ghi chú nội bộ"), longest=2000)

    def terms(self) -> Terms:
        """What was typed."""
        assert self.valid_from.data
        return Terms(
            nfc(self.title.data), nfc(self.legal_basis.data), Mark(self.mark.data), tuple(self.kinds.data or ()),
            self.valid_from.data, self.valid_until.data, self.rate.data, self.amount_vnd.data, self.each.data or "",
            self.covers.data or "", self.note.data or "",
        )  # fmt: skip


class SchemeForm(Form):
    kind = OneOf(_l("Loại"), choices=list(SCHEME_KINDS.items()))
    title = Line(_l("Tên đề án, dự án"), longest=300, required=True)
    legal_basis = Line(_l("Căn cứ pháp lý"), longest=LONGEST_GROUND)
    asked_vnd = Money(_l("Kinh phí đề nghị (đồng)"), required=True)
    communes = Ticks(_l("Xã, phường"), choices=[])
    units = Ticks(_l("Làng nghề, nghề"), choices=[])
    note = Paragraph(_l("Nội dung, ghi chú"), longest=5000)

    def offer(self, communes: Any, units: Any) -> None:
        """The communes and units that may be chosen."""
        self.communes.choices = [(each.code, each.full_name) for each in communes]
        self.units.choices = units

    def scheme(self) -> NewScheme:
        """What was typed."""
        return NewScheme(
            self.kind.data, nfc(self.title.data), self.asked_vnd.data or 0, nfc(self.legal_basis.data or ""),
            self.note.data or "", tuple(self.communes.data or ()), tuple(self.units.data or ()),
        )  # fmt: skip


class DecidedForm(Form):
    """The paper by which the province decided."""

    number = Line(_l("Số văn bản"), longest=60, required=True, description=_l("Ví dụ 512/QĐ-UBND"))
    decided_on = DayField(_l("Ngày văn bản"), required=True)


class WhyForm(Form):
    """A step that needs a reason."""

    why = Line(_l("Lý do"), longest=500, required=True)


class LeadForm(PolicyForm):
    """The first version of a policy, by somebody who sits at more than one agency."""

    lead = Choice(_l("Cơ quan chủ trì"), choices=[])
