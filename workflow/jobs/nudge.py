"""After a commit that left work, the worker is asked to hurry. Failing to ask costs a minute, never the act."""

import logging
import sqlite3

from flask import Flask, current_app

from workflow.errands.services import errand_waits
from workflow.notices.services import mail_waits
from workflow.papers.scans import file_waits
from workflow.papers.signatures.services import files_wait

_log = logging.getLogger(__name__)


def register_nudge(app: Flask) -> None:
    """Listen for posted mail, new files and long work, where there is a queue (an empty LANGNGHE_QUEUE means none)."""
    mail_waits.connect(_hurry_mail)
    file_waits.connect(_hurry_scan)
    files_wait.connect(_hurry_verdict)
    errand_waits.connect(_hurry_errands)


def _hurry_mail(_sender: object) -> None:
    _hurry("deliver_now")


def _hurry_scan(_sender: object) -> None:
    _hurry("scan_now")


def _hurry_verdict(_sender: object) -> None:
    _hurry("judge_now")


def _hurry_errands(_sender: object) -> None:
    _hurry("errands_now")


def _hurry(task: str) -> None:
    if not current_app.config["QUEUE"]:
        return
    from workflow.jobs.queue import hurry

    try:
        hurry(task)
    except (OSError, sqlite3.Error):
        _log.warning("the queue did not answer; the work is done within a minute", exc_info=True)
