"""`flask db`: Flask-Migrate's own commands, loaded when one of them is typed. Pages and other commands do without."""

import click
from flask import current_app

from workflow.schema import know_migrations

_AS_TYPED = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}


@click.command("db", context_settings=_AS_TYPED, add_help_option=False)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def migrations_cli(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Perform database migrations."""
    from flask_migrate.cli import db

    know_migrations(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001
    db.main(list(words), prog_name="flask db", obj=ctx.obj)
