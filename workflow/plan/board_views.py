"""The progress of the plan on one page: by section, by year, by commune."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.achievements import KEEPINGS
from workflow.access import current_person, signed_in
from workflow.charts import Bars, bars
from workflow.plan.board import PlanBoard, plan_board
from workflow.plan.queries import works_for_a_commune
from workflow.register.plan_queries import DONE, PlanState
from workflow.wall_clock import today

room = Blueprint("plan_board", __name__, url_prefix="/plan/board")


@room.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Counts with their lists, and a picture of the years."""
    board = plan_board(current_person(), today())
    return render_template(
        "plan/board.html", board=board, chart=_by_year(board), keepings=KEEPINGS,
        of_commune=works_for_a_commune(current_person()),
    )  # fmt: skip


def _by_year(board: PlanBoard) -> Bars:
    words = (DONE, PlanState.IN_HAND.value, PlanState.NOT_STARTED.value)
    rows = [(line.name, [line.counts[word] for word in words], "") for line in board.years]
    parts = [_("Đang được công nhận"), _("Đang có hồ sơ"), _("Chưa lập hồ sơ")]
    return bars("years", _("Các mục cần làm theo năm kế hoạch"), parts, rows)
