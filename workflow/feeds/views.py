"""Bringing rows in from a spreadsheet: take the template, upload, see every row judged, write."""

import io
import uuid

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.achievements import KEEPINGS
from workflow.access import current_person, signed_in
from workflow.errors import BadInput, NotFound
from workflow.feeds import queries, services
from workflow.feeds.kinds import FEEDS, Feed, feeds_of
from workflow.feeds.reading import Reader
from workflow.feeds.template import template
from workflow.security import as_download
from workflow.sheets import XLSX
from workflow.wall_clock import now, today

room = Blueprint("feeds", __name__, url_prefix="/plan/feeds")
WRONG_SHOWN = 200


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """What this person may bring in, and what was brought in lately."""
    return _page("", "")


@room.get("/<code>/template.xlsx")
@signed_in
def take_template(code: str) -> ResponseReturnValue:
    """The empty sheet of a feed."""
    feed = _kept(code)
    packed = io.BytesIO(template(Reader(feed, current_person())))
    return as_download(send_file(packed, mimetype=XLSX, as_attachment=True, download_name=f"mau-{code}.xlsx"))


@room.post("/<code>")
@signed_in
def upload(code: str) -> ResponseReturnValue:
    """Keep the rows of a file and show them judged."""
    _kept(code)
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(code, _("Hãy chọn một tệp .xlsx hoặc .csv.")), 422
    try:
        made = services.bring_in(code, file.filename, file.read(), by=current_person(), on=today(), at=now())
    except BadInput as bad:
        return _page(code, str(bad)), 422
    return redirect(url_for("feeds.show", import_id=made), 303)


@room.get("/<uuid:import_id>")
@signed_in
def show(import_id: uuid.UUID) -> ResponseReturnValue:
    """Every row of an upload, judged as of today: what is wrong in which cell."""
    row = queries.get_import(import_id, current_person())
    reader = Reader(_kept(row.feed), current_person())
    judged = list(reader.judge(row.rows, today()))
    wrong = [each for each in judged if not each.is_sound]
    return render_template(
        "feeds/show.html", row=row, feed=reader.feed, columns=reader.columns, wrong=wrong[:WRONG_SHOWN],
        wrong_count=len(wrong), sample=judged[:20],
    )  # fmt: skip


@room.post("/<uuid:import_id>/write")
@signed_in
def write(import_id: uuid.UUID) -> ResponseReturnValue:
    """Write all rows, as long work that can be left and found again."""
    errand = services.ask_to_write(import_id, by=current_person(), on=today(), at=now())
    flash(_("Đang ghi các dòng; có thể rời trang này."))
    return redirect(url_for("errands.show", errand_id=errand), 303)


def _kept(code: str) -> Feed:
    """A feed that this person keeps. Raises NotFound."""
    feed = FEEDS.get(code)
    if feed is None or not feed.keeps(current_person()):
        raise NotFound
    return feed


def _page(code: str, problem: str) -> str:
    person = current_person()
    return render_template(
        "feeds/index.html", feeds=feeds_of(person), imports=queries.imports_of(person), code=code, problem=problem,
        titles={feed.code: feed.title for feed in FEEDS.values()}, keepings=KEEPINGS,
    )  # fmt: skip
