"""`flask report overdue`: how dossiers kept their days in a period."""

import json
from datetime import datetime

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from workflow.dossiers.reports.overdue import Report, lines_of, overdue
from workflow.formats import vndate

report_cli = AppGroup("report", help="Reports of a period.")
DAY = click.DateTime(["%Y-%m-%d"])


@report_cli.command("overdue")
@click.option("--from", "first", type=DAY, required=True, help="The first day of the period.")
@click.option("--to", "last", type=DAY, required=True, help="The last day; nothing after it is counted.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def overdue_command(first: datetime, last: datetime, as_json: bool) -> None:
    """Received, carried over, returned, open and late, by agency, commune and procedure."""
    if last < first:
        raise click.BadParameter(_("Hãy chọn từ ngày trước đến ngày sau."), param_hint="--to")
    report = overdue(first.date(), last.date())
    click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2) if as_json else _as_text(report))


def _as_text(report: Report) -> str:
    said = [_("Từ ngày %(first)s đến hết ngày %(last)s", first=vndate(report.first), last=vndate(report.last))]
    said += [f"{_(title)}: {count}" for title, count in lines_of(report)]
    said += [f"{fate.code} {fate.title}: {_('hạn %(day)s', day=vndate(fate.due_on))}" for fate in report.late]
    return "\n".join(said)
