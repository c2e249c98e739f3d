"""Rows that the tables of digital signatures, signed files and prints must refuse."""

from datetime import UTC, datetime
from typing import Any

from workflow.extensions import new_id

AT, ID = datetime(2026, 3, 2, 1, tzinfo=UTC), new_id()

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "signature_verdict": {"verdict": "valid", "signatures": 1},
    "signed_file": {"paper_id": ID, "at": AT},
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_paper_print_printer_is_named": {"printer": ""},
    "ck_signature_verdict_signed_has_signatures": {"verdict": "unsigned"},
    "ck_signature_verdict_some_signatures": {"signatures": 21},
    "ck_signature_verdict_verdict": {"verdict": "beautiful", "signatures": 0},
    "ck_signature_verdict_was_tried": {"tries": 0},
    "ck_signed_file_not_empty": {"size": 0},
    "ck_signed_file_of_one_paper": {"decision_id": ID},
    "ck_signed_file_replaced_after_it_came": {"replaced_at": AT.replace(hour=0)},
}
