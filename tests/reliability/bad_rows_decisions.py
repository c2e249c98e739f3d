"""Rows that the tables of decisions, corrections and numbered papers must refuse."""

from datetime import UTC, date, datetime
from typing import Any

from workflow.extensions import new_id

DAY, AT, ID = date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC), new_id()
SIGNED = {"signed_on": DAY, "signer_id": ID}
OUT = SIGNED | {"state": "issued", "issued_on": DAY, "issued_at": AT}
VOID = {"state": "void", "void_at": AT, "void_reason": "Ghi nhầm"}

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "correction_change": {"field": "name", "position": 0, "before": "Thêu", "after": "Thêu ren"},
    "decision_counter": {"year": 2026, "last": 0},
    "decision_delivery": {"way": "desk"},
    "decision_paper": {"kind": "recognise", "state": "numbered"} | SIGNED,
    "unit_change": {"field": "name", "position": 0},
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_correction_change_changes_something": {"after": "Thêu"},
    "ck_correction_change_field": {"field": "kind", "position": 1},
    "ck_correction_change_place_of_a_place": {"position": 1},
    "ck_decision_counter_counts_up": {"last": -1},
    "ck_decision_counter_sane_year": {"year": 1999},
    "ck_decision_delivery_somebody_received": {"received_by": ""},
    "ck_decision_delivery_way": {"way": "pigeon"},
    "ck_decision_dossier_issued_stays_live": {"is_live": False, "issued_on": DAY},
    "ck_decision_paper_issued_day_and_instant": OUT | {"issued_at": None},
    "ck_decision_paper_issued_has_a_day": {"state": "issued"},
    "ck_decision_paper_kind": {"kind": "praise"},
    "ck_decision_paper_number_from_one": {"number": 0},
    "ck_decision_paper_on_paper_says_why": {"state": "on_paper", "ground": ""},
    "ck_decision_paper_only_a_correction_corrects": {"corrects_id": ID},
    "ck_decision_paper_signed_before_numbered": {"signed_on": None, "signer_id": None},
    "ck_decision_paper_signed_by_somebody": {"signer_id": None},
    "ck_decision_paper_state": {"state": "lost"},
    "ck_decision_paper_void_has_its_instant": VOID | {"void_at": None},
    "ck_decision_paper_void_says_why": VOID | {"void_reason": ""},
    "ck_decision_signature_signed_as_something": {"signer_title": ""},
    "ck_paper_counter_counts_up": {"last": 0},
    "ck_unit_change_field": {"field": "kind"},
    "ck_unit_change_number_is_written": {"number": ""},
}
