"""How far each row of the annex is, on a given day."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from flask import Flask

from tests.people import People
from tests.register.decided import decide, dossier, item_id
from workflow.register.plan_queries import (
    Begun,
    Expected,
    InHand,
    PlanSearch,
    PlanState,
    find_plan_item,
    items_for_communes,
    plan_items,
)

DAY = date(2026, 11, 23)


def row(key: str, on: date = DAY, in_hand: InHand | None = None) -> Expected:
    return next(
        found for found in plan_items(PlanSearch(section=key.rsplit(".", 1)[0]), on, in_hand) if found.key == key
    )


def holding(key: str, stage: str) -> InHand:
    wanted = item_id(key)

    def stages(item_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Begun]:
        return {wanted: Begun(wanted, stage)} if wanted in item_ids else {}

    return stages


def test_a_row_is_not_started_then_in_hand_then_recognised(app: Flask, people: People) -> None:
    officer = people("commune_officer")
    with app.app_context():
        assert (row("A.II.25").state, row("A.II.25").can_start, row("A.II.25").tone) == (
            PlanState.NOT_STARTED,
            True,
            "wait",
        )
        held = row("A.II.25", in_hand=holding("A.II.25", "Thẩm định môi trường"))
        assert held.begun
        assert (held.state, held.can_start) == (PlanState.IN_HAND, False)
        decide(dossier(officer, "A.II.25"), plan_item_id=item_id("A.II.25"))
        assert (row("A.II.25").state, row("A.II.25").tone) == (PlanState.RECOGNISED, "ok")


def test_a_row_is_late_when_its_year_is_over_and_says_so(app: Flask) -> None:
    with app.app_context():
        late = row("A.II.25", date(2027, 1, 1))
        assert (late.is_late, late.tone, late.state_title) == (True, "late", "Chưa lập hồ sơ, quá năm kế hoạch")
        assert row("A.II.25", date(2026, 12, 31)).is_late is False
        assert row("A.II.25", date(2027, 1, 1), holding("A.II.25", "Sở xem xét")).is_late is True
        assert row("A.I.1", date(2031, 1, 1)).is_late is False


def test_recognised_villages_are_maintained_or_upgraded_never_asked_again(app: Flask) -> None:
    with app.app_context():
        assert (row("A.I.20").state, row("A.I.20").can_start) == (PlanState.MAINTAIN, False)
        assert (row("A.III.9").state, row("A.III.9").can_start) == (PlanState.UPGRADE, False)
        assert row("A.III.2").can_start is True


def test_a_commune_sees_first_what_it_can_start_by_year(app: Flask) -> None:
    with app.app_context():
        keys = [found.key for found in items_for_communes(["02728"], DAY)]
        assert keys == ["A.II.25", "A.I.7", "B.I.16", "B.I.17"]
        assert {"A.II.31"} == {found.key for found in items_for_communes(["02968"], DAY)}
        assert items_for_communes([], DAY) == []


def test_the_place_names_the_former_commune_as_such(app: Flask) -> None:
    with app.app_context():
        assert row("A.II.25").location == "Nậm Pung (cũ), xã Mường Hum"
        assert (row("A.II.25").year, row("A.I.7").year) == (2026, None)


def test_what_is_known_of_a_row_stands_beside_it(app: Flask) -> None:
    with app.app_context():
        assert "một làng, vừa mới vừa gắn với du lịch" in row("A.III.6").notes[0]
        assert row("A.II.25").notes == ()


def test_the_province_narrows_by_words_section_year_commune_and_state(app: Flask) -> None:
    with app.app_context():
        assert len(plan_items(PlanSearch(), DAY)) == 105
        assert len(plan_items(PlanSearch(section="A.II", year=2026), DAY)) == 5
        assert len(plan_items(PlanSearch(state="late"), date(2027, 1, 1))) == 8
        assert [found.key for found in plan_items(PlanSearch(text="ha nhi", commune="02701"), DAY)] == ["A.II.24"]
        assert len(plan_items(PlanSearch(state="upgrade"), DAY)) == 4


def test_a_row_is_found_by_its_id_or_not_at_all(app: Flask) -> None:
    with app.app_context():
        found = find_plan_item(item_id("A.II.25"))
        assert found is not None
        assert [site.commune.name for site in found.sites] == ["Mường Hum"]
        assert find_plan_item(uuid.uuid4()) is None
