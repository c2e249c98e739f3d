"""Every report on the screen, on paper and as a file, over what its reader may see."""

import io
import tempfile
from pathlib import Path

from flask import Blueprint, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from states.reports import REPORTS, Asks
from workflow.access import current_person, signed_in
from workflow.errands.services import begin
from workflow.errors import NotFound
from workflow.plan.snapshots import approved_snapshots
from workflow.reports.forms import asked_of
from workflow.reports.making import Asked, make_report, may_read, reports_for
from workflow.reports.renderings.csv_file import as_csv_file
from workflow.reports.renderings.paper import paper_of, print_report
from workflow.reports.renderings.xlsx_file import write_xlsx
from workflow.reports.shape import Report
from workflow.reports.words import written
from workflow.security import DOWNLOAD_POLICY
from workflow.sheets import CSV, XLSX
from workflow.wall_clock import now, today

room = Blueprint("reports", __name__, url_prefix="/reports")
SHOWN = 200
"""Rows of one table on the page; the files hold all of them."""

KINDS = {"csv": CSV, "xlsx": XLSX, "pdf": "application/pdf"}


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """The reports of this reader."""
    person = current_person()
    return render_template(
        "reports/index.html", kinds=reports_for(person), reads_periodic=may_read(person, "periodic"),
        approved=approved_snapshots()[-3:] if may_read(person, "periodic") else [],
        exports_register=may_read(person, "recognised"),
    )  # fmt: skip


@room.get("/<code>")
@signed_in
def show(code: str) -> ResponseReturnValue:
    """One report, with the form that asks for it."""
    _readable(code)
    form, asked = asked_of(code, today())
    report = make_report(code, asked, current_person(), on=today(), at=now())
    return render_template(
        "reports/show.html", form=form, report=report, kind=REPORTS[code], asked=_address(code, asked), shown=SHOWN,
        written=written, kinds=reports_for(current_person()), code=code,
    ), 422 if form.errors else 200  # fmt: skip


@room.get("/<code>.<form>")
@signed_in
def take(code: str, form: str) -> ResponseReturnValue:
    """The same as a file."""
    _readable(code)
    if form not in KINDS:
        raise NotFound
    _form, asked = asked_of(code, today())
    with force_locale("vi"):
        content = written_as(form, make_report(code, asked, current_person(), on=today(), at=now()))
    name = f"{code}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.{form}"
    response = send_file(io.BytesIO(content), mimetype=KINDS[form], as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return response


@room.post("/<code>/work")
@signed_in
def work(code: str) -> ResponseReturnValue:
    """The same as a spreadsheet, made beside the pages: for periods with very many rows."""
    _readable(code)
    _form, asked = asked_of(code, today())
    params = {"code": code, "first": asked.first.isoformat(), "last": asked.last.isoformat()}
    errand = begin("report:file", params, by=current_person(), on=today(), at=now())
    return redirect(url_for("errands.show", errand_id=errand), 303)


@room.post("/register/work")
@signed_in
def register() -> ResponseReturnValue:
    """The whole register as a spreadsheet, made beside the pages."""
    errand = begin("register:xlsx", {"on": today().isoformat()}, by=current_person(), on=today(), at=now())
    return redirect(url_for("errands.show", errand_id=errand), 303)


def written_as(form: str, report: Report) -> bytes:
    """A report as the bytes of a file."""
    if form == "csv":
        return as_csv_file(report)
    if form == "pdf":
        return print_report(paper_of(report, now()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        write_xlsx(report, path)
        return path.read_bytes()


def _readable(code: str) -> None:
    if not may_read(current_person(), code):
        raise NotFound


def _address(code: str, asked: Asked) -> dict[str, str]:
    """What the address of the same report in another form asks."""
    told = {"last": f"{asked.last:%d/%m/%Y}"}
    return told | ({"first": f"{asked.first:%d/%m/%Y}"} if REPORTS[code].asks is Asks.PERIOD else {})
