"""Rows that the tables of yearly reviews, inspections and versions of the law must refuse."""

from datetime import UTC, datetime
from typing import Any

from workflow.extensions import new_id

ID, AT = new_id(), datetime(2026, 3, 2, 1, tzinfo=UTC)

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "annual_review": {"state": "due", "year": 2026},
    "edition": {"kind": "procedure", "state": "draft"},
    "law_stamp": {"name": "editions"},
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_annual_review_known_state": {"state": "forgotten"},
    "ck_annual_review_sane_year": {"year": 1999},
    "ck_annual_review_version_from_one": {"version": 0},
    "ck_annual_review_households_counted": {"households": -1},
    "ck_annual_review_trade_within_all": {"households": 1, "trade_households": 2},
    "ck_annual_review_workers_counted": {"workers": -1},
    "ck_annual_review_trained_within_workers": {"workers": 1, "trained_workers": 2},
    "ck_annual_review_revenue_not_negative": {"revenue_vnd": -1},
    "ck_annual_review_known_proposal": {"effectiveness_proposed": "great"},
    "ck_annual_review_known_rating": {"effectiveness_confirmed": "great"},
    "ck_annual_review_filled_by_somebody": {"filled_at": AT},
    "ck_annual_review_approved_by_somebody": {"approved_at": AT},
    "ck_annual_review_confirmed_by_somebody": {"confirmed_at": AT},
    "ck_annual_review_confirmed_has_its_author": {"state": "confirmed", "maintained": True},
    "ck_annual_review_confirmed_says_whether_kept": {"state": "confirmed", "confirmed_by": ID, "confirmed_at": AT},
    "ck_inspected_criterion_unmet_says_why": {"met": False, "remark": ""},
    "ck_edition_known_kind": {"kind": "song"},
    "ck_edition_known_state": {"state": "lost"},
    "ck_edition_says_which": {"version": ""},
    "ck_edition_publisher_and_instant": {"published_by": ID},
    "ck_edition_draft_is_not_published": {"published_by": ID, "published_at": AT},
    "ck_edition_published_has_its_instant": {"state": "published"},
    "ck_law_stamp_known_name": {"name": "weather"},
}
