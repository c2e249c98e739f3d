"""After a commit that left mail, the worker is asked to hurry. Failing to ask costs a minute, never the act."""

import logging
import sqlite3

from flask import Flask, current_app

from workflow.notices.services import mail_waits

_log = logging.getLogger(__name__)


def register_nudge(app: Flask) -> None:
    """Listen for posted mail, in an office that has a queue (an empty LANGNGHE_QUEUE means none)."""
    mail_waits.connect(_hurry)


def _hurry(_sender: object) -> None:
    if not current_app.config["QUEUE"]:
        return
    from workflow.jobs.queue import hurry

    try:
        hurry()
    except (OSError, sqlite3.Error):
        _log.warning("the queue did not answer; the mail is sent within a minute", exc_info=True)
