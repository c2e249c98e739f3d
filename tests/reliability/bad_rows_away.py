"""Rows that the tables of delegations and absences must refuse."""

from datetime import UTC, date, datetime
from typing import Any

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_delegation_ends_after_it_begins": {"valid_from": date(2026, 3, 3), "valid_to": date(2026, 3, 2)},
    "ck_delegation_has_a_ground": {"ground": ""},
    "ck_delegation_ended_by_somebody": {"ended_at": datetime(2026, 3, 2, tzinfo=UTC)},
    "ck_absence_ends_after_it_begins": {"first_on": date(2026, 3, 3), "last_on": date(2026, 3, 2)},
}
