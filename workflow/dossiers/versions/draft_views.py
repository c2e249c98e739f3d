"""A version that is being written: read, rehearsed, published, put aside."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.checklist import MANDATORY_TITLES, Checklist
from states.kernel import Procedure
from workflow.access import administrator
from workflow.dossiers.versions import checklist_rehearsal
from workflow.dossiers.versions.draft_page import Draft
from workflow.dossiers.versions.rehearsal import rehearse
from workflow.dossiers.versions.room import acting, room
from workflow.errors import NotFound
from workflow.procedures import queries, services
from workflow.wall_clock import today


@room.get("/drafts/<uuid:edition_id>")
@administrator
def draft(edition_id: uuid.UUID) -> ResponseReturnValue:
    """What it says, what is wrong with it, and the forms that change it."""
    return Draft(queries.get_edition(edition_id)).page()


@room.get("/drafts/<uuid:edition_id>/rehearsal")
@administrator
def rehearsal(edition_id: uuid.UUID) -> ResponseReturnValue:
    """What the draft would change for live dossiers; nothing is written."""
    row = queries.get_edition(edition_id)
    made = services.check(row.kind, row.document)
    if isinstance(made, Procedure):
        found, looked_at = rehearse(made, today())
        return render_template("procedures/rehearsal.html", edition=row, law=made, found=found, looked_at=looked_at)
    if isinstance(made, Checklist):
        told = checklist_rehearsal.rehearse(made, today())
        return render_template("procedures/checklist_rehearsal.html", edition=row, told=told, weights=MANDATORY_TITLES)
    raise NotFound


@room.post("/drafts/<uuid:edition_id>/publish")
@administrator
def publish(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Publish the draft, once and for ever."""
    row = queries.get_edition(edition_id)
    services.publish(edition_id, **acting())
    flash(_("Đã ban hành phiên bản %(version)s. Việc đang giải quyết giữ phiên bản cũ.", version=row.version))
    return redirect(url_for("procedures.index"), 303)


@room.post("/drafts/<uuid:edition_id>/withdraw")
@administrator
def withdraw(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Put the draft aside."""
    services.withdraw(edition_id, **acting())
    flash(_("Đã bỏ bản dự thảo."))
    return redirect(url_for("procedures.index"), 303)
