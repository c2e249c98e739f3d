"""The papers of a dossier with the files that came back signed from outside, and what their signatures are worth."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from workflow.access import current_person, signed_in
from workflow.dossiers import queries
from workflow.dossiers.attachment_services import Upload
from workflow.dossiers.attachment_views import file_response
from workflow.dossiers.signed import services, targets
from workflow.errors import BadInput
from workflow.wall_clock import now, today

room = Blueprint("signed", __name__, url_prefix="/dossiers/<uuid:dossier_id>/signed")


@room.url_value_preprocessor
def take_large_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before the form is read: people of the office may send large files, others may not."""
    if request.method == "POST" and current_user.is_authenticated:
        request.max_content_length = 2 * services.LARGEST_SIGNED


@room.get("")
@signed_in
def index(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Every issued paper of the dossier with its signed files."""
    return _page(dossier_id)


@room.post("/<uuid:target_id>")
@signed_in
def keep(dossier_id: uuid.UUID, target_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the file of field `file` as the signed file of a paper or of the decision."""
    person = current_person()
    target = targets.get_target(queries.get_dossier(dossier_id, person), target_id)
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(dossier_id, _("Chưa chọn tệp."), target_id), 400
    upload = Upload(file.stream, file.filename)
    try:
        kept = services.keep(dossier_id, target.id, upload, by=person, on=today(), at=now())
    except BadInput as refusal:
        return _page(dossier_id, str(refusal), target_id), 400
    flash(_("Đã lưu tệp đã ký. Chữ ký số đang được kiểm tra.") if kept else _("Tệp này đã được lưu từ trước."), "ok")
    return redirect(url_for("signed.index", dossier_id=dossier_id, _anchor=str(target_id)), 303)


@room.get("/files/<uuid:signed_id>")
@signed_in
def download(dossier_id: uuid.UUID, signed_id: uuid.UUID) -> ResponseReturnValue:
    """The bytes of a signed file, to whoever may see its dossier."""
    return file_response(targets.get_file(queries.get_dossier(dossier_id, current_person()), signed_id))


def _page(dossier_id: uuid.UUID, refused: str = "", refused_of: uuid.UUID | None = None) -> str:
    person = current_person()
    dossier = queries.get_dossier(dossier_id, person)
    found = targets.targets_of(dossier)
    return render_template(
        "papers/signed.html", dossier=dossier, targets=found, told=targets.told_of_files(found), refused=refused,
        refused_of=refused_of, mine={one.id for one in found if one.is_open_to(person, dossier.row)},
    )  # fmt: skip
