"""Long work of this room: the whole register as a spreadsheet, and a report as one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from workflow.accounts.person import Person
from workflow.errands.kinds import Context, Kind, Outcome, declare
from workflow.extensions import db
from workflow.reports.making import Asked, make_report, may_read
from workflow.reports.renderings.xlsx_file import write_xlsx
from workflow.reports.shape import Report, Section, Table, cut_off
from workflow.reports.unit_reports import place_columns, place_rows, places_at

AT_ONCE = 1_000
"""Rows read from the database at a time."""


def _may_export(person: Person, _params: Mapping[str, Any]) -> bool:
    return may_read(person, "recognised")


def export_register(ctx: Context) -> Outcome:
    """Every place of every unit recognised on a day, streamed from the database to the sheet."""
    on = date.fromisoformat(ctx.params["on"])
    total = db.session.scalar(select(func.count()).select_from(places_at(on).order_by(None).subquery())) or 0
    rows = db.session.execute(places_at(on).execution_options(yield_per=AT_ONCE))
    table = Table(place_columns(), place_rows(rows))
    report = Report(
        "register", _("Danh bạ làng nghề"), _("Toàn tỉnh Lào Cai."), cut_off(on, ctx.at, ctx.on),
        (Section(_("Danh bạ"), table),), True,
    )  # fmt: skip
    path = ctx.folder / "register.xlsx"
    written = write_xlsx(report, path, lambda done: ctx.progress(done, max(total, done)))
    ctx.progress(written, written)
    return Outcome(path, f"Danh-ba-lang-nghe-{on:%Y%m%d}.xlsx", said=_("%(n)s dòng.", n=written))


def _may_report(person: Person, params: Mapping[str, Any]) -> bool:
    return may_read(person, params["code"])


def export_report(ctx: Context) -> Outcome:
    """A report over what its owner may see now."""
    asked = Asked(date.fromisoformat(ctx.params["first"]), date.fromisoformat(ctx.params["last"]))
    code = ctx.params["code"]
    report = make_report(code, asked, ctx.person, on=ctx.on, at=ctx.at)
    total = sum(len(list(section.table)) for section in report.sections if section.table)
    path = ctx.folder / "report.xlsx"
    written = write_xlsx(report, path, lambda done: ctx.progress(done, max(total, done)))
    ctx.progress(written, written)
    name = f"{code}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.xlsx"
    return Outcome(path, name, said=_("%(n)s dòng.", n=written))


declare(Kind("register:xlsx", _l("Xuất danh bạ làng nghề ra XLSX"), export_register, _may_export))
declare(Kind("report:file", _l("Xuất báo cáo ra XLSX"), export_report, _may_report))
