"""The `flask` commands an operator types. Each room brings its own; the office brings init, demo and verify."""

import signal
import sys

import click
from flask import Flask
from flask.cli import AppGroup

from workflow.accounts.cli import people_cli
from workflow.accounts.demo import make_demo_people
from workflow.calendar.cli import clock_cli
from workflow.cli.installation import install
from workflow.cli.jobs import jobs_cli, this_app, worker
from workflow.cli.migrations import migrations_cli
from workflow.dossiers.bundle.cli import bundle_cli
from workflow.dossiers.journal import verify
from workflow.dossiers.retention.cli import retention_cli
from workflow.extensions import db
from workflow.papers.cli import files_cli
from workflow.plan.cli import plan_cli
from workflow.register.commands import register_cli
from workflow.reports.cli import report_cli
from workflow.schema import upgrade_when_needed
from workflow.wall_clock import now, today

LARGEST_BODY = 256 * 1024 * 1024
"""What the server hands on to the application, in bytes; the application's own limits are lower."""

journal_cli = AppGroup("journal", help="Nhật ký hồ sơ.")


def register_commands(app: Flask) -> None:
    for group in (
        people_cli,
        clock_cli,
        files_cli,
        register_cli,
        journal_cli,
        jobs_cli,
        migrations_cli,
        bundle_cli,
        retention_cli,
        plan_cli,
        report_cli,
    ):
        app.cli.add_command(group)
    app.cli.add_command(init)
    app.cli.add_command(demo)
    app.cli.add_command(serve)
    app.cli.add_command(worker)


@click.command()
def init() -> None:
    """Load communes, agencies, the annex of the plan, the calendar and the first policies. Safe to run again."""
    for line in install(today(), now()):
        click.echo(line)


@click.command()
def demo() -> None:
    """Create demo people for every post. Refuses in production."""
    people = make_demo_people(today(), now())
    click.echo(f"Người trình diễn: {len(people)}")


@click.command()
@click.option("--port", default=8000, show_default=True, help="Cổng trên 127.0.0.1.")
@click.option("--threads", default=8, show_default=True)
def serve(port: int, threads: int) -> None:
    """Migrate, load what is missing, create demo people in demo mode, and serve on this machine alone.

    One process for all of it, the worker included: what `make run` does. Production migrates by `flask db upgrade` and
    runs gunicorn and `flask worker`.
    """
    app = this_app()
    upgrade_when_needed(app)
    for line in install(today(), now()):
        click.echo(line)
    if app.config["DEMO"]:
        click.echo(f"Người trình diễn: thêm {len(make_demo_people(today(), now()))}")
    db.session.remove()
    _serve(app, port, threads)


def _serve(app: Flask, port: int, threads: int) -> None:
    """Listen first, so that the first page does not wait for the worker to load."""
    from waitress.server import create_server

    server = create_server(app, listen=f"127.0.0.1:{port}", threads=threads, max_request_body_size=LARGEST_BODY)
    click.echo(f"Mở http://127.0.0.1:{port}")
    from workflow.jobs.worker import work_beside

    stop = work_beside(app)
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    try:
        server.run()
    finally:
        stop()


@journal_cli.command("verify")
def verify_journal() -> None:
    """Recompute the hash chain of the journal; exits 1 when it is broken."""
    broken = verify(db.session())
    for found in broken:
        click.echo(f"Dòng {found.seq}: {found.sentence}")
    click.echo("Nhật ký toàn vẹn." if not broken else f"Có {len(broken)} chỗ không khớp.")
    raise SystemExit(1 if broken else 0)
