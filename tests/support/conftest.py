"""An officer of Mường Hum with an application for trade promotion."""

import pytest
from flask import Flask

from tests.people import People
from tests.support.desk import Application


@pytest.fixture
def application(app: Flask, people: People) -> Application:
    """Begun, nothing declared yet."""
    return Application(app, people).begin()
