"""The mail that waits, for the administrator."""

import uuid

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.access import administrator, current_person
from workflow.accounts.room import this_visit
from workflow.notices import mail_services, queries
from workflow.notices.models import MailState
from workflow.wall_clock import today

room = Blueprint("mail", __name__, url_prefix="/admin/mail")


@room.get("")
@administrator
def queue() -> ResponseReturnValue:
    """How much stands where, and the mails themselves: those in trouble first."""
    state = request.args.get("state", type=MailState)
    return render_template(
        "notices/mail.html", counts=queries.mail_counts(), lines=queries.mail_lines(state), state=state,
        has_server=bool(current_app.config["SMTP_HOST"]),
    )  # fmt: skip


@room.post("/retry")
@administrator
def retry_all() -> ResponseReturnValue:
    """Every mail that was given up is tried again."""
    return _retry(None)


@room.post("/<uuid:mail_id>/retry")
@administrator
def retry(mail_id: uuid.UUID) -> ResponseReturnValue:
    """One mail that was given up is tried again."""
    return _retry(mail_id)


def _retry(mail_id: uuid.UUID | None) -> ResponseReturnValue:
    count = mail_services.try_again(mail_id, by=current_person(), on=today(), visit=this_visit())
    flash(_("Số thư sẽ được gửi lại: %(count)s.", count=count))
    return redirect(url_for("mail.queue"), 303)
