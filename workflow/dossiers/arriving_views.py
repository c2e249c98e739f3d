"""Files over a poor line, in pieces (docs/decisions/0022-papers-in.md): announce, send, ask, finish, drop.

Answers are small JSON: `offset` is where to go on, `said` a sentence for the person. Without JavaScript nobody comes
here, but for the button that drops a file; the plain form of `attachment_views` does the same work.
"""

import base64
import binascii
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from states.kernel import Forbidden, Refused
from workflow.access import current_person, signed_in
from workflow.dossiers import arriving_services as services
from workflow.dossiers import queries
from workflow.dossiers.attachment_services import place_in
from workflow.dossiers.attachment_views import back_to
from workflow.errors import BadInput
from workflow.papers.arriving import Announced, Misplaced
from workflow.papers.arriving_queries import ArrivingRow, get_arriving
from workflow.papers.photos import LONGEST_NOTE, facts_in
from workflow.papers.pieces import LARGEST_PIECE
from workflow.papers.types import display_name
from workflow.wall_clock import now, today

room = Blueprint("arriving", __name__, url_prefix="/dossiers/<uuid:dossier_id>/arriving")


@room.url_value_preprocessor
def take_pieces(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before the body is read: people of the office may send pieces, others may not."""
    if request.method == "POST" and current_user.is_authenticated:
        request.max_content_length = LARGEST_PIECE + 1024


def in_json(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Refusals as a sentence for a script; what does not exist stays a 404 page."""

    @wraps(view)
    def told(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except Misplaced as wrong:
            return jsonify(offset=wrong.offset), 409
        except BadInput as refusal:
            return jsonify(said=str(refusal)), 400
        except Refused as refusal:
            return jsonify(said=" ".join(_(reason.text) for reason in refusal.reasons)), 410
        except Forbidden as refusal:
            return jsonify(said=str(refusal)), 403

    return told


@room.post("")
@signed_in
@in_json
def begin(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Announce a file: `part` or `item`, `name`, `size`, `mark`, and `replaces` or the camera's `note` where wished."""
    person, form = current_person(), request.form
    dossier = queries.get_dossier(dossier_id, person)
    place = place_in(dossier, form.get("part", ""), form.get("item") or None, today())
    announced = Announced(
        display_name(form.get("name", "")), form.get("size", -1, type=int), form.get("mark", "")[:64],
        form.get("replaces", None, type=uuid.UUID),
    )  # fmt: skip
    photo = facts_in(_bytes(form.get("note", ""))) if "note" in form else {}
    return _stands(services.begin_file(place, announced, photo, by=person, on=today(), at=now())), 201


@room.get("/<uuid:arriving_id>")
@signed_in
def ask(dossier_id: uuid.UUID, arriving_id: uuid.UUID) -> ResponseReturnValue:
    """Where a file stands."""
    return _stands(_mine(dossier_id, arriving_id))


@room.post("/<uuid:arriving_id>/pieces/<int:offset>")
@signed_in
@in_json
def take(dossier_id: uuid.UUID, arriving_id: uuid.UUID, offset: int) -> ResponseReturnValue:
    """One piece, the bare bytes; the answer is where the file stands then."""
    row = _mine(dossier_id, arriving_id)
    data = request.get_data(cache=False)
    return jsonify(offset=services.take_piece(row, offset, data, by=current_person(), on=today(), at=now()))


@room.post("/<uuid:arriving_id>/finish")
@signed_in
@in_json
def finish(dossier_id: uuid.UUID, arriving_id: uuid.UUID) -> ResponseReturnValue:
    """All is there: judge it and attach it. `sha256` (hex) is compared when it is given."""
    row = _mine(dossier_id, arriving_id)
    try:
        digest = bytes.fromhex(request.form.get("sha256", "")) or None
    except ValueError:
        raise BadInput(_("Không đọc được nội dung vừa gửi")) from None
    return _stands(services.finish_file(row, digest, by=current_person(), on=today(), at=now()))


@room.post("/<uuid:arriving_id>/drop")
@signed_in
def drop(dossier_id: uuid.UUID, arriving_id: uuid.UUID) -> ResponseReturnValue:
    """Forget a file on its way; a form, so that it works without JavaScript."""
    row = _mine(dossier_id, arriving_id)
    services.drop_file(row)
    flash(_("Đã bỏ tệp gửi dở “%(name)s”.", name=row.name), "ok")
    return redirect(back_to(dossier_id), 303)


def _mine(dossier_id: uuid.UUID, arriving_id: uuid.UUID) -> ArrivingRow:
    person = current_person()
    queries.get_dossier(dossier_id, person)
    return get_arriving(dossier_id, arriving_id, person.id)


def _stands(row: ArrivingRow) -> Response:
    return jsonify(id=str(row.id), offset=row.received, size=row.size, outcome=row.outcome, said=row.said)


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text[: 2 * LONGEST_NOTE], validate=True)
    except (binascii.Error, ValueError):
        return b""
