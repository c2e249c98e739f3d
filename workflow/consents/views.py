"""Consents of the people of a unit: the list inside the office. The only public address of this room is a picture."""

import uuid

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from states.consents import ANSWER_BASIS, CHANNEL_TITLES, KIND_TITLES, Channel, ConsentKind
from workflow.access import current_person, public, signed_in
from workflow.consents import consent_views, exhibit_views, queries, shown
from workflow.consents.room import room
from workflow.errors import NotFound
from workflow.papers.previews import WIDTHS
from workflow.register.queries import get_unit
from workflow.security import DOWNLOAD_POLICY
from workflow.wall_clock import today

__all__ = ["consent_views", "exhibit_views", "room"]


@room.get("/photos/<uuid:exhibit_id>")
@public
def photo(unit_id: uuid.UUID, exhibit_id: uuid.UUID) -> ResponseReturnValue:
    """A photo, while everybody in it agrees: asked on each request, kept by no browser."""
    size = request.args.get("size", "page")
    if size not in WIDTHS:
        raise NotFound
    response = current_app.response_class(shown.picture(unit_id, exhibit_id, size), mimetype="image/webp")
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    response.headers["Content-Disposition"] = "inline; filename=anh.webp"
    return response


@room.get("/consents")
@signed_in
def index(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Who agreed to what, what is shown by it, and who waits for an answer."""
    rights = queries.rights(current_person(), unit_id)
    return render_template(
        "consents/index.html", unit=get_unit(unit_id), rights=rights, subjects=queries.subjects_of(unit_id),
        exhibits=queries.exhibits_of(unit_id), kinds={kind.value: title for kind, title in KIND_TITLES.items()},
        channels={each.value: title for each, title in CHANNEL_TITLES.items()}, basis=ANSWER_BASIS, today=today(),
        photo=ConsentKind.PHOTO.value, paper=Channel.PAPER.value,
    )  # fmt: skip
