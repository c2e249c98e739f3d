"""Rows that the tables of notices, mail and dated jobs must refuse."""

from datetime import UTC, date, datetime
from typing import Any

DAY, AT = date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC)

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "job_run": {"did": 0, "error": "", "finished_at": AT},
    "mail": {"state": "waiting", "attempts": 0},
    "notice": {"path": "/inbox"},
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_job_run_did_something_or_nothing": {"did": -1},
    "ck_job_run_failed_when_finished": {"error": "RuntimeError", "finished_at": None},
    "ck_mail_attempts": {"attempts": -1},
    "ck_mail_sent_has_its_instant": {"state": "sent", "sent_at": None},
    "ck_mail_state": {"state": "lost"},
    "ck_notice_path_is_of_this_office": {"path": "//example.org/"},
}
