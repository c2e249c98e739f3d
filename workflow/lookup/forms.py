"""What a visitor types to find a dossier."""

from flask_babel import lazy_gettext as _l

from workflow.forms import Form, Line


class LookupForm(Form):
    """The code and the secret printed on the receipt."""

    code = Line(
        _l("Mã hồ sơ"), longest=60, required=True,
        description=_l("In ở đầu Giấy tiếp nhận, ví dụ H38.12-261102-0004. Chữ hoa, chữ thường đều được."),
    )  # fmt: skip
    secret = Line(
        _l("Mã tra cứu"), longest=40, required=True,
        description=_l("Mười ký tự in cạnh mã QR, ví dụ 7QK2M-X94TD. Số 0 và chữ O, số 1 và chữ I được hiểu như nhau."),
    )  # fmt: skip
