"""The money of the plan at a glance, the rows behind each number, and support that may be given twice."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.money import DOUBLE_REASONS
from states.support import FUND_TITLES, Fund
from states.support_kinds import KIND_TITLES
from workflow.access import current_person, signed_in
from workflow.money import spending
from workflow.money.doubles import doubles as find_doubles
from workflow.money.spending import Asked
from workflow.security import csv_download
from workflow.wall_clock import today

room = Blueprint("money", __name__, url_prefix="/money")
MOST = 500
"""Commitments on a page; the file holds all of them."""


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Allocated, committed, paid and accepted, by source, programme, commune or year."""
    way = request.args.get("by", "source")
    way = way if way in spending.WAYS else "source"
    year = request.args.get("year", today().year, type=int)
    person, asked = current_person(), Asked(None if way == "year" else year)
    rows = spending.summed(way, asked, person)
    ways = {
        "source": _("Theo nguồn"), "programme": _("Theo chương trình"), "commune": _("Theo xã, phường"),
        "year": _("Theo năm"),
    }  # fmt: skip
    return render_template(
        "money/index.html", rows=rows, total=spending.total(rows), way=way, ways=ways, year=year, asked=asked,
        years=_years(year), titles=FUND_TITLES, whole=spending.reads_all(person), figures=_figures(),
    )  # fmt: skip


@room.get("/rows")
@signed_in
def rows() -> ResponseReturnValue:
    """The commitments and fund lines behind one number."""
    asked, person = _asked(), current_person()
    count, sums = spending.figures_meant(asked, person)
    return render_template(
        "money/rows.html", found=spending.commitments_meant(asked, person, MOST), count=count, sums=sums, asked=asked,
        lines=() if asked.commune else spending.lines_meant(asked), commune=spending.communes_meant(asked),
        titles=FUND_TITLES, figures=_figures(),
    )  # fmt: skip


@room.get("/rows.csv")
@signed_in
def take() -> ResponseReturnValue:
    """Every commitment that is meant, one a line."""
    head = [
        _("Năm"), _("Nguồn"), _("Chương trình, nhiệm vụ"), _("Xã, phường"), _("Mã hồ sơ"), _("Tên"),
        *_figures().values(),
    ]  # fmt: skip
    lines = (_cells(row) for row in spending.commitments_meant(_asked(), current_person()))
    return csv_download([head, *lines], "Cam-ket-giai-ngan.csv")


@room.get("/doubles")
@signed_in
def doubles() -> ResponseReturnValue:
    """Support of a year that may be given twice."""
    year = request.args.get("year", today().year, type=int)
    return render_template(
        "money/doubles.html", cases=find_doubles(year, current_person()), year=year, years=_years(year),
        reasons=DOUBLE_REASONS, kinds=KIND_TITLES,
    )  # fmt: skip


def _cells(row: Any) -> list[Any]:
    told = [row.year, _(FUND_TITLES[Fund(row.source)]), row.programme, row.commune_name, row.code or "", row.title]
    return [*told, *(getattr(row, name) for name in spending.FIGURES)]


def _figures() -> dict[str, str]:
    return {"committed": _("Đã cam kết"), "paid": _("Đã giải ngân"), "accepted": _("Đã nghiệm thu")}


def _years(year: int) -> list[int]:
    return sorted({*spending.years(), today().year, year}, reverse=True)


def _asked() -> Asked:
    given = request.args
    texts = {name: given.get(name, "")[:300] for name in ("source", "programme", "commune")}
    return Asked(given.get("year", type=int), **texts)
