"""`flask report NAME`: every report of the whole office, as of any day, for people and for machines."""

import json
from datetime import date, datetime

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from states.reports import REPORTS, Asks, ReportKind
from workflow.reports.making import Asked, make_whole_report
from workflow.reports.renderings.json_form import as_json
from workflow.reports.shape import Report, Section
from workflow.reports.words import written
from workflow.wall_clock import now, today

report_cli = AppGroup("report", help="Reports of a period or of a day, over the whole office.")
DAY = click.DateTime(["%Y-%m-%d"])
AS_JSON = click.option("--json", "as_json_too", is_flag=True, help="Print one JSON object.")


def _of_a_period(kind: ReportKind) -> None:
    @report_cli.command(kind.code, help=f"{kind.title}.")
    @click.option("--from", "first", type=DAY, required=True, help="The first day of the period.")
    @click.option("--to", "last", type=DAY, required=True, help="The last day; nothing after it is counted.")
    @AS_JSON
    def command(first: datetime, last: datetime, as_json_too: bool) -> None:
        if last < first:
            raise click.BadParameter(_("Hãy chọn từ ngày trước đến ngày sau."), param_hint="--to")
        _say(kind.code, first.date(), last.date(), as_json_too)


def _of_a_day(kind: ReportKind) -> None:
    @report_cli.command(kind.code, help=f"{kind.title}.")
    @click.option("--as-of", "as_of", type=DAY, default=None, help="The day at whose end it is counted; today.")
    @AS_JSON
    def command(as_of: datetime | None, as_json_too: bool) -> None:
        on = as_of.date() if as_of else today()
        _say(kind.code, on, on, as_json_too)


for _kind in REPORTS.values():
    (_of_a_period if _kind.asks is Asks.PERIOD else _of_a_day)(_kind)


def _say(code: str, first: date, last: date, as_json_too: bool) -> None:
    report = make_whole_report(code, Asked(first, last), on=today(), at=now())
    click.echo(json.dumps(as_json(report), ensure_ascii=False, indent=2) if as_json_too else _as_text(report))


def _as_text(report: Report) -> str:
    said = [report.title, report.scope, report.cut_off.words]
    for section in report.sections:
        said += ["", section.title, *section.words, *_lines(section)]
    return "\n".join(said)


def _lines(section: Section) -> list[str]:
    if section.table is None:
        return []
    kinds = [column.kind for column in section.table.columns]
    rows = [*section.table, *([section.table.totals] if section.table.totals else [])]
    lines = [" | ".join(written(value, kind) for value, kind in zip(row, kinds, strict=True)) for row in rows]
    return (
        [" | ".join(column.title for column in section.table.columns), *lines]
        if rows
        else [section.table.empty or _("Không có dòng nào.")]
    )
