"""Rows that the tables of supplements, opinions and handling must refuse."""

from datetime import UTC, date, datetime
from typing import Any

from workflow.extensions import new_id

ID, DAY, AT = new_id(), date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC)

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "supplement_request": {"state": "draft"},
    "supplement_gap": {"fault": "missing", "answer": "", "position": 1},
    "opinion_request": {"state": "asked", "treatment": ""},
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_supplement_request_state": {"state": "sent", "asked_on": DAY, "answer_by": DAY, "closed_on": DAY},
    "ck_supplement_request_asked_when_sent": {"asked_on": DAY, "answer_by": DAY},
    "ck_supplement_request_answer_by_when_sent": {"state": "open", "asked_on": DAY},
    "ck_supplement_request_closed_when_over": {"closed_on": DAY},
    "ck_supplement_gap_position_from_one": {"position": 0},
    "ck_supplement_gap_fault": {"fault": "ugly"},
    "ck_supplement_gap_answered_by_somebody": {"answer": "Đã nộp"},
    "ck_supplement_gap_answered_at_an_instant": {"answer": "Đã nộp", "answered_by": ID},
    "ck_opinion_round_asks_something": {"question": ""},
    "ck_opinion_round_gives_a_day": {"days": 0},
    "ck_opinion_request_state": {"state": "lost"},
    "ck_opinion_request_answer": {"answer": "perhaps"},
    "ck_opinion_request_answered": {"state": "answered"},
    "ck_opinion_request_treated_by_somebody": {"treatment": "Tiếp thu"},
    "ck_assignment_ended_by_somebody": {"ended_at": AT},
    "ck_conflict_of_interest_has_a_ground": {"ground": ""},
}
