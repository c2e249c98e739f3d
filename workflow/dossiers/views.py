"""Pages to read: my work, the list, one dossier, how its date was counted."""

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from workflow.access import current_person, signed_in
from workflow.dossiers import inbox as work
from workflow.dossiers import pages, queries
from workflow.dossiers.assignment.many import assignable, people_to_give
from workflow.dossiers.clock_page import clock_page
from workflow.dossiers.consultation.pages import questions_waiting
from workflow.errors import BadInput
from workflow.wall_clock import today

room = Blueprint("dossiers", __name__)
MOST = 1_000_000
"""Lines of the inbox beyond which an address asks for nothing that exists, and for more than a database counts."""


@room.get("/inbox")
@signed_in
def inbox() -> ResponseReturnValue:
    person, day = current_person(), today()
    tab = request.args.get("tab", "mine")
    if tab not in work.TABS:
        tab = "mine"
    offset = min(max(request.args.get("from", 0, type=int), 0), MOST)
    counts, items = work.counts(person, day), work.inbox(person, tab, day, offset)
    open_to_me = assignable(person, [item.row for item in items]) if tab == "office" else frozenset()
    return render_template(
        "dossiers/inbox.html", tab=tab, counts=counts, items=items, offset=offset, page=work.PAGE,
        home=pages.home_of(person, day), assignable=open_to_me, questions=questions_waiting(person),
        people=people_to_give(person, day) if open_to_me else (),
        header_counts=lambda: work.HeaderCounts(counts["mine"], counts["unread"]),
    )  # fmt: skip


@room.get("/dossiers")
@signed_in
def index() -> ResponseReturnValue:
    words, stage = request.args.get("q", ""), request.args.get("stage", "")
    try:
        before = uuid.UUID(request.args["before"]) if "before" in request.args else None
    except ValueError:
        raise BadInput from None
    found = queries.search(current_person(), words, stage, before)
    return render_template(
        "dossiers/index.html", found=found, words=words, stage=stage, procedure_of=pages.procedure_of,
        kind_title=pages.kind_title,
    )  # fmt: skip


@room.get("/dossiers/<uuid:dossier_id>")
@signed_in
def show(dossier_id: uuid.UUID) -> ResponseReturnValue:
    person = current_person()
    dossier = queries.get_dossier(dossier_id, person)
    return render_template("dossiers/show.html", **pages.dossier_page(dossier, person, today()))


@room.get("/dossiers/<uuid:dossier_id>/clock")
@signed_in
def clock(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """How the due day was counted, day by day."""
    dossier = queries.get_dossier(dossier_id, current_person())
    return render_template("dossiers/clock.html", **clock_page(dossier, today()))
