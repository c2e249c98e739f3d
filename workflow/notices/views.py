"""My notices: what I was told, read and unread."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.access import current_person, signed_in
from workflow.notices import queries, services
from workflow.wall_clock import now

room = Blueprint("notices", __name__, url_prefix="/notices")


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """The newest first; further pages begin before the last notice seen."""
    before = request.args.get("before", type=uuid.UUID)
    lines, older = queries.notices_of(current_person().id, before)
    return render_template("notices/index.html", lines=lines, older=older, before=before)


@room.post("/read")
@signed_in
def read_all() -> ResponseReturnValue:
    """Everything I was told so far is read."""
    count = services.mark_read(current_person().id, now())
    flash(_("Số thông báo vừa đánh dấu đã đọc: %(count)s.", count=count))
    return redirect(url_for("notices.index"), 303)


@room.post("/<uuid:notice_id>/read")
@signed_in
def read(notice_id: uuid.UUID) -> ResponseReturnValue:
    """One notice is read. Another person's, or none, is 404."""
    services.read_one(current_person().id, now(), notice_id)
    return redirect(url_for("notices.index"), 303)


@room.post("/<uuid:notice_id>/open")
@signed_in
def open_it(notice_id: uuid.UUID) -> ResponseReturnValue:
    """To what a notice is about; it is read by that."""
    return redirect(services.read_one(current_person().id, now(), notice_id), 303)
