"""`flask retention due`: what would be told of and deleted, without doing it."""

from datetime import date, datetime, timedelta

import click
from flask.cli import AppGroup

from states.retention import periods_on
from workflow.dossiers.retention.due import Standing
from workflow.dossiers.retention.overview import falling_due
from workflow.wall_clock import today

retention_cli = AppGroup("retention", help="Thời hạn lưu hồ sơ.")


@retention_cli.command("due")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Ngày, mặc định hôm nay (YYYY-MM-DD).")
def due(on: datetime | None) -> None:
    """List what falls due by a day and the days of notice after it, with where each stands. Deletes nothing."""
    day: date = on.date() if on else today()
    found = falling_due(day, day + timedelta(days=periods_on(day).notice_days))
    for one in found:
        gone = f", xóa sớm nhất {one.purge_on:%d/%m/%Y}" if one.purge_on else ""
        click.echo(f"{one.due_on:%d/%m/%Y}  {one.row.code or one.id}  {one.standing(day).value}{gone}  ({one.rule})")
    ready = sum(one.standing(day) is Standing.READY for one in found)
    click.echo(f"{len(found)} hồ sơ đến hạn lưu, {ready} hồ sơ sẽ xóa. Đây là chạy thử: chưa xóa gì.")
