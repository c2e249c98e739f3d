"""What a person reads when something cannot be done: every refusal has its page, and says what is safe."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import RequestEntityTooLarge, TooManyRequests

from states.clock import CalendarUnknown
from states.kernel import Forbidden, MovedOn, Reason, Refused, Unknown
from tests.pages import Page
from workflow.errors import BadInput, NotFound, Stale

UNKNOWN_YEAR = CalendarUnknown(date(2040, 1, 2), date(2024, 1, 1), date(2031, 12, 31))
CASES: list[tuple[Exception, int, str]] = [
    (NotFound(), 404, "Không tìm thấy"),
    (Unknown("Không có bước này."), 404, "Không có bước này."),
    (Forbidden("Việc này thuộc về Lãnh đạo Sở."), 403, "Việc này thuộc về Lãnh đạo Sở."),
    (Refused(Reason("Thiếu danh sách hộ."), Reason("Thiếu số liệu năm 2025.")), 409, "Thiếu số liệu năm 2025."),
    (MovedOn(Reason("Hồ sơ hiện ở bước khác.")), 409, "Hồ sơ đã thay đổi"),
    (Stale(Reason("Hồ sơ vừa được người khác xử lý.")), 409, "Hồ sơ đã thay đổi"),
    (UNKNOWN_YEAR, 409, "02/01/2040"),
    (BadInput("Tệp rỗng."), 400, "Tệp rỗng."),
    (RequestEntityTooLarge(), 413, "100 MB"),
    (TooManyRequests(), 429, "đợi ít phút"),
    (OperationalError("SELECT", {}, Exception("locked")), 503, "Nội dung đã lưu vẫn an toàn"),
]


@pytest.mark.parametrize(("refusal", "status", "words"), CASES, ids=lambda case: type(case).__name__)
def test_every_refusal_has_its_page(
    app: Flask, page: Callable[[Any], Page], refusal: Exception, status: int, words: str
) -> None:
    with app.test_request_context("/dossiers"):
        shown = page(app.make_response(app.handle_user_exception(refusal)))
    assert shown.status == status
    assert words in shown.text


def test_a_mishap_shows_nothing_of_the_inside(app: Flask, page: Callable[[Any], Page]) -> None:
    app.config["PROPAGATE_MISHAPS"] = False
    with app.test_request_context("/dossiers"):
        shown = page(app.make_response(app.handle_user_exception(ValueError("secret of the inside"))))
    assert shown.status == 500
    assert "secret" not in shown.html
    assert "Nội dung đã lưu vẫn an toàn" in shown.text
