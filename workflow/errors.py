"""What a person reads when something cannot be done. Each kind of refusal is mapped to a page once, here."""

from collections.abc import Callable

from flask import Flask, current_app, g, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from states.clock import CalendarUnknown
from states.kernel import Forbidden, MovedOn, Reason, Refused, Unknown
from workflow.extensions import db

Answer = tuple[str, int]


class NotFound(Exception):
    """There is no such thing, or the reader may not see it: the two look alike on purpose."""


class BadInput(Exception):
    """What was sent cannot be used. The message says what happened and what to do."""


class Stale(Refused):
    """Somebody else was quicker. The reasons say who, when, and what has changed."""


STATUSES: dict[type[Exception], int] = {
    NotFound: 404, Unknown: 404, Forbidden: 403, Refused: 409, CalendarUnknown: 409, BadInput: 400,
}  # fmt: skip


def register_errors(app: Flask) -> None:
    """Map every refusal to its page: 404, 403, 409 with all reasons, 400, 413, 503, 500."""
    for refusal, status in STATUSES.items():
        app.register_error_handler(refusal, _refusal_page(status))
    app.register_error_handler(HTTPException, _http_page)
    app.register_error_handler(OperationalError, _database_page)
    app.register_error_handler(Exception, _mishap_page)


def _refusal_page(status: int) -> Callable[[Exception], Answer]:
    def show(refusal: Exception) -> Answer:
        db.session.rollback()
        return error_page(status, reasons=_reasons(refusal), moved=isinstance(refusal, MovedOn | Stale))

    return show


def _reasons(refusal: Exception) -> tuple[Reason, ...]:
    if isinstance(refusal, Refused):
        return refusal.reasons
    return (Reason(str(refusal)),) if str(refusal) else ()


def _http_page(error: HTTPException) -> Answer:
    db.session.rollback()
    return error_page(error.code or 500)


def _database_page(error: Exception) -> Answer:
    db.session.rollback()
    g.database_fails = True
    current_app.logger.error("the database did not answer", exc_info=error)
    return error_page(503)


def _mishap_page(error: Exception) -> Answer:
    db.session.rollback()
    if current_app.config["TESTING"] and current_app.config.get("PROPAGATE_MISHAPS", True):
        raise error
    current_app.logger.error("unexpected error at %s", request.path, exc_info=error)
    return error_page(500)


def error_page(status: int, reasons: tuple[Reason, ...] = (), moved: bool = False) -> Answer:
    """A page for one refusal. Titles say what happened; the text says what is safe and what to do."""
    titles = {
        400: (
            _("Không đọc được nội dung vừa gửi"),
            _("Chưa có gì bị thay đổi. Hãy quay lại trang trước, tải lại và gửi lại."),
        ),
        401: (_("Cần đăng nhập"), _("Hãy đăng nhập rồi mở lại trang này.")),
        403: (_("Việc này thuộc cơ quan hoặc chức vụ khác"), _("Chưa có gì bị thay đổi.")),
        404: (_("Không tìm thấy"), _("Địa chỉ không đúng, hoặc nội dung này không dành cho tài khoản của Ông/Bà.")),
        405: (_("Không mở được trang này theo cách đó"), _("Hãy quay lại và dùng nút trên trang.")),
        409: (_("Chưa thực hiện được bước này"), _("Chưa có gì bị thay đổi. Các lý do:")),
        413: (_("Tệp quá lớn"), _("Mỗi tệp không quá 100 MB. Nội dung khác đã lưu vẫn còn nguyên.")),
        429: (_("Quá nhiều lần thử"), _("Vì an toàn, xin đợi ít phút rồi thử lại.")),
        503: (_("Hệ thống đang bận hoặc bảo trì"), _("Nội dung đã lưu vẫn an toàn. Xin thử lại sau ít phút.")),
    }
    if moved:
        title, advice = (
            _("Hồ sơ đã thay đổi"),
            _("Người khác vừa xử lý hồ sơ này. Chưa có gì của Ông/Bà được ghi. Hãy xem lại hồ sơ."),
        )
    else:
        title, advice = titles.get(
            status, (_("Có lỗi ngoài ý muốn"), _("Lỗi đã được ghi lại. Nội dung đã lưu vẫn an toàn. Xin thử lại."))
        )
    return render_template(
        "error.html", status=status, title=title, advice=advice, reasons=reasons, moved=moved
    ), status
