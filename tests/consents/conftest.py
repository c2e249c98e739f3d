"""The desk that every test of consents begins at."""

import pytest
from flask import Flask

from tests.consents.desk import Desk
from tests.people import People


@pytest.fixture
def desk(app: Flask, people: People) -> Desk:
    return Desk(app, people)
