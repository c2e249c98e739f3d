"""People and their posts, for the administrator."""

import uuid
from datetime import date
from typing import Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.actors import Role
from workflow.access import administrator, current_person
from workflow.accounts import people_queries, people_services, post_services
from workflow.accounts.admin_forms import PersonForm, PostForm
from workflow.accounts.code_services import spaced
from workflow.accounts.links import invitation_link
from workflow.accounts.room import office, this_visit
from workflow.errors import BadInput
from workflow.forms import clean
from workflow.wall_clock import today


def by_me() -> dict[str, Any]:
    """Who acts, on which day, from where: what every service of the administrator asks."""
    return {"by": current_person(), "on": today(), "visit": this_visit()}


@office.get("/people")
@administrator
def people() -> ResponseReturnValue:
    """Everybody who has an account, with the posts held."""
    words = (clean(request.args.get("q", "")) or "")[:100]
    page = max(request.args.get("page", 1, type=int) or 1, 1)
    found, total = people_queries.people(words, min(page, 10_000))
    posts = people_queries.holdings([person.id for person in found])
    pages = -(-total // people_queries.PAGE)
    shown = {"people": found, "posts": posts, "total": total, "words": words, "page": page, "pages": pages}
    return render_template("admin/people.html", today=today(), **shown)


@office.route("/people/new", methods=["GET", "POST"])
@administrator
def add_person() -> ResponseReturnValue:
    """Add a person; the invitation is shown once, on the answer to this form."""
    form = PersonForm()
    if not form.is_submitted():
        return render_template("admin/add_person.html", form=form)
    if form.validate():
        try:
            added, code = people_services.add_person(
                form.username.data, form.name.data, form.email.data or "", **by_me()
            )
            return _once(added, link=invitation_link(code))
        except BadInput as problem:
            form.username.errors = [str(problem)]
    return render_template("admin/add_person.html", form=form), 400


def _once(account_id: uuid.UUID, link: str = "", code: str = "") -> ResponseReturnValue:
    person = people_queries.get_person(account_id)
    return render_template("admin/shown_once.html", someone=person, link=link, code=code)


@office.get("/people/<uuid:account_id>")
@administrator
def person(account_id: uuid.UUID) -> ResponseReturnValue:
    """One person: posts, and what the administrator can do."""
    return _person_page(account_id, PostForm(formdata=None, valid_from=today()))


def _person_page(account_id: uuid.UUID, form: PostForm, status: int = 200) -> ResponseReturnValue:
    someone = people_queries.get_person(account_id)
    form.agency.choices = people_queries.agency_choices(today())
    posts = people_queries.holdings([account_id]).get(account_id, [])
    return render_template("admin/person.html", someone=someone, posts=posts, form=form, today=today()), status


@office.post("/people/<uuid:account_id>/posts")
@administrator
def give_post(account_id: uuid.UUID) -> ResponseReturnValue:
    form = PostForm()
    form.agency.choices = people_queries.agency_choices(today())
    if not form.validate():
        return _person_page(account_id, form, 400)
    role, agency_id = Role(form.role.data), uuid.UUID(form.agency.data)
    try:
        post_services.give_post(
            account_id, role, agency_id, cast("date", form.valid_from.data), form.valid_to.data, **by_me()
        )
    except BadInput as problem:
        form.role.errors = [str(problem)]
        return _person_page(account_id, form, 400)
    flash(_("Đã giao chức vụ. Người này cần đăng nhập lại."))
    return redirect(url_for("admin.person", account_id=account_id), 303)


@office.post("/posts/<uuid:holding_id>/end")
@administrator
def end_post(holding_id: uuid.UUID) -> ResponseReturnValue:
    account_id = post_services.end_post(holding_id, **by_me())
    flash(_("Chức vụ đã thôi từ lúc này."))
    return redirect(url_for("admin.person", account_id=account_id), 303)


@office.post("/people/<uuid:account_id>/disable")
@administrator
def disable_person(account_id: uuid.UUID) -> ResponseReturnValue:
    people_services.disable(account_id, **by_me())
    flash(_("Đã ngừng tài khoản; mọi phiên đăng nhập đã kết thúc."))
    return redirect(url_for("admin.person", account_id=account_id), 303)


@office.post("/people/<uuid:account_id>/enable")
@administrator
def enable_person(account_id: uuid.UUID) -> ResponseReturnValue:
    people_services.enable(account_id, **by_me())
    flash(_("Đã mở lại tài khoản."))
    return redirect(url_for("admin.person", account_id=account_id), 303)


@office.post("/people/<uuid:account_id>/invite")
@administrator
def invite_person(account_id: uuid.UUID) -> ResponseReturnValue:
    return _once(account_id, link=invitation_link(people_services.make_invitation(account_id, **by_me())))


@office.post("/people/<uuid:account_id>/reset-code")
@administrator
def reset_person(account_id: uuid.UUID) -> ResponseReturnValue:
    return _once(account_id, code=spaced(people_services.make_reset(account_id, **by_me())))
