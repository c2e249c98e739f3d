"""The door: sign-in, sign-out, and going on with what one was doing."""

import uuid

from flask import (
    Request,
    Response,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from workflow.access import PUBLIC, access_of, current_person, public, signed_in
from workflow.accounts import away_views, code_views, me_views, session_services, sessions
from workflow.accounts.demo import DEMO_PEOPLE
from workflow.accounts.forms import SignInForm
from workflow.accounts.kept import WHO, Kept, kept_of, pack, unpack
from workflow.accounts.room import door as room
from workflow.accounts.room import this_visit
from workflow.addresses import is_local
from workflow.errors import error_page
from workflow.security import is_surely_same_origin

__all__ = ["away_views", "code_views", "me_views", "room", "sign_in_to_continue"]


@room.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """The sign-in page, and the sign-in."""
    form = SignInForm()
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
        return _door(form)
    kept = unpack(form.kept.data or "")
    if not form.validate_on_submit():
        return _door(form, 400, kept)
    try:
        opened = session_services.sign_in(form.username.data, form.password.data, this_visit())
    except session_services.TooManyTries:
        form.form_errors.append(
            _("Quá nhiều lần thử. Vì an toàn, xin đợi ít phút rồi thử lại; nội dung đang giữ vẫn còn.")
        )
        return _door(form, 429, kept)
    if opened is None:
        form.form_errors.append(_("Tên đăng nhập hoặc mật khẩu chưa đúng."))
        return _door(form, 401, kept)
    return _come_in(*opened, kept=kept, to=form.next.data or "")


def _door(form: SignInForm, status: int = 200, kept: Kept | None = None) -> ResponseReturnValue:
    demo = DEMO_PEOPLE if current_app.config["DEMO"] else ()
    password = current_app.config["DEMO_PASSWORD"] if demo else ""
    return render_template("accounts/sign_in.html", form=form, kept=kept, demo=demo, demo_password=password), status


def _come_in(token: str, account_id: uuid.UUID, kept: Kept | None, to: str) -> ResponseReturnValue:
    before = str(session.get(WHO, ""))
    sessions.keep(token)
    if before != str(account_id):
        session.clear()
        g.pop("csrf_token", None)
        session[WHO] = str(account_id)
    if kept and kept.who in ("", str(account_id)):
        return render_template("accounts/resume.html", kept=kept)
    if kept:
        flash(_("Nội dung gõ dở thuộc về người đăng nhập trước nên không được chuyển sang."))
        return redirect(url_for("dossiers.inbox"), 303)
    return redirect(to if to and is_local(to) else url_for("dossiers.inbox"), 303)


def sign_in_to_continue(asked: Request) -> ResponseReturnValue:
    """For somebody not signed in (any more): a reading goes through the door, a writing keeps what was typed.

    A POST gets the sign-in page (401) with its fields inside, signed; after the sign-in they are offered for sending
    again.
    """
    if asked.endpoint == "accounts.sign_out":
        return redirect(url_for("accounts.sign_in"), 303)
    if asked.method in ("GET", "HEAD"):
        to = asked.full_path if asked.query_string else asked.path
        return redirect(url_for("accounts.sign_in", next=None if to == "/" else to), 303)
    kept = kept_of(asked)
    packed = pack(kept)
    form = SignInForm(formdata=None, kept=packed)
    form.form_errors.append(_("Phiên làm việc đã hết. Hãy đăng nhập lại."))
    if not packed:
        form.form_errors.append(
            _("Nội dung quá dài nên chưa giữ lại được; hãy dùng nút quay lại của trình duyệt để chép ra trước.")
        )
    return _door(form, 401, kept if packed else None)


@room.app_errorhandler(CSRFError)
def show_stale_form(error: CSRFError) -> ResponseReturnValue:
    """A form older than the browser's session. Surely from our own page, it is offered again; otherwise refused."""
    guarded = request.endpoint and access_of(request.endpoint) not in (None, PUBLIC)
    if not (guarded and is_surely_same_origin(request)):
        return error_page(400)
    if not current_user.is_authenticated:
        return sign_in_to_continue(request)
    return render_template("accounts/resume.html", kept=kept_of(request)), 400


@room.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End the session here and in the database, and let the browser forget what it has stored."""
    session_services.sign_out(current_person(), this_visit())
    session.clear()
    sessions.forget()
    response: Response = make_response(redirect(url_for("accounts.sign_in"), 303))
    response.headers["Clear-Site-Data"] = '"cache","storage"'
    return response
