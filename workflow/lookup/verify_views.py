"""The public page of an issued paper: is it genuine, is it in force, is this file that paper. No file is kept."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from workflow.access import public
from workflow.lookup import comparing, verification
from workflow.lookup.comparing import Match
from workflow.lookup.hashing import HashedOnly
from workflow.lookup.limits import may_compare
from workflow.lookup.verification import Verified
from workflow.papers.signatures.queries import is_valid
from workflow.wall_clock import now

room = Blueprint("verify", __name__, url_prefix="/verify")
LARGEST = 20 * 1024 * 1024
"""Bytes of a file that may be compared."""

_FORM = 64 * 1024


@room.url_value_preprocessor
def take_a_file(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before the form is read: its file is hashed on the way in, and may be as large as a signed scan."""
    if request.method == "POST":
        request.max_content_length = LARGEST + _FORM
        request.file_sink = HashedOnly  # type: ignore[attr-defined]


@room.get("")
@public
def find() -> ResponseReturnValue:
    """Where a file is dropped or a code typed. A code in the address leads to its paper."""
    typed = request.args.get("code", "").strip()
    if typed:
        return redirect(url_for("verify.paper", code=verification.tidy_code(typed)), 303)
    return _page("verify/find.html")


@room.post("")
@public
def find_file() -> ResponseReturnValue:
    """Whether the office knows this very file; if so, the page of its paper."""
    file = _file()
    if file is None:
        return _page("verify/find.html", 400, problem=_("Xin chọn một tệp PDF."))
    if again_at := may_compare(request.remote_addr or "", now()):
        return _page("verify/find.html", 429, again_at=again_at)
    paper_id = comparing.find_by_digest(file.digest)
    found = verification.find_by_id(paper_id) if paper_id else None
    if found is None:
        return _page("verify/find.html", unknown=True)
    return _compared(found, file)


@room.get("/<code>")
@public
def paper(code: str) -> ResponseReturnValue:
    """The paper of a QR code. A code that was never made is answered like one that has no paper."""
    found = verification.find_by_code(code)
    return _paper(found) if found else _page("verify/find.html", 404, missed=True)


@room.post("/<code>")
@public
def compare(code: str) -> ResponseReturnValue:
    """Whether a file is this paper."""
    found, file = verification.find_by_code(code), _file()
    if found is None:
        return _page("verify/find.html", 404, missed=True)
    if file is None:
        return _paper(found, 400, problem=_("Xin chọn một tệp PDF."))
    if again_at := may_compare(request.remote_addr or "", now()):
        return _paper(found, 429, again_at=again_at)
    return _compared(found, file)


@room.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Said in the words of this page: its limit is its own."""
    return _page("verify/find.html", 413, problem=_("Tệp lớn hơn 20 MB nên không so được ở đây."))


def _file() -> HashedOnly | None:
    """The file of field `file`, of which only the digest is left."""
    sent = request.files.get("file")
    file = sent.stream if sent and sent.filename else None
    return file if isinstance(file, HashedOnly) and file.size else None


def _compared(found: Verified, file: HashedOnly) -> Response:
    """The paper, with what the file is to it; of a signed file also whether its signature was found valid."""
    match = comparing.compare(found, file.digest)
    return _paper(found, match=match, is_valid=match is Match.SIGNED and is_valid(file.digest))


def _paper(found: Verified, status: int = 200, match: Match | None = None, **told: Any) -> Response:
    comparable = comparing.is_comparable(found)
    return _page("verify/paper.html", status, found=found, match=match, comparable=comparable, **told)


def _page(template: str, status: int = 200, **told: Any) -> Response:
    """The address may hold a code: no other site learns it, no search engine keeps it.

    `same-origin` tells other sites as little as `no-referrer`; with the latter a browser sends this page's own form
    without saying where it comes from, and such a form is refused.
    """
    said = {"problem": "", "again_at": None, "missed": False, "unknown": False, "is_valid": False} | told
    response = make_response(render_template(template, **said), status)
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
