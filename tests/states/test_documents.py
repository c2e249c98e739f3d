"""A version as a document: written down and read back the same; whatever else it holds, every fault is told."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states import checklists, document
from states.checklists import ALL_CHECKLISTS, checklist_on, publish_checklist, versions_of, withdraw_checklist
from states.document import BadDocument
from states.environment import CHECKLIST_2026_1, CHECKLISTS, current_checklist
from states.procedures import PROCEDURES
from states.screening import NOTHING_TO_SCREEN

RECOGNITION = document.written_down(PROCEDURES["recognition", "2026.2"])
ENVIRONMENT = document.written_down(CHECKLIST_2026_1)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda deeper: st.lists(deeper, max_size=2) | st.dictionaries(st.text(max_size=5), deeper, max_size=2),
    max_leaves=4,
)


@pytest.mark.parametrize("key", sorted(PROCEDURES))
def test_a_procedure_is_read_back_as_it_was_written(key: tuple[str, str]) -> None:
    assert document.procedure(document.written_down(PROCEDURES[key])) == PROCEDURES[key]


@pytest.mark.parametrize("name", sorted(ALL_CHECKLISTS))
def test_a_checklist_is_read_back_as_it_was_written(name: str) -> None:
    assert document.checklist(document.written_down(ALL_CHECKLISTS[name])) == ALL_CHECKLISTS[name]


def places(told: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a document."""
    inner = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    return [place, *(deeper for key, value in inner for deeper in places(value, (*place, key)))]


def with_junk(told: Any, place: tuple[Any, ...], junk: Any) -> Any:
    changed = {"": copy.deepcopy(told)}
    there: Any = changed
    for key in ("", *place)[:-1]:
        there = there[key]
    there[("", *place)[-1]] = junk
    return changed[""]


def faults(read: Callable[[Any], Any], told: Any) -> tuple[str, ...] | None:
    """What is told of a document; None when it can be read."""
    try:
        read(told)
    except BadDocument as bad:
        return bad.problems
    return None


@given(st.sampled_from(places(RECOGNITION)), JUNK)
def test_junk_anywhere_in_a_procedure_is_told_or_read(place: tuple[Any, ...], junk: Any) -> None:
    found = faults(document.procedure, with_junk(RECOGNITION, place, junk))
    assert all(problem.strip() for problem in found or ["read"])


@given(st.sampled_from(places(ENVIRONMENT)), JUNK)
def test_junk_anywhere_in_a_checklist_is_told_or_read(place: tuple[Any, ...], junk: Any) -> None:
    found = faults(document.checklist, with_junk(ENVIRONMENT, place, junk))
    assert all(problem.strip() for problem in found or ["read"])


def test_every_fault_is_told_at_once() -> None:
    told = RECOGNITION | {"legal_days": "30", "surprise": 1, "opened_by": "king@court"}
    told["steps"] = [told["steps"][0] | {"when": ["there_is_sun"]}, *told["steps"][1:]]
    with pytest.raises(BadDocument) as found:
        document.procedure(told)
    assert len(found.value.problems) == 4


def test_a_screening_goes_to_the_screenings_and_leaves_them_again() -> None:
    told = document.written_down(ALL_CHECKLISTS["screening:tourism 2026.1"])
    made = document.checklist(told | {"version": "2027.1", "valid_from": "2027-01-01"})
    day, before = made.valid_from, made.valid_from.replace(year=2026, month=12)
    publish_checklist(made)
    try:
        assert checklists.screening_on("tourism", day) is made
        assert checklists.screening_on("tourism", before).version == "2026.1"
        assert current_checklist(day) is CHECKLIST_2026_1
        assert "2027.1" not in CHECKLISTS
        with pytest.raises(ValueError, match=r"screening:tourism 2027\.1 already"):
            publish_checklist(made)
    finally:
        withdraw_checklist(made.name)
    assert checklists.screening_on("tourism", day).version == "2026.1"


def test_an_honour_is_not_screened_and_before_the_first_list_there_is_none() -> None:
    assert checklists.screening_on("artisan_title", CHECKLIST_2026_1.valid_from) is NOTHING_TO_SCREEN
    with pytest.raises(LookupError, match="no checklist environment"):
        checklist_on("environment", CHECKLIST_2026_1.valid_from.replace(year=2025))
    assert versions_of("environment") == [CHECKLIST_2026_1]
