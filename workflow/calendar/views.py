"""The working days of a year, for everybody whose dates depend on them."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from workflow import wall_clock
from workflow.access import signed_in
from workflow.calendar import queries
from workflow.calendar.months import months_of

room = Blueprint("calendar", __name__, url_prefix="/calendar")


@room.get("/")
@signed_in
def this_year() -> ResponseReturnValue:
    return redirect(url_for("calendar.year", year=wall_clock.today().year))


@room.get("/<int:year>")
@signed_in
def year(year: int) -> ResponseReturnValue:
    view = queries.get_year(year)
    return render_template("calendar/year.html", view=view, months=months_of(view), today=wall_clock.today())
