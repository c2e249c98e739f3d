"""A council of seven with one dossier before it."""

import pytest
from flask import Flask

from tests.council.desk import Chamber
from tests.people import People


@pytest.fixture
def chamber(app: Flask, people: People) -> Chamber:
    """Set up, with no meeting planned yet."""
    return Chamber(app, people)
