"""The eight indicators on the screen: as of any day, each number open to the rows behind it."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.achievements import KEEPINGS
from states.indicators import VILLAGES_MEAN, Villages
from states.reports import REPORTS
from workflow.access import current_person, signed_in
from workflow.charts import Lines, lines
from workflow.errors import NotFound
from workflow.forms import DayField, Form, OneOf
from workflow.plan.indicators import indicators
from workflow.plan.trend import Road, roads
from workflow.wall_clock import today

room = Blueprint("indicators", __name__, url_prefix="/plan/indicators")


class AskForm(Form):
    """Which day, and which villages. It asks and writes nothing, so it needs no token."""

    class Meta:
        csrf = False

    on = DayField(_l("Số liệu chốt đến hết ngày"), required=True, description=_l("Ví dụ 05/02/2026"))
    villages = OneOf(
        _l("Làng nghề trong mẫu số"), choices=[(each.value, title) for each, (title, _kinds) in VILLAGES_MEAN.items()]
    )


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """All eight, with what is still missing to each target."""
    form, on, villages = _asked()
    return render_template(
        "plan/indicators.html", form=form, on=on, villages=villages, meant=VILLAGES_MEAN[villages][0],
        measured=indicators(on, villages), keepings=KEEPINGS,
    ), 422 if form.errors else 200  # fmt: skip


@room.get("/trend")
@signed_in
def trend() -> ResponseReturnValue:
    """Each indicator at the ends of the years, and the pace that is still needed."""
    form, on, villages = _asked()
    return render_template(
        "plan/trend.html", form=form, on=on, villages=villages, meant=VILLAGES_MEAN[villages][0],
        roads=[(road, _chart(road)) for road in roads(on, villages)], keepings=KEEPINGS,
        opens_reports=bool(REPORTS["periodic"].readers & current_person().posts),
    ), 422 if form.errors else 200  # fmt: skip


def _chart(road: Road) -> Lines:
    series = ((_("đã đạt"), road.reached), (_("cần đạt từ nay"), road.needed))
    title = _("Chỉ tiêu %(code)s qua các năm, phần trăm", code=road.measured.indicator.code)
    return lines(f"trend-{road.measured.indicator.code}", title, [str(year) for year in road.years], series)


@room.get("/<code>")
@signed_in
def rows(code: str) -> ResponseReturnValue:
    """The rows behind one of them."""
    _form, on, villages = _asked()
    for measured in indicators(on, villages):
        if measured.indicator.code == code:
            return render_template(
                "plan/indicator.html", one=measured, on=on, villages=villages, meant=VILLAGES_MEAN[villages][0],
                keepings=KEEPINGS,
            )  # fmt: skip
    raise NotFound


def _asked() -> tuple[AskForm, date, Villages]:
    """What the address asks; what cannot be read is said, and today with the usual villages is shown."""
    form = AskForm(request.args or None)
    if not request.args:
        form.on.data, form.villages.data = today(), Villages.D2.value
        return form, today(), Villages.D2
    fine = form.validate()
    if not fine or form.on.data is None:
        return form, today(), Villages.D2
    return form, form.on.data, Villages(form.villages.data)
