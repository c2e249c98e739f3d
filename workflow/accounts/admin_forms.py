"""Forms of the administrator."""

import re
from datetime import date
from typing import cast

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, Regexp, ValidationError

from states.actors import AGENCY_TITLES, GIVEN_ROLES, REAL_AGENCIES, ROLE_TITLES, AgencyKind
from workflow.accounts.agency_services import AgencyData
from workflow.forms import Choice, DayField, Form, Line


class PersonForm(Form):
    name = Line(_l("Họ và tên"), longest=120, required=True)
    username = Line(
        _l("Tên đăng nhập"),
        longest=60,
        required=True,
        description=_l("Chữ thường không dấu, số, dấu chấm; ví dụ tran.thi.lan."),
    )
    email = Line(
        _l("Thư điện tử"),
        longest=200,
        validators=[Optional(), Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+", message=_l("Địa chỉ thư này chưa đúng dạng."))],
    )


class PostForm(Form):
    role = Choice(_l("Chức vụ"), choices=[(role.value, ROLE_TITLES[role]) for role in GIVEN_ROLES])
    agency = Choice(_l("Cơ quan"), choices=[])
    valid_from = DayField(_l("Từ ngày"), required=True, description=_l("Ngày/tháng/năm, ví dụ 05/02/2026."))
    valid_to = DayField(_l("Đến hết ngày"), description=_l("Để trống nếu không giới hạn."))


PREFIX = re.compile(r"[A-Z]\d\d(\.\d\d)*|\d{3}\.\d\d\.\d\d\.[A-Z]\d\d")
"""Agency codes as they open a dossier code, in the newer and the older style (domain: Mã hồ sơ)."""


class AgencyForm(Form):
    kind = Choice(_l("Loại cơ quan"), choices=[(kind.value, AGENCY_TITLES[kind]) for kind in REAL_AGENCIES])
    name = Line(_l("Tên đầy đủ"), longest=200, required=True)
    short_name = Line(_l("Tên gọn"), longest=80, required=True)
    commune_code = Line(_l("Mã xã"), longest=5, description=_l("Chỉ cho UBND xã, phường; ví dụ 02728."))
    dossier_prefix = Line(
        _l("Tiền tố mã hồ sơ"), longest=20, description=_l("Chỉ cho cơ quan tiếp nhận; ví dụ H38.12.")
    )

    def validate_dossier_prefix(self, field: Line) -> None:
        if field.data and not PREFIX.fullmatch(field.data):
            raise ValidationError(_l("Tiền tố phải có dạng H38, H38.12 hoặc 000.12.34.H38, để mã hồ sơ tra cứu được."))

    def told(self) -> AgencyData:
        return AgencyData(
            AgencyKind(self.kind.data),
            self.name.data or "",
            self.short_name.data or "",
            self.commune_code.data or None,
            self.dossier_prefix.data or "",
        )


class NewAgencyForm(AgencyForm):
    valid_from = DayField(_l("Hoạt động từ ngày"), required=True)

    def first(self) -> date:
        return cast("date", self.valid_from.data)


class EndAgencyForm(Form):
    valid_to = DayField(_l("Ngày hoạt động cuối cùng"), required=True)
    successor = Choice(_l("Cơ quan kế thừa"), required=False, choices=[])
