"""The eight indicators: the annex's own arithmetic, one answer for a past day for ever, the rows behind each."""

import json
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from states.achievements import Achievement
from states.indicators import Villages, needed, percent
from states.kernel import Refused
from tests.pages import Page
from tests.people import People
from tests.plan.counting import DAY, a_unit, by_code, instant, keepers, new
from tests.register.decided import NAM_PUNG
from workflow.achievements import services
from workflow.achievements.models import UnitAchievement
from workflow.environment.models import Establishment, EstablishmentInspection
from workflow.extensions import db, new_id
from workflow.plan.indicators import indicators
from workflow.register.models import PlanItem, Unit
from workflow.register.rows_by_hand import NewRow, add_row
from workflow.reviews.models import AnnualReview
from workflow.transactions import writing

__all__ = ["keepers"]


def test_the_arithmetic_of_the_annex_is_reproduced(app: Flask) -> None:
    with app.app_context():
        found = by_code()
        kept, renewed = found["1"], found["2"]
        assert [(p.numerator, p.denominator) for p in kept.parts] == [(23, 23), (19, 19), (19, 24)]
        assert (kept.numerator, kept.denominator, kept.percent, kept.gap) == (61, 66, Decimal("92.4"), 5)
        assert [(p.numerator, p.denominator) for p in renewed.parts] == [(0, 32), (0, 20), (0, 12)]
        recognised_already = [r for r in renewed.rows if r.part.startswith("A.III") and "đã công nhận" in r.why]
        assert len(recognised_already) == 4
        asked = {code: (found[code].denominator, found[code].needed) for code in ("3", "4", "6", "7")}
        assert asked == {"3": (42, 32), "4": (42, 30), "6": (42, 7), "7": (42, 17)}
        assert found["5"].percent is None
        assert found["8"].percent is None, "nothing was written down of workers and establishments"
        assert by_code(villages=Villages.D1)["3"].denominator == 23
        assert by_code(villages=Villages.D3)["3"].denominator == 61


@pytest.mark.parametrize(
    ("target", "of", "asked"), [(75, 74, 56), (70, 74, 52), (15, 74, 12), (40, 74, 30), (75, 42, 32)]
)
def test_what_a_target_asks_for(target: int, of: int, asked: int) -> None:
    assert needed(Fraction(target, 100), of) == asked


def test_shares_have_one_decimal_and_nothing_is_divided_by_nothing() -> None:
    assert (percent(1, 3), percent(1, 8), percent(0, 42), percent(0, 0)) == (
        Decimal("33.3"), Decimal("12.5"), Decimal("0.0"), None,
    )  # fmt: skip
    assert percent(5, 1000) == Decimal("0.5")
    assert percent(125, 1000 * 10) == Decimal("1.3"), "halves go up"


def test_a_village_recognised_anew_counts_once(app: Flask) -> None:
    with app.app_context():
        old = db.session.get(Unit, a_unit())
        assert old is not None
        with writing() as session:
            row = {
                "id": new_id(), "kind": "traditional_craft_village", "name": old.name, "trade": old.trade,
                "trade_group": old.trade_group, "recognised_year": 2026, "recognised_on": DAY, "earlier_id": old.id,
                "search_key": old.search_key, "sort_key": old.sort_key,
            }  # fmt: skip
            session.execute(insert(Unit), row)
        assert by_code()["3"].denominator == 42
        assert by_code(DAY - timedelta(1))["3"].denominator == 42


@pytest.mark.parametrize("seed", range(4))
def test_a_past_day_is_counted_as_it_was_counted_then(app: Flask, keepers: dict[Achievement, Any], seed: int) -> None:
    """Two months of random acts; what was told each evening is told again at the end."""
    luck, day, told = Random(seed), date(2026, 11, 20), {}
    with app.app_context():
        units = list(db.session.scalars(select(Unit.id).order_by(Unit.id)))
        items = list(db.session.scalars(select(PlanItem.id).where(PlanItem.unit_id.is_(None)).order_by(PlanItem.id)))
        for _evening in range(30):
            day += timedelta(luck.randint(1, 3))
            for _act in range(luck.randint(0, 3)):
                _something_happens(luck, day, keepers, units, items)
            told[day] = [each.as_json() for each in indicators(day)]
        assert len({json.dumps(each) for each in told.values()}) > 5, "something did happen"
        for evening, numbers in told.items():
            assert [each.as_json() for each in indicators(evening)] == numbers, evening


def _something_happens(luck: Random, day: date, keepers: Any, units: list[Any], items: list[Any]) -> None:
    acts = ("add", "add", "withdraw", "recognise", "revoke", "add_row")
    act, kind = luck.choice(acts), luck.choice(list(Achievement))
    standing = db.session.scalars(
        select(UnitAchievement.id).where(UnitAchievement.kind == kind, UnitAchievement.withdrawn_on.is_(None))
    ).all()
    if act == "add":
        active = db.session.scalars(select(Unit.id).where(Unit.status == "active").order_by(Unit.id)).all()
        first = day - timedelta(luck.randint(0, 400))
        services.add(kind, new(kind, luck.choice(active), first), by=keepers[kind], on=day, at=instant(day))
    elif act == "withdraw" and standing:
        services.withdraw(luck.choice(standing), "Ghi nhầm", by=keepers[kind], on=day, at=instant(day))
    elif act == "recognise" and items:
        unit, item = new_id(), items.pop()
        with writing() as session:
            row = {
                "id": unit, "kind": "craft_village", "name": "Làng mới", "trade": "Mây tre đan", "trade_group": 4,
                "recognised_year": day.year, "recognised_on": day, "search_key": "lang moi", "sort_key": "lang moi",
            }  # fmt: skip
            session.execute(insert(Unit), row)
            session.execute(update(PlanItem).where(PlanItem.id == item).values(unit_id=unit))
        units.append(unit)
    elif act == "add_row":
        section, name = luck.choice(("C.I", "C.II")), f"Nghề {luck.random()}"
        row_ = NewRow(section, name, 2, {"C.I": 2010, "C.II": 2028}[section], (NAM_PUNG,), "Bản đầy đủ")
        with suppress(Refused):  # the section is full
            add_row(row_, by=keepers[Achievement.OCOP], on=day, at=instant(day))
    elif act == "revoke":
        with writing() as session:
            gone = {"status": "revoked", "revoked_on": day}
            session.execute(update(Unit).where(Unit.id == luck.choice(units), Unit.status == "active").values(**gone))


