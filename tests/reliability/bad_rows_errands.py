"""Rows that the CHECKs on long work refuse."""

from datetime import UTC, datetime
from typing import Any

AT = datetime(2026, 3, 2, tzinfo=UTC)

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "errand": {"kind": "test", "params": {}, "state": "waiting", "attempt": 0, "done": 0, "total": 0, "size": 0}
    | dict.fromkeys(("said", "leads_to", "error", "file_name"), "")
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_errand_known_state": {"state": "lost", "finished_at": AT},
    "ck_errand_is_of_a_kind": {"kind": ""},
    "ck_errand_counts_its_steps": {"done": 5, "total": 4},
    "ck_errand_finished_when_over": {"finished_at": AT},
    "ck_errand_lives_while_it_runs": {"heartbeat_at": AT},
    "ck_errand_began_before_it_ran": {"state": "running", "heartbeat_at": AT},
    "ck_errand_failed_says_why": {"error": "x"},
    "ck_errand_file_when_done": {"digest": b"x" * 32},
    "ck_errand_file_is_kept_until": {"file_name": "x.xlsx"},
    "ck_errand_counts": {"attempt": -1},
}
