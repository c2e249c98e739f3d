"""`flask plan indicators`: the eight indicators as of a day."""

import json
from datetime import date, datetime

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from states.indicators import VILLAGES_MEAN, Villages
from workflow.formats import vndate
from workflow.plan.indicators import indicators
from workflow.plan.measures import Measured
from workflow.wall_clock import today

plan_cli = AppGroup("plan", help="The plan and its indicators.")
DAY = click.DateTime(["%Y-%m-%d"])


@plan_cli.command("indicators")
@click.option("--as-of", "as_of", type=DAY, default=None, help="The day at whose end it is counted; today.")
@click.option("--villages", type=click.Choice([each.value for each in Villages]), default="D2", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def indicators_command(as_of: datetime | None, villages: str, as_json: bool) -> None:
    """Numerator, denominator, percent, target and gap of each target of the plan (I.2)."""
    on, meant = as_of.date() if as_of else today(), Villages(villages)
    measured = indicators(on, meant)
    if as_json:
        told = {"as_of": on.isoformat(), "villages": meant, "indicators": [each.as_json() for each in measured]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(_as_text(on, meant, measured))


def _as_text(on: date, villages: Villages, measured: list[Measured]) -> str:
    said = [_("Số liệu chốt đến ngày %(day)s. Mẫu số: %(what)s.", day=vndate(on), what=_(VILLAGES_MEAN[villages][0]))]
    for each in measured:
        share = str(each.percent).replace(".", ",") + " %" if each.percent is not None else _("chưa có số liệu")
        said.append(
            f"{each.indicator.code}. {_(each.indicator.title)}: {each.numerator}/{each.denominator} = {share}; "
            + _("còn thiếu %(n)s %(unit)s", n=each.gap, unit=_(each.indicator.unit))
        )
    return "\n".join(said)
