"""`flask worker` and `flask jobs`: what is done without anybody at a desk."""

from datetime import date, datetime

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from workflow.wall_clock import now, today

jobs_cli = AppGroup("jobs", help="Việc theo lịch.")


@click.command()
def worker() -> None:
    """Send mail and do what is due, until SIGTERM. `flask serve` has one of its own."""
    from workflow.jobs.worker import work

    work(this_app())


def this_app() -> Flask:
    """The application of this command itself, not the proxy of a context: it is handed to threads."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return app


@jobs_cli.command("due")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Ngày, mặc định hôm nay (YYYY-MM-DD).")
def due(on: datetime | None) -> None:
    """Run every dated job for a day and print what each did. Safe to run twice, and after a week of silence."""
    from workflow.jobs.ledger import run_all

    day: date = on.date() if on else today()
    failed = False
    for ran in run_all(day, now()):
        failed = failed or bool(ran.error)
        click.echo(f"{day:%d/%m/%Y}  {ran.job.name}  {ran.job.title}: {ran.error or ran.did}")
    raise SystemExit(1 if failed else 0)
