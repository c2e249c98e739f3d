"""Rows that the tables of councils must refuse."""

from datetime import UTC, date, datetime
from typing import Any

from workflow.extensions import new_id

DAY, AT, ID = date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC), new_id()
COUNTED = {"members": 7, "present": 6, "quorum": 5, "votes_for": 4, "votes_against": 1, "abstained": 1, "invalid": 0}
DECIDED = COUNTED | {"state": "decided", "result": "passed"}

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "ballot": {"is_secret": True, "member_id": None, "choice": "for"},
    "council_member": {"seat": "member"},
    "meeting": {
        "state": "planned", "ballot_mode": "secret", "tie_rule": "chair_decides", "quorum_of": 2, "quorum_in": 3,
    },
    "meeting_item": {"state": "listed", "is_paper": False},
}  # fmt: skip

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_ballot_choice": {"choice": "perhaps"},
    "ck_ballot_secret_has_no_member": {"is_secret": True, "member_id": ID},
    "ck_council_decision_is_named": {"decision_number": ""},
    "ck_council_ends_after_it_begins": {"valid_from": DAY, "valid_to": date(2026, 3, 1)},
    "ck_council_member_seat": {"seat": "king"},
    "ck_meeting_ballot_mode": {"ballot_mode": "shouting"},
    "ck_meeting_ended_by_somebody": {"state": "closed", "ended_at": AT, "ended_by": None},
    "ck_meeting_ended_when_over": {"state": "closed", "ended_at": None},
    "ck_meeting_item_counted_has_numbers": {"state": "decided", "result": "passed"},
    "ck_meeting_item_counted_with_a_quorum": DECIDED | {"present": 4, "votes_for": 2},
    "ck_meeting_item_counters_differ": {"is_paper": True, "counter_one_id": ID, "counter_two_id": ID},
    "ck_meeting_item_decided_has_a_result": DECIDED | {"result": None},
    "ck_meeting_item_no_vote_too_many": DECIDED | {"votes_for": 6},
    "ck_meeting_item_paper_has_two_counters": {"is_paper": True, "counter_one_id": ID},
    "ck_meeting_item_position_from_one": {"position": 0},
    "ck_meeting_item_postponed_says_why": {"state": "postponed", "reason": ""},
    "ck_meeting_item_result": DECIDED | {"result": "maybe"},
    "ck_meeting_item_state": {"state": "lost"},
    "ck_meeting_item_word": DECIDED | {"word": "abstain"},
    "ck_meeting_quorum_is_a_fraction": {"quorum_of": 4, "quorum_in": 3},
    "ck_meeting_state": {"state": "paused"},
    "ck_meeting_tie_rule": {"tie_rule": "dice"},
    "ck_recusal_says_why": {"ground": ""},
}
"""A row that each CHECK must refuse, as it differs from a good one."""
