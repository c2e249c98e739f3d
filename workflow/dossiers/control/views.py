"""The control slip of a dossier and the register of a period: on the screen, on paper, as a spreadsheet."""

import io
import re
import uuid
from datetime import date, timedelta

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.access import current_person, signed_in
from workflow.dossiers import queries
from workflow.dossiers.control import services, sheet
from workflow.dossiers.control.book import Book, Period, book_of, desks_of
from workflow.dossiers.control.slip import facts_of, slip_of
from workflow.errors import BadInput
from workflow.papers.control import book_facts
from workflow.papers.printed import render
from workflow.sheets import XLSX
from workflow.wall_clock import now, today

room = Blueprint("control", __name__)
LONGEST = timedelta(days=366)
SHOWN = 200
"""Rows of the register on a page; the files hold all of them."""


@room.get("/dossiers/<uuid:dossier_id>/control")
@signed_in
def slip(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Every hand-over of a dossier."""
    return render_template("control/slip.html", slip=slip_of(queries.get_dossier(dossier_id, current_person())))


@room.get("/dossiers/<uuid:dossier_id>/control.pdf")
@signed_in
def slip_paper(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Mẫu 06: the same bytes as long as the journal is the same."""
    found = slip_of(queries.get_dossier(dossier_id, current_person()))
    return _file(
        render("M06", facts_of(found)), "application/pdf", f"Phieu-kiem-soat-{_name(found.dossier.row.code)}.pdf"
    )


@room.get("/dossier-register")
@signed_in
def register() -> ResponseReturnValue:
    """The register of a period; contact data are on paper and in the file only, where taking them is noted."""
    period = _period()
    book = book_of(current_person(), period, today())
    whole = Period(period.first, period.last)
    return render_template(
        "control/register.html", book=book, shown=book.lines[:SHOWN], desks=desks_of(current_person(), whole)
    )


@room.post("/dossier-register")
@signed_in
def take_register() -> ResponseReturnValue:
    """Mẫu 07 as PDF or as a spreadsheet: an act that is noted."""
    wanted, period = request.form.get("format", ""), _period()
    if wanted not in ("pdf", "xlsx"):
        raise BadInput
    book = book_of(current_person(), period, today())
    services.note_export(book, wanted, by=current_person().id, at=now())
    name = f"So-theo-doi-{period.first:%Y%m%d}-{period.last:%Y%m%d}.{wanted}"
    if wanted == "xlsx":
        return _file(sheet.workbook(book), XLSX, name)
    return _file(render("M07", _facts(book)), "application/pdf", name)


def _facts(book: Book) -> dict[str, object]:
    period, rows = book.period, [line.row for line in book.lines]
    return book_facts(
        agency=book.agency, first=period.first, last=period.last, on=book.on, rows=rows, totals=book.totals
    )


def _period() -> Period:
    """The period asked for, else the month so far. Raises BadInput for one that is none or is longer than a year."""
    told, day = request.values, today()
    try:
        first = _day(told["first"]) if told.get("first") else day.replace(day=1)
        last = _day(told["last"]) if told.get("last") else day
        agency = uuid.UUID(told["agency"]) if told.get("agency") else None
    except ValueError:
        raise BadInput(_("Khoảng thời gian chưa đúng. Hãy chọn lại từ ngày, đến ngày.")) from None
    if not timedelta(0) <= last - first <= LONGEST:
        raise BadInput(_("Hãy chọn từ ngày trước đến ngày sau, không quá một năm."))
    return Period(first, last, agency)


def _day(text: str) -> date:
    """As people write it, 05/02/2026, or as addresses do, 2026-02-05. Raises ValueError."""
    written = re.fullmatch(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*", text)
    return date(*(int(part) for part in reversed(written.groups()))) if written else date.fromisoformat(text)


def _name(code: str | None) -> str:
    return code or "ban-nhap"


def _file(content: bytes, media_type: str, name: str) -> ResponseReturnValue:
    response = send_file(io.BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
