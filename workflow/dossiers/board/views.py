"""The board of leaders, and the list behind each of its numbers."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.access import current_person, signed_in
from workflow.charts import Bars, beside
from workflow.dossiers import pages, queries
from workflow.dossiers.board.counts import board_of, condition_of, group_condition
from workflow.dossiers.board.trend import Month, months_of
from workflow.dossiers.visibility import visible_to
from workflow.errors import BadInput
from workflow.wall_clock import today

room = Blueprint("board", __name__, url_prefix="/board")
GROUPS = ("agency", "procedure", "stage", "officer")


@room.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Who has how much, how much of it is late, who keeps others waiting."""
    months = months_of(visible_to(current_person()), today())
    return render_template(
        "board/show.html", board=board_of(current_person(), today()), on=today(), months=months, chart=_chart(months)
    )


def _chart(months: Sequence[Month]) -> Bars:
    """Two bars a month: what came, what was done."""
    rows = [(f"{month.first:%m/%Y}", (month.received, month.done), "") for month in months]
    return beside("months", _("Hồ sơ tiếp nhận và giải quyết xong"), [_("tiếp nhận"), _("giải quyết xong")], rows)


@room.get("/list")
@signed_in
def listed() -> ResponseReturnValue:
    """The dossiers behind a number, newest first."""
    asked = {name: request.args.get(name, "")[:60] for name in GROUPS}
    when = request.args.get("when", "all")
    try:
        before = uuid.UUID(request.args["before"]) if request.args.get("before") else None
        where = [*group_condition(**asked), condition_of(when, today())]
    except (ValueError, KeyError):
        raise BadInput(_("Địa chỉ của danh sách này không đúng. Hãy mở lại từ bảng điều hành.")) from None
    found = queries.search(current_person(), before=before, also=where)
    return render_template(
        "board/list.html", found=found, asked={name: value for name, value in asked.items() if value} | {"when": when},
        procedure_of=pages.procedure_of, kind_title=pages.kind_title, when=when,
    )  # fmt: skip
