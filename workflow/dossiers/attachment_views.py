"""Files of a dossier over HTTP: attach, replace, remove, download. Of a file only a raster preview is ever shown."""

import uuid
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from states.kernel import Reason, Refused
from workflow.access import current_person, signed_in
from workflow.addresses import is_local
from workflow.dossiers import attachment_services as services
from workflow.dossiers import queries
from workflow.dossiers.attachment_services import Outcome, Upload
from workflow.dossiers.supplements.received import find_received, is_hidden_from
from workflow.errors import BadInput, NotFound
from workflow.papers import queries as papers
from workflow.papers.previews import DRAWN, WIDTHS, preview
from workflow.papers.queries import AttachmentRow
from workflow.papers.scans import is_scanning
from workflow.papers.signatures.queries import SignedRow
from workflow.papers.signatures.services import files_wait
from workflow.papers.storage import LARGEST_FILE, store
from workflow.security import DOWNLOAD_POLICY
from workflow.wall_clock import now, today

room = Blueprint("attachments", __name__, url_prefix="/dossiers/<uuid:dossier_id>/attachments")
LARGEST_REQUEST = 2 * LARGEST_FILE + 1024 * 1024
"""Room for one file that is too large, so that its owner reads which one it was."""


room.add_app_template_global(is_scanning)


@room.url_value_preprocessor
def take_large_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before the form is read: people of the office may send large files, others may not."""
    if request.method == "POST" and current_user.is_authenticated:
        request.max_content_length = LARGEST_REQUEST


@room.post("")
@signed_in
def add(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Attach the files of field `files` to the part `part`, or as evidence of the checklist item `item`."""
    person = current_person()
    dossier = queries.get_dossier(dossier_id, person)
    place = services.place_in(dossier, request.form.get("part", ""), request.form.get("item") or None, today())
    uploads = [_upload(file) for file in request.files.getlist("files") if file.filename]
    if not uploads:
        nothing = _("Chưa chọn tệp nào. Hãy bấm ô chọn tệp, chọn tệp trên máy, rồi tải lên.")
        return _answer(dossier_id, Outcome(refused=[nothing]))
    return _answer(dossier_id, services.add_files(place, uploads, by=person, on=today(), at=now()))


@room.post("/<uuid:attachment_id>/replace")
@signed_in
def replace(dossier_id: uuid.UUID, attachment_id: uuid.UUID) -> ResponseReturnValue:
    """Put the file of field `files` in the place of another."""
    person = current_person()
    queries.get_dossier(dossier_id, person)
    file = request.files.get("files")
    if file is None or not file.filename:
        return _answer(dossier_id, Outcome(refused=[_("Chưa chọn tệp thay thế. Tệp cũ vẫn còn nguyên.")]))
    return _answer(
        dossier_id, services.replace_file(dossier_id, attachment_id, _upload(file), by=person, on=today(), at=now())
    )


@room.post("/<uuid:attachment_id>/remove")
@signed_in
def remove(dossier_id: uuid.UUID, attachment_id: uuid.UUID) -> ResponseReturnValue:
    """Take away a file that was never handed in."""
    person = current_person()
    queries.get_dossier(dossier_id, person)
    try:
        name = services.remove_file(dossier_id, attachment_id, by=person, on=today())
    except BadInput as refusal:
        return _answer(dossier_id, Outcome(refused=[str(refusal)]))
    flash(_("Đã bỏ tệp “%(name)s”.", name=name), "ok")
    return redirect(back_to(dossier_id), 303)


@room.get("/<uuid:attachment_id>")
@signed_in
def download(dossier_id: uuid.UUID, attachment_id: uuid.UUID) -> ResponseReturnValue:
    """The bytes of a file, to whoever may see its dossier; a browser may save them, never show them."""
    return file_response(_visible(dossier_id, attachment_id))