def test_the_command_prints_eight(app: Flask) -> None:
    run = app.test_cli_runner().invoke(args=["plan", "indicators", "--as-of", "2026-11-01", "--json"])
    assert run.exit_code == 0, run.output
    told = json.loads(run.output)
    assert told["as_of"] == "2026-11-01"
    assert [each["code"] for each in told["indicators"]] == list("12345678")
    for each in told["indicators"]:
        assert each.keys() >= {"code", "title", "numerator", "denominator", "percent", "target", "gap"}
    third = told["indicators"][2]
    assert (third["numerator"], third["denominator"], third["percent"], third["target"], third["gap"]) == (
        0, 42, 0.0, 75.0, 32,
    )  # fmt: skip
    text = app.test_cli_runner().invoke(args=["plan", "indicators", "--as-of", "2026-11-01"]).output
    assert "61/66 = 92,4 %" in text
    assert "chưa có số liệu" in text


def test_each_number_opens_the_rows_behind_it(app: Flask, people: People) -> None:
    client = people.client(people("province_leader"))
    page = Page(client.get("/plan/indicators?on=01/11/2026&villages=D2"))
    assert "61/66" in page.text
    assert "còn thiếu 32 làng nghề" in page.text
    assert "Làng nghề và làng nghề truyền thống" in page.text
    for code in "12345678":
        assert Page(client.get(f"/plan/indicators/{code}?on=01/11/2026&villages=D2")).text
    rows = Page(client.get("/plan/indicators/1?on=01/11/2026&villages=D2")).text
    assert "5 mục không có trong phụ lục" in rows
    assert client.get("/plan/indicators/9").status_code == 404
    wrong = client.get("/plan/indicators?on=31/02/2026&villages=D2")
    assert wrong.status_code == 422
    assert "Không có ngày 31/02/2026 trong lịch." in wrong.text
    assert "31/02/2026" in wrong.text


REVIEWED = {
    "workers": 60, "trained_workers": 45, "maintained": True, "effectiveness_confirmed": "effective",
    "households": 100, "trade_households": 30, "year": 2026, "procedure_version": "2026.1", "state": "confirmed",
}  # fmt: skip
WEAK = {"workers": 40, "trained_workers": 5, "maintained": False, "effectiveness_confirmed": "weak"}


def write_reviews(officer: Any, unit: Any, other: Any) -> None:
    """A good year and a bad one, confirmed on the day."""
    who = {
        "commune_agency_id": officer.seats[0].agency_id, "opened_by": officer.id, "opened_at": instant(DAY),
        "confirmed_by": officer.id, "confirmed_at": instant(DAY),
    }  # fmt: skip
    with writing() as session:
        session.execute(insert(AnnualReview), {"id": new_id(), "unit_id": unit} | who | REVIEWED)
        session.execute(insert(AnnualReview), {"id": new_id(), "unit_id": other} | who | REVIEWED | WEAK)


def write_inspections(officer: Any, unit: Any) -> None:
    """Four households: one put right, one not, one seen last year only, one never seen."""
    ids = [new_id() for _ in range(4)]
    place = {
        "unit_id": unit, "commune_agency_id": officer.seats[0].agency_id, "kind": "household",
        "added_by": officer.id, "active_from": date(2020, 1, 1), "added_at": instant(DAY),
    }  # fmt: skip
    visits = (
        (ids[0], date(2026, 3, 1), "not_compliant"), (ids[0], date(2026, 9, 1), "compliant"),
        (ids[1], date(2026, 5, 1), "not_compliant"), (ids[2], date(2025, 5, 1), "compliant"),
    )  # fmt: skip
    seen = {"checklist_version": "2026.1", "inspected_by": officer.id}
    with writing() as session:
        session.execute(insert(Establishment), [place | {"id": one, "name": f"Hộ {n}"} for n, one in enumerate(ids)])
        for one, day, verdict in visits:
            what = {
                "id": new_id(),
                "establishment_id": one,
                "inspected_on": day,
                "verdict": verdict,
                "at": instant(day),
            }
            session.execute(insert(EstablishmentInspection), seen | what)


def test_reviews_and_inspections_feed_their_indicators(app: Flask, people: People) -> None:
    with app.app_context():
        officer, unit, other = people.person(people("commune_officer")), a_unit(), a_unit(place=1)
        write_reviews(officer, unit, other)
        write_inspections(officer, unit)
        found = by_code()
        assert (found["1"].numerator, found["1"].known) == (60, 2), "one of two that were reviewed lost its criteria"
        assert (found["4"].numerator, found["4"].known) == (1, 2)
        assert (found["5"].numerator, found["5"].denominator, found["5"].percent) == (50, 100, Decimal("50.0"))
        clean = found["8"]
        assert (clean.numerator, clean.denominator, clean.known) == (1, 4, 2), "last year's visit counts no more"
        before = by_code(DAY - timedelta(1))
        assert (before["4"].known, before["5"].percent, before["8"].denominator) == (0, None, 0)
