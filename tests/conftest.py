"""The office as tests meet it: a fresh installed database for each test, people with posts, pages that are checked.

The database is a copy of one that was built once: a file on SQLite, a template on PostgreSQL (`--database postgresql`).
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.pages import Page
from tests.people import People
from tests.quicker import keep_addresses, keep_templates
from tests.story import Story

hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")  # a busy machine is not a defect of the code
keep_addresses()

EXAMPLES = 1
"""So many examples of one test are asked of PostgreSQL."""

SETTINGS: dict[str, Any] = {
    "TESTING": True,
    "WTF_CSRF_ENABLED": False,
    "SECRET_KEY": "a secret of the test suite, long enough to be one",
    "LOOKUP_KEY": "another secret of the test suite, long enough too",
    "ARGON2_PROFILE": "cheapest",
    "DEMO": False,
    "QUEUE": "",
    "SMTP_HOST": "",
    "CLAMD": "",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default=os.environ.get("TEST_DATABASE", "sqlite"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The run on PostgreSQL leaves to the run on SQLite what is the same on both.

    That is what asks nothing of a database, and all but one example of a test: examples differ in what is typed, not in
    what is asked of the database. The constraints of tables, in `reliability`, are each of them asked.
    """
    if config.getoption("--database") != "postgresql":
        return
    examples: Counter[tuple[Path, str]] = Counter()
    kept, apart = [], []
    for item in items:
        name = (item.path, getattr(item, "originalname", item.name))
        examples[name] += "databases" in getattr(item, "fixturenames", ())
        enough = examples[name] > EXAMPLES and item.path.parent.name != "reliability"
        (kept if examples[name] and not enough else apart).append(item)
    config.hook.pytest_deselected(items=apart)
    items[:] = kept


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where fresh databases come from in this run."""
    kind = PostgresDatabases if request.config.getoption("--database") == "postgresql" else SqliteDatabases
    made = kind(tmp_path_factory, SETTINGS)
    yield made
    made.close()


@pytest.fixture
def settings() -> dict[str, Any]:
    """Overrides for one test; a module may override this fixture."""
    return {}


@pytest.fixture
def app(databases: Databases, tmp_path: Path, settings: dict[str, Any]) -> Iterator[Flask]:
    """The office on a fresh installation: communes, agencies, the annex and the calendar are there, people are not."""
    from workflow import create_app
    from workflow.extensions import db

    url = databases.fresh()
    made = keep_templates(
        create_app(**(SETTINGS | {"SQLALCHEMY_DATABASE_URI": url, "FILES_DIR": str(tmp_path / "files")} | settings))
    )
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who has not signed in."""
    return app.test_client()


@pytest.fixture
def people(app: Flask) -> People:
    """Makes people with posts, and signs them in."""
    return People(app)


@pytest.fixture
def page() -> Callable[[Any], Page]:
    """Reads a response as a person does, and checks what every page owes its reader."""
    return Page


@pytest.fixture
def old_story(app: Flask, people: People) -> Story:
    """The same under the first version of the procedure, which dossiers of its time keep."""
    return Story(app, people).draft(version="2026.1")


@pytest.fixture
def story(app: Flask, people: People) -> Story:
    """A complete draft at Mường Hum for A.II.25; `story.up_to("department_review")` walks it on."""
    return Story(app, people).draft()
