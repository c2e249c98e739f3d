"""Rows that the CHECKs on policies, schemes, estimates and partners refuse."""

from datetime import date
from typing import Any

DAY, BEFORE = date(2026, 3, 2), date(2026, 3, 1)

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "estimate": {"year": 2027, "state": "draft"},
    "estimate_line": {"source": "B"},
    "partner": {"kind": "association"},
    "policy": {"lead": "finance"},
    "policy_version": {"state": "draft", "mark": "P", "ended_why": ""},
    "scheme": {"kind": "scheme", "lead": "finance", "state": "draft", "number": ""},
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_estimate_answered_on_a_day": {"state": "noted", "submitted_on": DAY},
    "ck_estimate_known_state": {"state": "lost", "submitted_on": DAY},
    "ck_estimate_returned_says_why": {"state": "returned", "submitted_on": DAY, "answered_on": DAY, "reason": ""},
    "ck_estimate_submitted_on_a_day": {"state": "submitted"},
    "ck_estimate_year": {"year": 1999},
    "ck_estimate_line_amount": {"amount": 0},
    "ck_estimate_line_says_what_for": {"purpose": ""},
    "ck_estimate_line_source": {"source": "X"},
    "ck_partner_ends_after_it_begins": {"active_from": DAY, "active_until": BEFORE},
    "ck_partner_has_its_commune": {"kind": "enterprise"},
    "ck_partner_is_named": {"name": ""},
    "ck_partner_known_kind": {"kind": "friend", "commune_code": "x"},
    "ck_policy_known_lead": {"lead": "commune"},
    "ck_policy_version_amount": {"amount_vnd": 0},
    "ck_policy_version_counts_when_in_force": {"state": "in_force"},
    "ck_policy_version_counts_within_its_days": {"state": "in_force", "valid_from": DAY, "counts_from": BEFORE},
    "ck_policy_version_ended_has_its_day": {"state": "ended", "counts_from": DAY},
    "ck_policy_version_ended_says_why": {"state": "ended", "counts_from": DAY, "ended_on": DAY},
    "ck_policy_version_ends_after_it_begins": {"valid_from": DAY, "valid_until": BEFORE},
    "ck_policy_version_is_named": {"title": ""},
    "ck_policy_version_known_mark": {"mark": "X"},
    "ck_policy_version_known_state": {"state": "lost"},
    "ck_policy_version_number_from_one": {"number": 0},
    "ck_policy_version_rate": {"rate": 10_001},
    "ck_policy_version_says_its_ground": {"legal_basis": ""},
    "ck_scheme_decided_by_a_paper": {"state": "approved", "submitted_on": DAY, "decided_on": DAY},
    "ck_scheme_decided_on_a_day": {"state": "approved", "submitted_on": DAY},
    "ck_scheme_is_named": {"title": ""},
    "ck_scheme_known_kind": {"kind": "dream"},
    "ck_scheme_known_lead": {"lead": "commune"},
    "ck_scheme_known_state": {"state": "lost", "submitted_on": DAY},
    "ck_scheme_money": {"asked_vnd": -1},
    "ck_scheme_submitted_on_a_day": {"state": "submitted"},
}
