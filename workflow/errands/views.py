"""My long work: how far it is, what came of it. Only its owner sees it."""

import uuid
from typing import Any

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workflow.access import current_person, signed_in
from workflow.errands import queries, services
from workflow.errands.models import State
from workflow.errands.results import results
from workflow.errors import NotFound
from workflow.formats import vnnumber
from workflow.security import as_download
from workflow.wall_clock import now, today

room = Blueprint("errands", __name__, url_prefix="/work")
STATE_TITLES = {
    State.WAITING: _l("Đang chờ"), State.RUNNING: _l("Đang làm"), State.DONE: _l("Xong"),
    State.FAILED: _l("Không làm được"), State.CANCELLED: _l("Đã dừng"),
}  # fmt: skip
TONES = {State.DONE: "ok", State.FAILED: "wait", State.CANCELLED: ""}


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Mine, the latest first."""
    return render_template("errands/index.html", rows=queries.errands_of(current_person()), **_words())


@room.get("/<uuid:errand_id>")
@signed_in
def show(errand_id: uuid.UUID) -> ResponseReturnValue:
    """One of mine."""
    row = queries.get_errand(errand_id, current_person())
    return render_template("errands/show.html", row=row, is_open=row.state in services.OPEN, **_words())


@room.get("/<uuid:errand_id>.json")
@signed_in
def state(errand_id: uuid.UUID) -> ResponseReturnValue:
    """How far it is, for the page that shows it."""
    row = queries.get_errand(errand_id, current_person())
    told = {"state": row.state, "done": row.done, "total": row.total, "words": how_far(row)}
    return jsonify(told | {"open": row.state in services.OPEN})


@room.get("/<uuid:errand_id>/file")
@signed_in
def take(errand_id: uuid.UUID) -> ResponseReturnValue:
    """Its file, for whoever asked and still may."""
    row = queries.file_of(errand_id, current_person())
    try:
        stream = results().open(row.digest)
    except FileNotFoundError:
        current_app.logger.exception("the bytes of errand %s are missing", row.id)
        raise NotFound from None
    response = send_file(stream, as_attachment=True, download_name=row.file_name, etag=row.digest.hex())
    response.content_length = row.size
    return as_download(response)


@room.post("/<uuid:errand_id>/cancel")
@signed_in
def cancel(errand_id: uuid.UUID) -> ResponseReturnValue:
    """Call it off."""
    services.cancel(errand_id, by=current_person(), at=now())
    flash(_("Đã dừng việc."))
    return redirect(url_for("errands.show", errand_id=errand_id), 303)


@room.post("/<uuid:errand_id>/again")
@signed_in
def again(errand_id: uuid.UUID) -> ResponseReturnValue:
    """Ask for the same once more."""
    person = current_person()
    row = queries.get_errand(errand_id, person)
    return redirect(url_for("errands.show", errand_id=_anew(row, person)), 303)


def _anew(row: Any, person: Any) -> uuid.UUID:
    return services.begin(row.kind, row.params, by=person, on=today(), at=now())


def how_far(row: Any) -> str:
    """Its state in words, with the steps where they are known."""
    if row.state == State.RUNNING and row.total:
        return str(_("Đã làm %(done)s trong %(total)s.", done=vnnumber(row.done), total=vnnumber(row.total)))
    if row.state == State.RUNNING:
        return str(_("Đang làm."))
    if row.state == State.WAITING:
        return str(_("Đang chờ đến lượt; thường bắt đầu trong vòng một phút."))
    return str(STATE_TITLES[State(row.state)])


def _words() -> dict[str, Any]:
    return {"title_of": queries.title_of, "titles": STATE_TITLES, "tones": TONES, "how_far": how_far}
