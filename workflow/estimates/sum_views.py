"""The province's sum of estimates, the lines behind each of its numbers, and all of them as CSV."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.estimates import ESTIMATE, PURPOSES
from states.support import FUND_TITLES, Fund
from workflow.access import current_person, signed_in
from workflow.estimates import queries, sums
from workflow.estimates.sums import Asked
from workflow.security import csv_download
from workflow.wall_clock import today

room = Blueprint("estimate_sums", __name__, url_prefix="/estimates/sum")
MOST = 500
"""Lines on a page; the file holds all of them."""


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Sums by commune, unit, purpose or year, each by source."""
    way = request.args.get("by", "commune")
    way = way if way in sums.WAYS else "commune"
    year = request.args.get("year", today().year + 1, type=int)
    asked = Asked(None if way == "year" else year)
    rows = sums.summed(way, asked, current_person())
    ways = {
        "commune": _("Theo xã, phường"), "unit": _("Theo làng nghề"), "purpose": _("Theo mục đích"),
        "year": _("Theo năm"),
    }  # fmt: skip
    return render_template(
        "estimates/sum.html", rows=rows, totals=sums.totals(rows), way=way, ways=ways, year=year, asked=asked,
        years=sorted({*queries.years(), today().year, today().year + 1, year}, reverse=True), titles=FUND_TITLES,
        purposes=PURPOSES, sources=sums.SOURCES,
    )  # fmt: skip


@room.get("/rows")
@signed_in
def rows() -> ResponseReturnValue:
    """The lines behind one number."""
    asked, person = _asked(), current_person()
    count, amount = sums.total_meant(asked, person)
    return render_template(
        "estimates/rows.html", lines=sums.lines_meant(asked, person, MOST), count=count, amount=amount, asked=asked,
        purposes=PURPOSES, titles=FUND_TITLES, states=ESTIMATE.states,
    )  # fmt: skip


@room.get("/lines.csv")
@signed_in
def take() -> ResponseReturnValue:
    """Every line that is meant, one a line."""
    asked = _asked()
    head = [
        _("Năm"), _("Xã, phường"), _("Làng nghề, nghề"), _("Mục đích chi"), _("Nội dung"), _("Nguồn"),
        _("Số tiền (đồng)"), _("Tình trạng"),
    ]  # fmt: skip
    lines = (_cells(line) for line in sums.lines_meant(asked, current_person()))
    return csv_download([head, *lines], f"Du-toan-{asked.year or 'cac-nam'}.csv")


def _cells(line: Any) -> list[Any]:
    return [
        line.year, line.commune_name, line.unit_name or _("Chung toàn xã, phường"), _(PURPOSES[line.purpose]),
        line.content, _(FUND_TITLES[Fund(line.source)]), line.amount, _(ESTIMATE.states[line.state]),
    ]  # fmt: skip


def _asked() -> Asked:
    given = request.args
    texts = {name: given.get(name, "")[:40] for name in ("commune", "unit", "source", "purpose")}
    return Asked(given.get("year", type=int), **texts)
