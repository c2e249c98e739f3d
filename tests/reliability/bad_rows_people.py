"""Rows that the CHECKs on places, consents, photos and stories, artisans and products refuse."""

from datetime import UTC, date, datetime
from typing import Any

from workflow.extensions import new_id

DAY, AT, ID = date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC), new_id()
NOT_WITHDRAWN = {"withdrawn_why": ""}
WITHDRAWN = {"withdrawn_on": DAY, "withdrawn_at": AT, "withdrawn_by": ID}

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "site_place": {"latitude": 22.3, "longitude": 103.9, "ended_why": ""},
    "consent": {"kind": "photo", "channel": "paper", "scan_name": ""},
    "exhibit": {"kind": "story", "media_type": ""} | NOT_WITHDRAWN,
    "artisan": {"rank": "people", "decision_number": "12/QĐ-CTN", "decided_on": DAY} | NOT_WITHDRAWN,
    "unit_product": NOT_WITHDRAWN,
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_site_place_latitude": {"latitude": 10.7},
    "ck_site_place_longitude": {"longitude": 106.6},
    "ck_site_place_ended_by_somebody": {"ended_by": ID},
    "ck_site_place_ended_says_why": {"ended_by": ID, "ended_at": AT},
    "ck_data_subject_is_named": {"name": ""},
    "ck_consent_known_kind": {"kind": "dance"},
    "ck_consent_known_channel": {"channel": "silence"},
    "ck_consent_scan_is_named": {"scan_digest": b"x" * 32},
    "ck_consent_withdrawn_day_and_instant": WITHDRAWN | {"withdrawn_on": None},
    "ck_consent_withdrawn_by_somebody": WITHDRAWN | {"withdrawn_by": None},
    "ck_consent_withdrawn_after_it_was_given": WITHDRAWN | {"given_on": date(2026, 3, 3)},
    "ck_consent_told_by_somebody": WITHDRAWN | {"told_on": DAY},
    "ck_consent_told_of_a_withdrawal": {"told_on": DAY, "told_by": ID},
    "ck_exhibit_known_kind": {"kind": "dance", "body": ""},
    "ck_exhibit_has_a_title": {"title": ""},
    "ck_exhibit_photo_has_its_file": {"kind": "photo", "body": ""},
    "ck_exhibit_file_has_its_type": {"media_type": "image/png"},
    "ck_exhibit_story_has_its_words": {"body": ""},
    "ck_exhibit_withdrawn_by_somebody": {"withdrawn_by": ID},
    "ck_exhibit_withdrawn_says_why": {"withdrawn_by": ID, "withdrawn_on": DAY},
    "ck_exhibit_erased_by_somebody": {"erased_by": ID},
    "ck_artisan_known_rank": {"rank": "king", "decision_number": "", "decided_on": None},
    "ck_artisan_is_named": {"name": ""},
    "ck_artisan_titled_by_decision": {"rank": "people", "decision_number": "", "decided_on": None},
    "ck_artisan_decision_has_its_day": {"decided_on": None},
    "ck_artisan_withdrawn_by_somebody": {"withdrawn_by": ID},
    "ck_artisan_withdrawn_says_why": {"withdrawn_by": ID, "withdrawn_on": DAY},
    "ck_unit_product_is_named": {"name": ""},
    "ck_unit_product_withdrawn_by_somebody": {"withdrawn_by": ID},
    "ck_unit_product_withdrawn_says_why": {"withdrawn_by": ID, "withdrawn_on": DAY},
}
