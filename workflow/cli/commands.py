"""The `flask` commands an operator types. Each room brings its own; the office brings init, demo and verify."""

import click
from flask import Flask
from flask.cli import AppGroup

from workflow.accounts.cli import people_cli
from workflow.accounts.demo import make_demo_people
from workflow.calendar.cli import clock_cli
from workflow.cli.installation import install
from workflow.dossiers.journal import verify
from workflow.extensions import db
from workflow.papers.cli import files_cli
from workflow.register.commands import register_cli
from workflow.wall_clock import now, today

journal_cli = AppGroup("journal", help="Nhật ký hồ sơ.")


def register_commands(app: Flask) -> None:
    for group in (people_cli, clock_cli, files_cli, register_cli, journal_cli):
        app.cli.add_command(group)
    app.cli.add_command(init)
    app.cli.add_command(demo)


@click.command()
def init() -> None:
    """Load communes, agencies, the annex of the plan and the calendar. Safe to run again."""
    for line in install(today(), now()):
        click.echo(line)


@click.command()
def demo() -> None:
    """Create demo people for every post. Refuses in production."""
    people = make_demo_people(today(), now())
    click.echo(f"Người trình diễn: {len(people)}")


@journal_cli.command("verify")
def verify_journal() -> None:
    """Recompute the hash chain of the journal; exits 1 when it is broken."""
    broken = verify(db.session())
    for found in broken:
        click.echo(f"Dòng {found.seq}: {found.sentence}")
    click.echo("Nhật ký toàn vẹn." if not broken else f"Có {len(broken)} chỗ không khớp.")
    raise SystemExit(1 if broken else 0)
