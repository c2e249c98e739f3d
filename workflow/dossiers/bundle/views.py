"""The whole dossier as one ZIP. Taking it is an act that is noted, so that it is sent by a form."""

import uuid
from urllib.parse import quote

from flask import Blueprint, Response, stream_with_context
from flask.typing import ResponseReturnValue

from workflow.access import current_person, signed_in
from workflow.dossiers import queries
from workflow.dossiers.bundle import services
from workflow.dossiers.bundle.contents import bundle_of
from workflow.dossiers.bundle.zipped import streamed
from workflow.errors import NotFound
from workflow.papers.storage import store
from workflow.wall_clock import now, today

room = Blueprint("bundle", __name__, url_prefix="/dossiers/<uuid:dossier_id>/bundle")


@room.post("")
@signed_in
def take(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Papers, files, opinions, journal and an index with hashes, streamed."""
    person = current_person()
    dossier = queries.get_dossier(dossier_id, person)
    if not services.may_take(person, dossier.row):
        raise NotFound
    bundle = bundle_of(dossier, dossier.case(today()), person, store(), now())
    services.note_taken(dossier_id, entries=len(bundle.journal), files=len(bundle.files), by=person.id, at=bundle.at)
    body = stream_with_context(streamed(bundle.members(), bundle.written, bundle.missing))
    name = f"Ho-so-{dossier.row.code or dossier_id}.zip"
    headers = {"Content-Disposition": f"attachment; filename={quote(name)}", "Cache-Control": "no-store"}
    return Response(body, mimetype="application/zip", headers=headers)
