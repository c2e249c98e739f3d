"""Rows that the tables of following up on the environment must refuse."""

from datetime import UTC, date, datetime
from typing import Any

from workflow.extensions import new_id

ID, OTHER, DAY, AT = new_id(), new_id(), date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC)
BEFORE = date(2026, 3, 1)
CLOSED = {"closed_by": ID, "closed_at": AT}
CONCLUDED = {"state": "concluded", "conclusion": "none", "result": "Đạt", "inspected_on": DAY} | CLOSED

GOOD_ROWS: dict[str, dict[str, Any]] = {
    "establishment": {"kind": "household", "closed_why": ""},
    "establishment_inspection": {"verdict": "compliant"},
    "establishment_answer": {"result": "met"},
    "environmental_plan": {"withdrawn_why": ""},
    "remedy": {"state": "open", "dossier_id": ID},
    "pollution_inspection": {"state": "asked", "result": "", "reason": ""},
    "site_visit": {"state": "planned", "record": "", "cancelled_why": ""},
    "site_visit_stop": {"dossier_id": ID},
}

BAD_ROWS: dict[str, dict[str, Any]] = {
    "ck_establishment_known_kind": {"kind": "factory"},
    "ck_establishment_is_named": {"name": ""},
    "ck_establishment_closes_after_it_begins": {"closed_on": BEFORE, "closed_why": "Bỏ nghề"},
    "ck_establishment_closed_says_why": {"closed_on": DAY},
    "ck_establishment_version_from_one": {"version": 0},
    "ck_establishment_inspection_known_verdict": {"verdict": "nice"},
    "ck_establishment_answer_known_result": {"result": "needs_site_visit"},
    "ck_establishment_answer_not_applicable_says_why": {"result": "not_applicable", "reason": ""},
    "ck_environmental_plan_has_its_number": {"number": ""},
    "ck_environmental_plan_approved_by_somebody": {"approved_by": ""},
    "ck_environmental_plan_withdrawn_by_somebody": {"withdrawn_by": ID},
    "ck_environmental_plan_withdrawn_says_why": {"withdrawn_by": ID, "withdrawn_at": AT},
    "ck_remedy_comes_from_one_place": {"inspection_id": OTHER},
    "ck_remedy_known_state": {"state": "forgotten"},
    "ck_remedy_version_from_one": {"version": 0},
    "ck_remedy_entry_number_from_one": {"number": 0},
    "ck_pollution_inspection_known_state": {"state": "lost"},
    "ck_pollution_inspection_known_conclusion": CONCLUDED | {"conclusion": "maybe"},
    "ck_pollution_inspection_has_a_ground": {"ground": ""},
    "ck_pollution_inspection_asked_in_time": {"by_on": BEFORE},
    "ck_pollution_inspection_version_from_one": {"version": 0},
    "ck_pollution_inspection_taken_by_somebody": {"taken_at": AT},
    "ck_pollution_inspection_closed_by_somebody": {"closed_at": AT},
    "ck_pollution_inspection_over_when_closed": CLOSED,
    "ck_pollution_inspection_concluded_says_what": CONCLUDED | {"result": ""},
    "ck_pollution_inspection_declined_says_why": {"state": "declined"} | CLOSED,
    "ck_site_visit_known_state": {"state": "dreamt"} | CLOSED,
    "ck_site_visit_version_from_one": {"version": 0},
    "ck_site_visit_closed_by_somebody": {"closed_at": AT},
    "ck_site_visit_over_when_closed": CLOSED,
    "ck_site_visit_held_has_a_record": {"state": "held"} | CLOSED,
    "ck_site_visit_cancelled_says_why": {"state": "cancelled"} | CLOSED,
    "ck_site_visit_stop_is_about_one_thing": {"remedy_id": OTHER},
    "ck_site_visit_stop_position_from_one": {"position": 0},
    "ck_site_visit_stop_known_outcome": {"is_open": False, "outcome": "perhaps"},
    "ck_site_visit_stop_open_until_its_outcome": {"outcome": "done"},
    "ck_site_visit_stop_not_done_says_why": {"is_open": False, "outcome": "not_done", "words": ""},
}
