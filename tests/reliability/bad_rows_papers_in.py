"""Rows that the tables of files on their way, scans and photographs must refuse."""

from datetime import UTC, datetime, timedelta
from typing import Any

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "arriving": {"size": 10, "received": 5, "at": AT, "expires_at": AT + timedelta(days=7), "outcome": ""},
    "file_scan": {"state": "pending", "found": ""},
    "photo_fact": {"taken_at": "2026:03:02 08:00:00"},
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_arriving_ended_with_a_sentence": {"outcome": "kept", "said": ""},
    "ck_arriving_expires_after_it_began": {"expires_at": AT},
    "ck_arriving_outcome": {"outcome": "lost"},
    "ck_arriving_piece_length": {"length": 0},
    "ck_arriving_piece_start": {"start": -1},
    "ck_arriving_received_within_the_size": {"received": 11},
    "ck_arriving_size": {"size": 104857601},
    "ck_file_scan_attempts": {"attempts": -1},
    "ck_file_scan_infected_says_by_what": {"state": "infected", "checked_at": AT, "found": ""},
    "ck_file_scan_known_when_checked": {"state": "safe", "checked_at": None},
    "ck_file_scan_state": {"state": "fine", "checked_at": AT},
    "ck_photo_fact_latitude": {"latitude": 91.0, "longitude": 0.0},
    "ck_photo_fact_longitude": {"latitude": 0.0, "longitude": 181.0},
    "ck_photo_fact_place_has_both": {"latitude": 22.4, "longitude": None},
    "ck_photo_fact_says_something": {"taken_at": None},
}
