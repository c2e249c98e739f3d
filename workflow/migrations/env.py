"""How Alembic reaches the database: through the application's own engine, one migration in one transaction."""

from alembic import context
from flask import current_app
from sqlalchemy import text

from workflow.extensions import Base
from workflow.transactions import _WRITING

MIGRATING = 7_380_002


def migrate() -> None:
    """Bring the database to the newest revision; on PostgreSQL behind a lock, so that two starts cannot race."""
    engine = current_app.extensions["migrate"].db.engine
    token = _WRITING.set(True)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATING})
                connection.commit()
            options = current_app.extensions["migrate"].configure_args
            context.configure(connection=connection, target_metadata=Base.metadata, **options)
            with context.begin_transaction():
                context.run_migrations()
            connection.commit()
    finally:
        _WRITING.reset(token)


migrate()
