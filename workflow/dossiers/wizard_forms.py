"""The pages of a request as forms. A draft may be blank everywhere; what is typed must be readable.

What the law needs before the dossier may be sent is in states/declarations.py, not here.
"""

import re
from collections.abc import Sequence
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField
from wtforms.validators import ValidationError

from states.kinds import BASES_OF_KIND, BASIS_TITLES, KIND_TITLES, TRADE_GROUPS, DossierBasis, Kind
from workflow.dossiers.request_models import EARLIEST_YEAR, LATEST_YEAR
from workflow.forms import Choice, DayField, Form, Line, Money, OneOf, Paragraph, Tick, WholeNumber

MANY = 1_000_000
MOST_SITES = 20
MOST_YEARS = 12


class Total(WholeNumber):
    """All households of the area. Zero is refused with the reason: a share of nothing cannot be computed."""

    def read(self, text: str) -> int:
        number = super().read(text)
        if number == 0:
            raise ValueError(
                _("Tổng số hộ không thể là 0 vì tỷ lệ được tính trên số này. Hãy ghi số hộ đang ở trên địa bàn.")
            )
        return number


class RoughYear(WholeNumber):
    """A year, also typed "khoảng năm 1980": old people do not know the day."""

    def read(self, text: str) -> int:
        years = re.findall(r"(?<!\d)\d{4}(?!\d)", text)
        if len(years) != 1:
            raise ValueError(_("Hãy ghi một năm, ví dụ 1968 hoặc “khoảng năm 1968”."))
        return super().read(years[0])


class BasisForm(Form):
    kind = OneOf(_l("Đề nghị công nhận"), choices=[(kind.value, KIND_TITLES[kind]) for kind in Kind])
    basis = OneOf(
        _l("Căn cứ đề nghị"),
        choices=[(basis.value, BASIS_TITLES[basis]) for basis in DossierBasis],
        description=_l("Chỉ làng nghề truyền thống mới có ba trường hợp; loại khác luôn là trường hợp thứ nhất."),
    )
    unit_id = Choice(_l("Quyết định công nhận trước đây, tìm thấy trong danh bạ"), required=False)

    def validate_basis(self, field: Any) -> None:
        kind = next((kind for kind in Kind if kind.value == self.kind.data), None)
        if kind and field.data and field.data not in {basis.value for basis in BASES_OF_KIND[kind]}:
            raise ValidationError(_("Căn cứ này chỉ dùng cho làng nghề truyền thống. Hãy chọn lại loại hoặc căn cứ."))

    def offer(self, units: Sequence[tuple[str, str]]) -> None:
        """The recognitions a person may point to."""
        self.unit_id.choices = [("", _("Chưa chọn")), *units]


class SiteRow(wtforms.Form):  # type: ignore[misc]
    commune_code = Choice(_l("Xã, phường"), required=False)
    village = Line(_l("Thôn, bản, tổ dân phố"))
    former_commune = Line(_l("Xã cũ (trước 01/7/2025)"), longest=100)

    @property
    def is_blank(self) -> bool:
        return not (self.commune_code.data or self.village.data or self.former_commune.data)

    def validate_village(self, field: Any) -> None:
        if not self.commune_code.data and not self.is_blank:
            raise ValidationError(_("Hãy chọn xã, phường của thôn, bản này."))


class UnitForm(Form):
    title = Line(
        _l("Tên đề nghị công nhận"), longest=300, required=True,
        description=_l("Ví dụ: Làng nghề mây tre đan dân tộc Hà Nhì, Nậm Pung"),
    )  # fmt: skip
    trade = Line(_l("Tên nghề"), longest=300, description=_l("Ví dụ: mây tre đan"))
    trade_group = Choice(
        _l("Nhóm ngành nghề (Điều 4 Nghị định 52/2018/NĐ-CP)"), required=False,
        choices=[("", _l("Chưa chọn")), *((str(code), f"{code}. {title}") for code, title in TRADE_GROUPS.items())],
    )  # fmt: skip
    sites = FieldList(FormField(SiteRow), label=_l("Địa điểm"), max_entries=MOST_SITES)

    def offer(self, communes: Sequence[tuple[str, str]]) -> None:
        """The communes of the province."""
        for site in self.sites:
            site.form.commune_code.choices = [("", _("Chưa chọn")), *communes]


