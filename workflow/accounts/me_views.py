"""One's own account: posts, open sessions, password."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workflow.access import current_person, signed_in
from workflow.accounts import people_queries, queries, session_services, sessions
from workflow.accounts.forms import ChangePasswordForm
from workflow.accounts.room import door, this_visit
from workflow.wall_clock import now, today


@door.get("/account")
@signed_in
def me() -> ResponseReturnValue:
    """My posts, my open sessions, my password."""
    return _page(ChangePasswordForm(formdata=None))


def _page(form: ChangePasswordForm, status: int = 200) -> ResponseReturnValue:
    person = current_person()
    posts = people_queries.holdings([person.id]).get(person.id, [])
    opened = queries.open_sessions(person, now())
    return render_template("accounts/me.html", form=form, posts=posts, opened=opened, today=today()), status


@door.post("/account/sessions/end")
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    count = session_services.end_other_sessions(current_person(), this_visit())
    flash(ngettext("Đã đăng xuất %(num)d phiên khác.", "Đã đăng xuất %(num)d phiên khác.", count))
    return redirect(url_for("accounts.me"), 303)


@door.post("/account/password")
@signed_in
def change_password() -> ResponseReturnValue:
    person, form = current_person(), ChangePasswordForm()
    form.told = (person.username, person.name)
    if not form.validate_on_submit():
        return _page(form, 400)
    try:
        token = session_services.change_password(person, form.current.data, form["new"].data, this_visit())
    except session_services.TooManyTries:
        form.form_errors.append(_("Quá nhiều lần thử. Vì an toàn, xin đợi ít phút rồi thử lại."))
        return _page(form, 429)
    if token is None:
        form.current.errors = [*form.current.errors, _("Mật khẩu hiện tại chưa đúng.")]
        return _page(form, 400)
    sessions.keep(token)
    flash(_("Đã đổi mật khẩu. Các phiên khác đã được đăng xuất."))
    return redirect(url_for("accounts.me"), 303)
