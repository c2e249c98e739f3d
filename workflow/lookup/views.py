"""The public look-up: by code and secret, or by the QR of the receipt."""

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from workflow.access import public
from workflow.lookup import queries
from workflow.lookup.forms import LookupForm
from workflow.lookup.limits import may_look_up
from workflow.papers.numbering import normalise_code
from workflow.wall_clock import now

room = Blueprint("lookup", __name__, url_prefix="/lookup")


@room.get("")
@public
def find() -> ResponseReturnValue:
    """The form. A code in the address fills its field, a secret never stands in an address."""
    form = LookupForm(code=request.args.get("code", ""))
    return render_template("lookup/find.html", form=form, again_at=None, missed=False)


@room.post("")
@public
def found() -> ResponseReturnValue:
    """The status, or one and the same answer for a wrong code and a wrong secret."""
    form = LookupForm()
    if not form.validate_on_submit():
        return render_template("lookup/find.html", form=form, again_at=None, missed=False), 400
    at = now()
    code = form.code.data or ""
    if again_at := may_look_up(request.remote_addr or "", normalise_code(code) or code, at):
        return render_template("lookup/find.html", form=form, again_at=again_at, missed=False), 429
    status = queries.find_by_secret(code, form.secret.data or "")
    if status is None:
        return render_template("lookup/find.html", form=form, again_at=None, missed=True), 404
    return _page(render_template("lookup/status.html", status=status))


@room.get("/q/<token>")
@public
def by_token(token: str) -> ResponseReturnValue:
    """The status by the 128-bit token of the QR. Too long to be guessed, so nothing is counted."""
    return _page(render_template("lookup/status.html", status=queries.get_by_token(token)))


def _page(content: str) -> Response:
    """The address may hold a token: no other site learns it, no search engine keeps it.

    Not `no-referrer`: a browser would send the forms of this page without saying where they come from.
    """
    response = make_response(content)
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
