"""`flask files`: are the bytes of every file still there and whole; what may be swept away."""

import click
from flask import current_app
from flask.cli import AppGroup

from workflow.papers import previews, queries, services
from workflow.papers.storage import store
from workflow.transactions import writing

files_cli = AppGroup("files", help="The store of attached files.")


@files_cli.command("verify")
def verify() -> None:
    """Read every stored file again and compare its SHA-256. Exits 1 when one is missing or changed."""
    digests = queries.stored_digests()
    bad = list(store().damaged(digests))
    for digest, what in bad:
        click.echo(f"{what}: {digest.hex()}")
    click.echo(f"{len(digests)} files, {len(bad)} damaged, in {current_app.config['FILES_DIR']}")
    if bad:
        raise SystemExit(1)


@files_cli.command("sweep")
@click.option("--hours", default=24, show_default=True, help="Leave alone what is younger.")
def sweep(hours: int) -> None:
    """Delete files that nothing refers to."""
    with writing() as session:
        rows = services.forget_unreferenced(session)
    referenced = queries.referenced_digests()
    files, drawings = store().sweep(referenced, hours * 3600), previews.sweep(referenced)
    click.echo(f"{rows} rows forgotten, {files} files deleted, {drawings} previews")
