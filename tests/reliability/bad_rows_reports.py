"""Rows that the CHECKs on periodic reports refuse."""

from datetime import UTC, date, datetime
from typing import Any

from workflow.extensions import new_id

DAY, AT, ID, OTHER = date(2026, 3, 31), datetime(2026, 4, 2, tzinfo=UTC), new_id(), new_id()
APPROVED = {
    "standing": "approved", "approved_by": OTHER, "approved_on": date(2026, 4, 2), "approved_at": AT,
    "snapshot": "{}", "digest": b"x" * 32,
}  # fmt: skip

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "periodic_report": {"first": date(2026, 1, 1), "last": DAY, "standing": "draft", "version": 1, "drafted_by": ID}
    | dict.fromkeys(("difficulties", "proposals", "returned_why", "snapshot", "number"), "")
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_periodic_report_known_standing": {"standing": "lost"},
    "ck_periodic_report_ends_after_it_begins": {"last": date(2025, 12, 31)},
    "ck_periodic_report_version_from_one": {"version": 0},
    "ck_periodic_report_approved_by_somebody": APPROVED | dict.fromkeys(("approved_by", "approved_on", "approved_at")),
    "ck_periodic_report_approved_on_a_day": APPROVED | {"approved_on": None, "approved_at": None},
    "ck_periodic_report_approved_day_and_instant": APPROVED | {"approved_at": None},
    "ck_periodic_report_approved_when_over": APPROVED | {"approved_on": DAY},
    "ck_periodic_report_approved_by_another": APPROVED | {"approved_by": ID},
    "ck_periodic_report_keeps_what_was_approved": APPROVED | {"snapshot": "", "digest": None},
    "ck_periodic_report_snapshot_has_its_digest": APPROVED | {"digest": None},
    "ck_periodic_report_numbered_when_approved": {"number": "1/BC-SNNMT", "issued_on": DAY, "numbered_by": ID},
    "ck_periodic_report_number_and_day": APPROVED | {"number": "1/BC-SNNMT", "numbered_by": ID},
    "ck_periodic_report_numbered_by_somebody": APPROVED | {"number": "1/BC-SNNMT", "issued_on": date(2026, 4, 2)},
}
