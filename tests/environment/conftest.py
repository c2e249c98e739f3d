"""The desk of this folder."""

import pytest
from flask import Flask

from tests.environment.desk import Desk
from tests.people import People


@pytest.fixture
def desk(app: Flask, people: People) -> Desk:
    """A unit of one commune, without producers, plans or remedies yet."""
    return Desk(app, people)
