"""A process that sends mail until it is killed. The fork server starts it in a moment."""

from multiprocessing.connection import Connection
from typing import Any

from workflow import create_app
from workflow.notices.delivery import deliver
from workflow.wall_clock import now


def send(settings: dict[str, Any], mail_server: dict[str, Any], pipe: Connection) -> None:
    """Send whatever waits, round after round. Only a kill ends it."""
    with create_app(**settings, **mail_server).app_context():
        pipe.send("ready")
        while True:
            deliver(now)