@room.get("/<uuid:attachment_id>/preview")
@signed_in
def show_preview(dossier_id: uuid.UUID, attachment_id: uuid.UUID) -> ResponseReturnValue:
    """The first page or a small picture, as a raster image, to whoever may have the file. Never the file itself.

    In a list, a blank sheet stands for a file that cannot be drawn. Raises Refused when its first page is asked for.
    """
    row, size = _visible(dossier_id, attachment_id), request.args.get("size", "page")
    _refuse_unscanned(row)
    if row.media_type not in DRAWN or size not in WIDTHS:
        raise NotFound
    try:
        drawn = preview(store(), row.digest, row.media_type, size)
    except FileNotFoundError:
        drawn = None
    if drawn is None and size == "thumb":
        return redirect(url_for("static", filename="img/no-preview.svg"))
    if drawn is None:
        raise Refused(
            Reason(
                _("Không vẽ được trang đầu của “%(name)s”: tệp hỏng hoặc quá nặng để xem trước. Tệp vẫn được giữ "
                  "nguyên; xin tải về để mở.", name=row.name)
            )
        )  # fmt: skip
    response = current_app.response_class(drawn, mimetype="image/webp")
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    response.headers["Content-Disposition"] = "inline; filename=preview.webp"
    return response


def _visible(dossier_id: uuid.UUID, attachment_id: uuid.UUID) -> AttachmentRow:
    """A file that the reader may see. Raises NotFound, also for what was attached after the last hand-in."""
    person = current_person()
    dossier, row = queries.get_dossier(dossier_id, person), papers.get_attachment(dossier_id, attachment_id)
    if is_hidden_from(dossier, person):
        received = find_received(dossier_id)
        if received is None or row.at > received.at:
            raise NotFound
    return row


def _refuse_unscanned(row: AttachmentRow | SignedRow) -> None:
    if row.scan == "infected":
        raise Refused(
            Reason(
                _("“%(name)s” có mã độc (%(found)s) nên không ai tải hay xem được. Công chức xã, phường cần thay bằng "
                  "tệp sạch, quét hoặc xuất lại từ bản giấy.", name=row.name, found=row.found)
            )
        )  # fmt: skip
    if not row.is_open:
        raise Refused(
            Reason(
                _("“%(name)s” đang chờ quét vi-rút nên chưa tải hay xem được. Thường xong trong một phút; xin mở lại "
                  "sau.", name=row.name)
            )
        )  # fmt: skip


def file_response(row: AttachmentRow | SignedRow) -> ResponseReturnValue:
    """The bytes of an attachment. Raises Refused before a scan has said that they are safe, NotFound when they are
    gone.
    """
    _refuse_unscanned(row)
    try:
        stream = store().open(row.digest)
    except FileNotFoundError:
        current_app.logger.exception("the bytes of attachment %s are missing", row.id)
        raise NotFound(_("Tệp này không còn trong kho. Sự việc đã được ghi lại; xin báo người quản trị.")) from None
    response = send_file(
        stream, mimetype="application/octet-stream", as_attachment=True, download_name=row.name, etag=row.digest.hex()
    )
    response.content_length = row.size
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _upload(file: FileStorage) -> Upload:
    return Upload(file.stream, file.filename or "", keeps_photo="keep_photo" in request.form)


def _answer(dossier_id: uuid.UUID, outcome: Outcome) -> ResponseReturnValue:
    """Back to where the person was; when a file was refused, a page that says of each why and what to do."""
    if outcome.refused:
        return render_template("papers/refused.html", outcome=outcome, back=back_to(dossier_id)), 400
    if outcome.kept:
        files_wait.send()
        flash(_("Đã lưu: %(names)s.", names=", ".join(outcome.kept)), "ok")
    if outcome.known:
        flash(_("Đã có sẵn trong mục này, không thêm lần nữa: %(names)s.", names=", ".join(outcome.known)), "wait")
    return redirect(back_to(dossier_id), 303)


def back_to(dossier_id: uuid.UUID) -> str:
    """The page the form stood on, if it is a page of this dossier."""
    home = url_for("dossiers.show", dossier_id=dossier_id)
    back = request.form.get("back", "")
    path = back.partition("#")[0].partition("?")[0]
    return back if is_local(back) and (path == home or path.startswith(f"{home}/")) and ".." not in path else home