class ProposerForm(Form):
    proposer_name = Line(_l("Họ và tên"))
    proposer_role = Line(_l("Tư cách đề nghị"), description=_l("Ví dụ: trưởng thôn, đại diện tổ hợp tác, nghệ nhân"))
    proposer_phone = Line(_l("Điện thoại"), longest=30, description=_l("Cần điện thoại hoặc địa chỉ."))
    proposer_address = Line(_l("Địa chỉ"), longest=300)

    def validate_proposer_phone(self, field: Any) -> None:
        if field.data and not re.fullmatch(r"[+\d][\d\s.()\-]{7,}", field.data):
            raise ValidationError(_("Số điện thoại gồm ít nhất 8 chữ số, ví dụ 0912 345 678."))


class HouseholdsForm(Form):
    total_households = Total(
        _l("Tổng số hộ trên địa bàn"), most=MANY,
        description=_l("Mọi hộ đang sinh sống ở các thôn, bản, tổ dân phố nêu trong hồ sơ, kể cả hộ không làm nghề."),
    )  # fmt: skip


class HouseholdImportForm(Form):
    text = wtforms.TextAreaField(_l("Dán danh sách từ Excel"))
    replace = Tick(_l("Thay toàn bộ danh sách đang lưu bằng danh sách này"))


class YearRow(wtforms.Form):  # type: ignore[misc]
    year = WholeNumber(_l("Năm"), least=1900, most=2200)
    households = WholeNumber(_l("Số hộ"), most=MANY)
    workers = WholeNumber(_l("Số lao động"), most=MANY)
    revenue_vnd = Money(_l("Doanh thu (đồng)"))
    products = Line(_l("Sản phẩm chính"), longest=500)
    remark = Line(_l("Ghi chú"), longest=500)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said of the year (the year itself is offered beforehand)."""
        return not any((field.raw_data or [""])[0].strip() for field in self if field.short_name != "year")

    def validate_year(self, field: Any) -> None:
        if field.data is None and not self.is_blank and not field.process_errors:
            raise ValidationError(_("Hãy ghi năm của kết quả này."))


class ResultsForm(Form):
    years = FieldList(FormField(YearRow), label=_l("Kết quả từng năm"), max_entries=MOST_YEARS)

    def validate_years(self, field: Any) -> None:
        seen = set()
        for row in field:
            year = row.form.year.data
            if row.form.is_blank or year is None:
                continue
            if year in seen:
                told = _("Năm %(year)s đã có ở dòng trên; mỗi năm một dòng.", year=year)
                row.form.year.errors = [*row.form.year.errors, told]
                raise ValidationError(_("Có năm được khai hai lần."))
            seen.add(year)


class CraftForm(Form):
    first_known_year = RoughYear(
        _l("Nghề có ở địa phương từ năm nào"), least=EARLIEST_YEAR, most=LATEST_YEAR,
        description=_l("Có thể ghi “khoảng năm 1968”."),
    )  # fmt: skip
    first_known_note = Line(
        _l("Căn cứ để biết năm đó"), longest=300,
        description=_l("Ví dụ: lời kể của người cao tuổi, gia phả, sách địa chí"),
    )  # fmt: skip
    still_developing = OneOf(
        _l("Hiện nay nghề có đang tiếp tục phát triển không?"), required=False,
        choices=[("yes", _l("Có")), ("no", _l("Không"))],
    )  # fmt: skip
    history_text = Paragraph(_l("Quá trình hình thành, phát triển"), longest=20_000)
    identity_text = Paragraph(_l("Đặc trưng mang bản sắc văn hóa dân tộc"), longest=20_000)
    artisan_names = Line(_l("Nghệ nhân, hoặc làng nghề gắn với nghề"), longest=1000)


class EnvironmentForm(Form):
    env_plan_number = Line(
        _l("Số văn bản phê duyệt phương án bảo vệ môi trường"), longest=60, description=_l("Ví dụ: 118/QĐ-UBND")
    )
    env_plan_on = DayField(_l("Ngày phê duyệt"), description=_l("Ví dụ: 12/03/2025"))
    env_plan_by = Line(_l("Cơ quan phê duyệt"))
    self_management = Paragraph(
        _l("Tổ chức tự quản về bảo vệ môi trường"), longest=2000,
        description=_l("Tên tổ chức, số quyết định thành lập, số thành viên, quy chế hoạt động"),
    )  # fmt: skip


class StartForm(Form):
    title = Line(
        _l("Tên đề nghị công nhận"), longest=300, required=True,
        description=_l("Ví dụ: Làng nghề mây tre đan dân tộc Hà Nhì, Nậm Pung"),
    )  # fmt: skip
    kind = OneOf(_l("Đề nghị công nhận"), choices=[(kind.value, KIND_TITLES[kind]) for kind in Kind])
