"""Whether the database has the tables this program was written for. Only `flask db upgrade` (or `serve`) changes them.

Read without Alembic, which takes a third of a second to load.
"""

import re
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import inspect, text
from werkzeug.exceptions import ServiceUnavailable

from workflow.extensions import db

MIGRATIONS = Path(__file__).parent / "migrations"
CHECKED = "langnghe.schema"
_REVISION = re.compile(r"^(revision|down_revision)(?:: [^=]+)? = ['\"](\w+)['\"]", re.MULTILINE)


@lru_cache
def newest_revision() -> str:
    """The revision that the migrations of this program end with: the one no other follows."""
    found = [dict(_REVISION.findall(file.read_text("utf-8"))) for file in (MIGRATIONS / "versions").glob("*.py")]
    followed = {names.get("down_revision") for names in found}
    (newest,) = {names["revision"] for names in found} - followed
    return str(newest)


def revision_of_the_database() -> str | None:
    """The revision the database is at; None where there is none yet."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def is_current() -> bool:
    """Whether the database stands where this program needs it."""
    return revision_of_the_database() == newest_revision()


def refuse_old_schema() -> None:
    """Before each request, until it holds once: serve nothing on another schema. Raises ServiceUnavailable (503)."""
    if current_app.extensions.get(CHECKED):
        return
    if not is_current():
        current_app.logger.error("the database is not at revision %s: run `flask db upgrade`", newest_revision())
        raise ServiceUnavailable
    current_app.extensions[CHECKED] = True


def know_migrations(app: Flask) -> None:
    """Load Flask-Migrate and tell it where the migrations are. Once for an application."""
    if "migrate" in app.extensions:
        return
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)


def upgrade_when_needed(app: Flask) -> bool:
    """Bring the database to the newest revision and say whether there was anything to do."""
    if is_current():
        return False
    from flask_migrate import upgrade

    know_migrations(app)
    upgrade()
    return True
