"""Addresses that answer with every status, for the tests of what each answer carries."""

from io import BytesIO
from typing import Any

import pytest
from flask import Blueprint, Flask, redirect, request, send_file
from flask.typing import ResponseReturnValue

from states.kernel import Forbidden
from workflow.access import public
from workflow.errors import BadInput
from workflow.security import as_download

ANSWERS: dict[str, Any] = {
    "ok": lambda: "ok",
    "moved": lambda: redirect("/"),
    "forbidden": Forbidden(),
    "bad": BadInput("sai"),
    "broken": KeyError("x"),
}
probe = Blueprint("probe", __name__, url_prefix="/probe")


@probe.route("/<name>", methods=["GET", "POST"])
@public
def answer(name: str) -> ResponseReturnValue:
    if isinstance(ANSWERS[name], Exception):
        raise ANSWERS[name]
    return ANSWERS[name]()  # type: ignore[no-any-return]


@probe.get("/number/<int:number>")
@public
def number(number: int) -> ResponseReturnValue:
    return str(number)


@probe.post("/echo")
@public
def echo() -> ResponseReturnValue:
    return {name: request.form.getlist(name) for name in request.form}


@probe.get("/file")
@public
def file() -> ResponseReturnValue:
    body = BytesIO(b"<script>alert(1)</script>")
    return as_download(send_file(body, mimetype="text/html", as_attachment=True, download_name="ảnh làng.html"))


@pytest.fixture
def app(app: Flask) -> Flask:
    app.register_blueprint(probe)
    return app
