"""An office with a mail server, and people who can be written to."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.notices.sink import Sink, listening
from tests.people import People, Someone
from workflow.accounts.models import Account
from workflow.transactions import writing

Reader = Callable[..., Someone]


@pytest.fixture
def sink() -> Sink:
    """A mail server that does not run yet."""
    return Sink()


@pytest.fixture
def server(sink: Sink) -> Iterator[Sink]:
    """The same, running."""
    with listening(sink):
        yield sink


@pytest.fixture
def settings(sink: Sink) -> dict[str, Any]:
    return sink.settings


@pytest.fixture
def reader(app: Flask, people: People) -> Reader:
    """`reader("may@laocai.gov.vn")` is an officer of the department with that address; `reader()` one without any."""

    def make(address: str | None = None, role: str = "dept_officer") -> Someone:
        someone = people(role)
        with app.app_context(), writing() as session:
            session.execute(update(Account).where(Account.id == someone.id).values(email=address))
        return someone

    return make
