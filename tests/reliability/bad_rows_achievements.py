"""Rows that the CHECKs on links with tourism, IP rights and OCOP ratings refuse."""

from datetime import date
from typing import Any

from workflow.extensions import new_id

DAY, ID = date(2026, 3, 2), new_id()

GOOD_ROWS: dict[str, dict[str, Any]] = {"unit_achievement": {"kind": "tourism", "withdrawn_why": ""}}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_unit_achievement_known_kind": {"kind": "fame"},
    "ck_unit_achievement_is_named": {"what": ""},
    "ck_unit_achievement_ends_after_it_begins": {"valid_from": DAY, "valid_until": date(2026, 3, 1)},
    "ck_unit_achievement_withdrawn_by_somebody": {"withdrawn_by": ID},
    "ck_unit_achievement_withdrawn_says_why": {"withdrawn_by": ID, "withdrawn_on": DAY},
}
