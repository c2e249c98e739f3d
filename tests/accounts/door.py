"""What the tests of the door share: a password, and the way in."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.people import Someone
from workflow.accounts import passwords
from workflow.accounts.models import Account
from workflow.transactions import writing

PASSWORD = "cây cầu mây bắc qua suối"


def give_password(app: Flask, someone: Someone, password: str | None = PASSWORD, active: bool = True) -> Someone:
    """Let this person have a password, as if they had taken up their invitation."""
    with app.app_context(), writing() as session:
        kept = passwords.hash_password(password) if password else None
        session.execute(update(Account).where(Account.id == someone.id).values(password_hash=kept, is_active=active))
    return someone


def come_in(client: FlaskClient, username: str, password: str = PASSWORD, **more: str) -> Any:
    """Send the sign-in form."""
    return client.post("/sign-in", data={"username": username, "password": password, **more})
