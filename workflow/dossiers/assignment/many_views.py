"""Giving many dossiers at once, from the list of what the office has."""

import uuid

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.access import current_person, signed_in
from workflow.dossiers.assignment.many import give_many
from workflow.errors import BadInput
from workflow.wall_clock import now, today

room = Blueprint("handlers", __name__, url_prefix="/handlers")
MOST = 50
"""A page of the list."""


@room.post("")
@signed_in
def give() -> ResponseReturnValue:
    """Give the ticked dossiers to one person; say what could not be given, and why."""
    try:
        ticked = [value.split(":") for value in request.form.getlist("dossier")[:MOST]]
        chosen = [(uuid.UUID(dossier_id), int(version)) for dossier_id, version in ticked]
        account_id = uuid.UUID(request.form.get("account", ""))
    except ValueError:
        raise BadInput(_("Hãy chọn người xử lý trong danh sách.")) from None
    if not chosen:
        flash(_("Chưa đánh dấu hồ sơ nào nên chưa giao hồ sơ nào."), "wait")
    else:
        given = give_many(chosen, account_id, by=current_person(), on=today(), at=now())
        flash(_("Đã giao %(n)s hồ sơ.", n=given.number))
        for said in given.refused:
            flash(_("Có hồ sơ chưa giao được: %(said)s", said=said), "wait")
    return redirect(url_for("dossiers.inbox", tab="office"), 303)
