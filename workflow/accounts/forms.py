"""Forms of the door and of one's own account."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import ValidationError

from workflow.accounts import passwords
from workflow.forms import Form, Line, Secret


class SignInForm(Form):
    username = Line(_l("Tên đăng nhập"), longest=200, required=True)
    password = Secret(_l("Mật khẩu"))
    next = HiddenField()
    kept = HiddenField()


class _NewPassword(Form):
    """A new password, typed twice. `told` is set by the view before validation: whose password it will be."""

    told: tuple[str, str] = ("", "")

    def validate_new(self, field: Any) -> None:
        if problems := passwords.problems_of(field.data or "", *self.told):
            raise ValidationError(" ".join(problems))

    def validate_again(self, field: Any) -> None:
        if field.data != self["new"].data:
            raise ValidationError(_("Hai lần nhập mật khẩu mới chưa giống nhau."))


class FirstPasswordForm(_NewPassword):
    new = Secret(_l("Mật khẩu mới"), description=_l("Ít nhất 12 ký tự. Một câu ngắn dễ nhớ là tốt nhất."))
    again = Secret(_l("Nhập lại mật khẩu mới"))


class ResetForm(_NewPassword):
    username = Line(_l("Tên đăng nhập"), longest=200, required=True)
    code = Line(
        _l("Mã một lần"),
        longest=40,
        required=True,
        description=_l("Do người quản trị đọc cho Ông/Bà, dùng trong 30 phút."),
    )
    new = Secret(_l("Mật khẩu mới"), description=_l("Ít nhất 12 ký tự. Một câu ngắn dễ nhớ là tốt nhất."))
    again = Secret(_l("Nhập lại mật khẩu mới"))


class ChangePasswordForm(_NewPassword):
    current = Secret(_l("Mật khẩu hiện tại"))
    new = Secret(_l("Mật khẩu mới"), description=_l("Ít nhất 12 ký tự. Một câu ngắn dễ nhớ là tốt nhất."))
    again = Secret(_l("Nhập lại mật khẩu mới"))
