"""What every answer carries and what every request must be, before any room sees it (docs/decisions/0004-sessions.md).

Headers as measured in a browser with the product's own pages; input that is not text is answered with 400, never with
a fault.
"""

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Blueprint, Flask, Request, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, SecurityError

from workflow.access import public
from workflow.extensions import csrf
from workflow.sheets import CSV, as_csv

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; manifest-src 'self'; "
    "upgrade-insecure-requests; report-uri /csp-report"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
DOWNLOAD_POLICY = "default-src 'none'; sandbox"
FOREVER = "public, max-age=31536000, immutable"
FOR_A_DAY = "public, max-age=86400"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_INT = 2**63 - 1
REPORT_LIMIT = 16_384
REPORTED = ("document-uri", "effective-directive", "violated-directive", "blocked-uri")

_UNWANTED = re.compile("[\x00\ud800-\udfff]")
_log = logging.getLogger(__name__)
room = Blueprint("security", __name__)


class SaneRequest(Request):
    """A request whose form is text: other bytes, NUL and lone surrogates end in 400 where the form is first read."""

    file_sink: Callable[[], IO[bytes]] | None = None
    """What takes the files of this request in place of the disk, on a page that keeps none; set before it is read."""

    def _get_file_stream(self, *about: Any, **more: Any) -> IO[bytes]:
        return self.file_sink() if self.file_sink else super()._get_file_stream(*about, **more)

    def _load_form_data(self) -> None:
        fresh = "form" not in self.__dict__
        if fresh and self.mimetype == "application/x-www-form-urlencoded":
            _check_bytes(self.get_data(cache=True))
        super()._load_form_data()
        if fresh:
            for name, value in self.form.items(multi=True):
                _check_text(name + value)
            for name, file in self.files.items(multi=True):
                _check_text(name + (file.filename or ""))


def register_security(app: Flask) -> None:
    """Put the checks in front of everything else, the headers behind everything else."""
    from workflow.accounts.sessions import register_sessions

    app.request_class = SaneRequest
    app.before_request_funcs.setdefault(None, []).insert(0, refuse_strange_requests)
    app.after_request(add_headers)
    register_sessions(app)
    app.register_blueprint(room)
    csrf.exempt(room)


def refuse_strange_requests() -> ResponseReturnValue | None:
    """Before each request: our own host, text that is text, numbers that fit, a writing from our own page."""
    if isinstance(request.routing_exception, SecurityError):
        return _bare_refusal()
    _check_bytes(request.environ.get("PATH_INFO", "").encode("latin-1", "replace"), quoted=False)
    _check_bytes(request.query_string)
    if "\ufffd" in request.path:  # what a server in front has put in place of bytes it could not read
        raise BadRequest
    for value in (request.view_args or {}).values():
        if isinstance(value, int) and abs(value) > LARGEST_INT:
            raise BadRequest
    is_writing = request.method not in SAFE_METHODS and request.endpoint != "security.csp_report"
    if is_writing and not _comes_from_here(request):
        raise BadRequest
    return None


def _check_bytes(raw: bytes, quoted: bool = True) -> None:
    try:
        _check_text((unquote_to_bytes(raw) if quoted else raw).decode())
    except UnicodeDecodeError:
        raise BadRequest from None


def _check_text(text: str) -> None:
    if _UNWANTED.search(text):
        raise BadRequest


def _comes_from_here(asked: Request) -> bool:
    """Whether nothing the browser says points to another site. Old clients say nothing at all."""
    if asked.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = asked.headers.get("Origin")
    return origin is None or origin in _own_origins(asked)


def is_surely_same_origin(asked: Request) -> bool:
    """Whether the browser itself says that the request comes from one of our pages."""
    said = asked.headers.get("Sec-Fetch-Site") == "same-origin" or asked.headers.get("Origin") in _own_origins(asked)
    return said and _comes_from_here(asked)


def _own_origins(asked: Request) -> set[str]:
    public_address = urlsplit(current_app.config["PUBLIC_BASE_URL"])
    return {f"{asked.scheme}://{asked.host}", f"{public_address.scheme}://{public_address.netloc}"}


def _bare_refusal() -> Response:
    """For a host that is not ours no address can be built, so this page has no links."""
    head = "<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>400</title></head>"
    return Response(f"{head}<body><h1>Địa chỉ máy chủ không đúng</h1></body></html>", 400)


def add_headers(response: Response) -> Response:
    """After each request. A view may set a stricter value; nothing is overwritten."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Cache-Control"] = _keeping(response)
    return response


def _keeping(response: Response) -> str:
    is_static = request.endpoint is not None and request.endpoint.rpartition(".")[2] == "static"
    if not is_static or response.status_code not in (200, 206, 304):
        return "no-store"
    return FOREVER if request.args.get("v") else FOR_A_DAY


def as_download(response: Response) -> Response:
    """A person's file: never rendered, whatever it claims to be. `send_file(as_attachment=True)` has set its name."""
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    if not response.headers.get("Content-Disposition", "").startswith("attachment"):
        response.headers["Content-Disposition"] = "attachment"
    return response


def csv_download(rows: Iterable[Sequence[Any]], name: str) -> Response:
    """Rows as a CSV file of this name, never rendered."""
    response = Response(as_csv(rows), mimetype=CSV)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return response


@room.post("/csp-report")
@public
def csp_report() -> ResponseReturnValue:
    """A browser says that a page broke the policy: one line in the log, nothing else."""
    if (request.content_length or 0) > REPORT_LIMIT or request.content_length is None:
        return "", 413
    told: Any = request.get_json(force=True, silent=True)
    report = told.get("csp-report") if isinstance(told, dict) else None
    if not isinstance(report, dict):
        return "", 400
    line = {name: str(report.get(name, ""))[:200] for name in REPORTED}
    _log.warning("content policy broken: %s", ascii(line))
    return "", 204
