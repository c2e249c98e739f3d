"""Rows that the tables of support must refuse."""

from typing import Any

from workflow.extensions import new_id

ID = new_id()

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "commitment": {"amount": 5, "paid": 1, "released": 1},
    "fund_line": {"year": 2026, "source": "B", "allocation": 5, "committed": 3, "paid": 1},
    "support_request": {"year": 2026},
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_acceptance_report_is_written": {"report": ""},
    "ck_commitment_amount": {"amount": 0, "paid": 0, "released": 0},
    "ck_commitment_paid": {"paid": -1},
    "ck_commitment_released": {"released": -1},
    "ck_commitment_spent_once": {"paid": 3, "released": 3},
    "ck_fund_line_committed_within_the_allocation": {"committed": 6},
    "ck_fund_line_paid_within_the_committed": {"paid": 4},
    "ck_fund_line_programme_is_named": {"programme": ""},
    "ck_fund_line_source": {"source": "X"},
    "ck_fund_line_year": {"year": 1999},
    "ck_payment_amount": {"amount": 0},
    "ck_payment_voucher_is_named": {"voucher": ""},
    "ck_support_request_cost": {"cost": -1},
    "ck_support_request_for_one_thing": {"unit_id": ID, "plan_item_id": new_id()},
    "ck_support_request_fund": {"fund": "X"},
    "ck_support_request_granted_within_the_request": {"requested": 5, "granted": 6},
    "ck_support_request_own_capital": {"own_capital": -1},
    "ck_support_request_requested": {"requested": -1},
    "ck_support_request_year": {"year": 1999},
}
