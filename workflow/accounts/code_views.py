"""One-time links and codes: the first password, and a forgotten one."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.access import public
from workflow.accounts import code_services
from workflow.accounts.forms import FirstPasswordForm, ResetForm
from workflow.accounts.room import door, this_visit
from workflow.accounts.session_services import TooManyTries


@door.route("/invite/<code>", methods=["GET", "POST"])
@public
def invite(code: str) -> ResponseReturnValue:
    """Set the first password by a link that works once."""
    visit = this_visit()
    claim = code_services.find_invitation(code, visit.at)
    if claim is None:
        return _unsent(render_template("accounts/invite_over.html"), 404)
    form = FirstPasswordForm()
    form.told = (claim.username, claim.name)
    if form.validate_on_submit():
        if code_services.use_code(claim, code_services.INVITE, form["new"].data, visit):
            flash(_("Đã đặt mật khẩu. Mời Ông/Bà đăng nhập."))
            return redirect(url_for("accounts.sign_in"), 303)
        return _unsent(render_template("accounts/invite_over.html"), 404)
    return _unsent(
        render_template("accounts/invite.html", form=form, claim=claim, code=code), 400 if form.errors else 200
    )


def _unsent(page: str, status: int) -> ResponseReturnValue:
    """The address of this page is a secret: no other site may learn it. Under `no-referrer` its own form is refused."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@door.route("/reset", methods=["GET", "POST"])
@public
def reset() -> ResponseReturnValue:
    """Set a new password with the code that an administrator has read out."""
    form = ResetForm()
    if not form.is_submitted():
        return render_template("accounts/reset.html", form=form)
    form.told = (form.username.data or "", "")
    if not form.validate():
        return render_template("accounts/reset.html", form=form), 400
    try:
        status = _try_reset(form)
    except TooManyTries:
        form.form_errors.append(_("Quá nhiều lần thử. Vì an toàn, xin đợi ít phút rồi thử lại."))
        status = 429
    if status != 303:
        return render_template("accounts/reset.html", form=form), status
    flash(_("Đã đặt mật khẩu mới. Mời Ông/Bà đăng nhập."))
    return redirect(url_for("accounts.sign_in"), 303)


def _try_reset(form: ResetForm) -> int:
    visit = this_visit()
    claim = code_services.find_reset(form.username.data, form.code.data, visit)
    if claim is not None:
        form.told = (claim.username, claim.name)
        if not form.validate():
            return 400
        if code_services.use_code(claim, code_services.RESET, form["new"].data, visit):
            return 303
    form.form_errors.append(
        _("Tên đăng nhập hoặc mã một lần chưa đúng, hoặc mã đã hết hạn. Hãy xin người quản trị mã mới.")
    )
    return 400
