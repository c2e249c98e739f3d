"""How Alembic reaches the database: through the application's own engine, all that is to do in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from workflow.extensions import Base
from workflow.transactions import _WRITING

MIGRATING = 7_380_002


class DanglingRows(RuntimeError):
    """A migration left rows that refer to nothing. It was rolled back; the message names the tables."""


@contextmanager
def _tables_may_be_made_anew(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, which rows that refer to the old one would forbid.

    References are therefore asked for once, before the end of the transaction. Elsewhere there is nothing to do.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")  # has no effect within a transaction
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _refuse_dangling_rows(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        found = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
        if found:
            raise DanglingRows(f"rows refer to nothing in {', '.join(sorted(found))}")


def migrate() -> None:
    """Bring the database to the newest revision; on PostgreSQL behind a lock, so that two starts cannot race."""
    engine = current_app.extensions["migrate"].db.engine
    token = _WRITING.set(True)
    try:
        with engine.connect() as connection, _tables_may_be_made_anew(connection):
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATING})
                connection.commit()
            options = current_app.extensions["migrate"].configure_args
            context.configure(
                connection=connection, target_metadata=Base.metadata, transactional_ddl=True, **options
            )  # SQLite can undo changes of tables as well, since every transaction here begins by BEGIN
            with context.begin_transaction():
                context.run_migrations()
                _refuse_dangling_rows(connection)
            connection.commit()
    finally:
        _WRITING.reset(token)


migrate()
