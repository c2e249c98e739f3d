"""The plan on the map, for who has signed in: progress by a year, and what is beyond its day."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.achievements import KEEPINGS
from workflow.access import current_person, signed_in
from workflow.plan.maps import late_map, progress_map
from workflow.plan.views import YEARS
from workflow.register.map_table import ORDERS
from workflow.wall_clock import today

room = Blueprint("plan_map", __name__, url_prefix="/plan/map")
PROGRESS, OVERDUE = SHOWS = ("progress", "overdue")


@room.get("")
@signed_in
def show() -> ResponseReturnValue:
    """The map asked for; what cannot be read is the first there is."""
    asked = request.args.get("show", "")
    return _overdue() if asked == OVERDUE else _progress()


def _progress() -> str:
    asked = request.args.get("year", type=int)
    year = asked if asked is not None and asked in YEARS else min(max(today().year, YEARS[0]), YEARS[-1])
    found = progress_map(
        current_person(), year, today(), _order(), _here(show=PROGRESS, year=year),
        lambda code: url_for("plan.index", commune=code),
    )  # fmt: skip
    hint = _("Mục duy trì và mục về làng nghề đã công nhận từ trước không tính; mục ở nhiều xã được đếm ở mỗi xã.")
    years = [(str(one), url_for("plan_map.show", show=PROGRESS, year=one), one == year) for one in YEARS]
    return _page(found, PROGRESS, hint, years)


def _overdue() -> str:
    found = late_map(
        current_person(), today(), _order(), _here(show=OVERDUE),
        lambda code: url_for("board.listed", when="late", commune=code),
    )  # fmt: skip
    return _page(
        found, OVERDUE, _("Chỉ đếm hồ sơ mà Ông/Bà xem được; hồ sơ đang tạm dừng tính thời hạn không quá hạn."), []
    )


def _order() -> str:
    order = request.args.get("order", "")
    return order if order in ORDERS else ORDERS[0]


def _here(**told: Any) -> Any:
    return lambda **query: url_for("plan_map.show", **told, **query)


def _page(found: Any, chosen: str, hint: str, years: Any) -> str:
    titles = {PROGRESS: _("Tiến độ công nhận"), OVERDUE: _("Hồ sơ quá hạn")}
    shows = [(title, url_for("plan_map.show", show=show), show == chosen) for show, title in titles.items()]
    return render_template("plan/map.html", found=found, shows=shows, years=years, hint=hint, keepings=KEEPINGS)
