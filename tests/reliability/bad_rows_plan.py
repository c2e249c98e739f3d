"""Rows that the CHECKs on rows of the annex added by hand and on classes of training refuse."""

from datetime import date
from typing import Any

from workflow.extensions import new_id

DAY, ID = date(2026, 3, 2), new_id()

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "feed_import": {"rows": [], "count": 1},
    "training_class": {"topic": "craft", "learners": 3, "new_learners": 2, "withdrawn_why": ""},
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_plan_item_added_by_somebody": {"added_on": DAY, "added_by": None, "added_ground": "Công văn 12"},
    "ck_plan_item_added_on_a_ground": {"added_on": DAY, "added_by": ID, "added_ground": ""},
    "ck_feed_import_holds_rows": {"count": 0},
    "ck_feed_import_is_of_a_feed": {"feed": ""},
    "ck_training_class_known_topic": {"topic": "dance"},
    "ck_training_class_is_named": {"title": ""},
    "ck_training_class_ends_after_it_begins": {"held_from": DAY, "held_until": date(2026, 3, 1)},
    "ck_training_class_somebody_learns": {"learners": 0, "new_learners": 0},
    "ck_training_class_new_ones_are_among_them": {"new_learners": 4},
    "ck_training_class_withdrawn_by_somebody": {"withdrawn_by": ID},
    "ck_training_class_withdrawn_says_why": {"withdrawn_by": ID, "withdrawn_on": DAY},
}
