"""Versions that a test publishes live in the memory of this process: it is left as the program brings it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.people import People
from tests.procedures.desk import Desk
from workflow.procedures.loading import forget


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    yield
    forget()


@pytest.fixture
def desk(app: Flask, people: People) -> Desk:
    """An administrator who writes versions."""
    return Desk(app, people)
