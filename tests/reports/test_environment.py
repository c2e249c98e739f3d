"""The report on the environment: random lives of remedies read back at random days, and a commune that sees its own."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert

from states.procedures.remedy import REMEDY_2026_1
from tests.environment.conftest import desk
from tests.environment.desk import Desk
from tests.pages import Page
from tests.people import People
from tests.plan.counting import instant
from workflow.environment.follow_models import Remedy, RemedyEntry
from workflow.environment.models import EnvironmentalPlan, Establishment, EstablishmentInspection
from workflow.extensions import new_id
from workflow.reports.environment_report import figures_of, followed_at
from workflow.transactions import writing
from workflow.wall_clock import today

__all__ = ["desk"]
FIRST, DAYS = date(2026, 3, 2), 60
Life = list[tuple[date, str, date]]


def a_life(chance: Random) -> Life:
    """The acts of one remedy: when, what, and the day by which it is then due."""
    on = FIRST + timedelta(chance.randint(0, DAYS))
    due = on + timedelta(chance.randint(1, 20))
    life, state = [(on, "opened", due)], "open"
    while REMEDY_2026_1.steps_from(state) and chance.random() < 0.75:
        step = chance.choice(REMEDY_2026_1.steps_from(state))
        on += timedelta(chance.randint(0, 9))
        if step.action in ("refuse", "postpone"):
            due = on + timedelta(chance.randint(1, 20))
        state = step.dest_from(state)
        life.append((on, step.action, due))
    return life


def by_hand(lives: list[Life], on: date) -> Counter[str]:
    """Where each stood at the end of a day, act by act."""
    found: Counter[str] = Counter()
    leads = {"opened": "open", "report": "reported", "refuse": "open", "confirm": "confirmed", "withdraw": "withdrawn"}
    for life in lives:
        acts = [act for act in life if act[0] <= on]
        if not acts:
            continue
        state = next(leads[action] for _on, action, _due in reversed(acts) if action in leads)
        found[state] += 1
        found["late"] += state == "open" and acts[-1][2] < on
    return found


def write(desk: Desk, lives: list[Life]) -> None:
    someone = desk.who("env_appraiser")
    commune = desk.who("commune_officer").agency_id
    place = {
        "id": new_id(), "unit_id": desk.unit, "commune_agency_id": commune, "kind": "household", "name": "Hộ A",
        "village": "", "trade": "", "sort_key": "", "active_from": FIRST, "closed_why": "", "version": 1,
        "added_by": someone.id, "added_at": instant(FIRST),
    }  # fmt: skip
    with desk.app.app_context(), writing() as session:
        session.execute(insert(Establishment.__table__), place)
        for number, life in enumerate(lives):
            seen = {"id": new_id(), "inspected_on": FIRST, "at": instant(FIRST), "checklist_version": "2026.1"}
            more = {"establishment_id": place["id"], "verdict": "not_compliant", "inspected_by": someone.id}
            session.execute(insert(EstablishmentInspection.__table__), seen | more)
            remedy = _remedy(desk, life, seen["id"], number, commune)
            session.execute(insert(Remedy.__table__), remedy)
            for order, (on, action, due) in enumerate(life, 1):
                act = {"id": new_id(), "remedy_id": remedy["id"], "number": order, "action": action, "due_on": due}
                said = {"words": "", "evidence": "", "actor_id": someone.id, "on": on, "at": instant(on)}
                session.execute(insert(RemedyEntry.__table__), act | said)


def _remedy(desk: Desk, life: Life, inspection: Any, number: int, commune: Any) -> dict[str, Any]:
    return {
        "id": new_id(), "inspection_id": inspection, "unit_id": desk.unit, "commune_agency_id": commune,
        "procedure_version": "2026.1", "checklist_name": "x", "item_code": f"E{number}", "about": desk.unit_name,
        "demand": f"Việc {number}", "due_on": life[-1][2], "state": "open", "version": len(life),
        "opened_on": life[0][0], "opened_by": desk.who("env_appraiser").id, "opened_at": instant(life[0][0]),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_remedies_stand_where_their_acts_left_them_on_any_day(desk: Desk, seed: int) -> None:
    chance = Random(seed)
    lives = [a_life(chance) for _each in range(30)]
    write(desk, lives)
    seen: Counter[str] = Counter()
    with desk.app.app_context():
        for _day in range(12):
            on = FIRST + timedelta(chance.randint(-3, DAYS + 40))
            figures, hand = figures_of(followed_at(on, None)), by_hand(lives, on)
            assert {name: figures[name] for name in ("open", "late", "reported", "confirmed")} == {
                name: hand[name] for name in ("open", "late", "reported", "confirmed")
            }, on
            seen += hand
    assert {"open", "late", "reported", "confirmed", "withdrawn"} <= set(seen)


def test_plans_and_inspections_count_as_they_were_known(desk: Desk) -> None:
    write(desk, [])
    approved = FIRST.replace(year=FIRST.year - 5) + timedelta(30)
    plan = {"id": new_id(), "unit_id": desk.unit, "number": "12/QĐ", "approved_on": approved, "approved_by": "UBND"}
    kept = {"added_by": desk.who("commune_officer").id, "added_at": instant(FIRST), "withdrawn_why": ""}
    with desk.app.app_context():
        with writing() as session:
            session.execute(insert(EnvironmentalPlan.__table__), plan | kept)
        near = [figures_of(followed_at(FIRST + timedelta(days), None)) for days in (-1, 0, 30, 31)]
        assert [each["plans_none"] - near[0]["plans_none"] for each in near] == [0, -1, -1, -1]
        assert [(each["plans_soon"], each["plans_over"]) for each in near] == [(0, 0), (1, 0), (1, 0), (0, 1)]
        assert [each["producers"] for each in near] == [0, 1, 1, 1]


def test_a_commune_reads_its_own(desk: Desk, app: Flask, people: People) -> None:
    write(desk, [[(FIRST, "opened", FIRST + timedelta(5))]])
    address = f"/reports/environment?last={today():%d/%m/%Y}"
    assert "Việc 0" in Page(desk.as_("commune_officer").get(address)).text
    stranger = people.client(people("commune_officer", commune="Y Tý"))
    assert "Việc 0" not in Page(stranger.get(address)).text
    assert "Việc 0" in Page(desk.as_("province_clerk").get(address)).text
