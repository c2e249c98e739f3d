"""Whether the database has the tables this program was written for. Only `flask db upgrade` changes them."""

from functools import lru_cache
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from werkzeug.exceptions import ServiceUnavailable

from workflow.extensions import db

MIGRATIONS = Path(__file__).parent / "migrations"
CHECKED = "langnghe.schema"


@lru_cache
def newest_revision() -> str | None:
    """The revision that the migrations of this program end with."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def refuse_old_schema() -> None:
    """Before each request, until it holds once: serve nothing on another schema. Raises ServiceUnavailable (503)."""
    if current_app.extensions.get(CHECKED):
        return
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != newest_revision():
        current_app.logger.error(
            "the database is at revision %s, not %s: run `flask db upgrade`", found, newest_revision()
        )
        raise ServiceUnavailable
    current_app.extensions[CHECKED] = True
