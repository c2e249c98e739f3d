"""Rows that the tables of retention must refuse: among them, nothing open is ever purged."""

from datetime import UTC, date, datetime
from typing import Any

from workflow.extensions import new_id

DAY, AT, ID = date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC), new_id()
BEFORE, AFTER = date(2026, 3, 1), date(2026, 4, 1)
LIFTED = {"lifted_by": ID, "lifted_at": AT, "lift_reason": "Hết thời hạn khiếu nại"}

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "purge": {"kind": "dossier", "due_on": DAY, "purged_on": DAY},
    "retention_notice": {"due_on": DAY, "told_on": DAY, "purge_on": AFTER},
    "retention_postponement": {"on": DAY, "until_on": AFTER},
    "legal_hold": {"lift_reason": ""},
    "retention_schedule": {"kind": "dossier", "months": 120},
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_dossier_purged_when_closed": {"purged_on": DAY},
    "ck_entry_erased_reason_is_empty": {"reason": "Thiếu giấy tờ", "reason_digest": b"x" * 32},
    "ck_legal_hold_lift_says_why": LIFTED | {"lift_reason": ""},
    "ck_legal_hold_lifted_by_somebody": LIFTED | {"lifted_by": None},
    "ck_legal_hold_says_why": {"reason": ""},
    "ck_purge_counts": {"files": -1},
    "ck_purge_kind": {"kind": "decision"},
    "ck_purge_not_before_it_is_due": {"purged_on": BEFORE},
    "ck_purged_file_was_not_empty": {"size": 0},
    "ck_retention_notice_not_before_it_is_due": {"due_on": date(2027, 1, 1)},
    "ck_retention_notice_told_before": {"told_on": AFTER},
    "ck_retention_postponement_says_why": {"reason": ""},
    "ck_retention_postponement_until_later": {"until_on": DAY},
    "ck_retention_schedule_a_year_at_least": {"months": 11},
    "ck_retention_schedule_kind": {"kind": "decision"},
    "ck_retention_schedule_says_on_what_ground": {"ground": ""},
}
