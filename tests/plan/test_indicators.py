"""The eight indicators: the annex's own arithmetic, one answer for a past day for ever, the rows behind each."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from states.achievements import KEEPINGS, Achievement, runs_until
from states.indicators import Villages, needed, percent
from states.kernel import Forbidden, Refused
from tests.pages import Page
from tests.people import People
from workflow.achievements import services
from workflow.achievements.models import UnitAchievement
from workflow.achievements.services import NewAchievement
from workflow.environment.models import Establishment, EstablishmentInspection
from workflow.errors import Stale
from workflow.extensions import db, new_id
from workflow.plan.indicators import Measured, indicators
from workflow.register.models import PlanItem, Unit
from workflow.reviews.models import AnnualReview
from workflow.transactions import writing
from workflow.wall_clock import HANOI, now, today

DAY = date(2026, 11, 1)
KEEPERS = {
    Achievement.TOURISM: ("consulted_officer", "culture_sports_tourism"),
    Achievement.IP_RIGHT: ("consulted_officer", "science_technology"),
    Achievement.OCOP: ("dept_officer", "agriculture_environment"),
}


def by_code(on: date = DAY, villages: Villages = Villages.D2) -> dict[str, Measured]:
    return {each.indicator.code: each for each in indicators(on, villages)}


def a_unit(kind: str = "craft_village", place: int = 0) -> Any:
    wanted = select(Unit.id).where(Unit.kind == kind).order_by(Unit.sort_key)
    return db.session.scalars(wanted).all()[place]


def new(kind: Achievement, unit_id: Any, first: date, until: date | None = None) -> NewAchievement:
    return NewAchievement(unit_id, next(iter(KEEPINGS[kind].forms)), "Chè Shan Suối Giàng", "12/QĐ", first, until)


def instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=HANOI)


@pytest.fixture
def keepers(people: People) -> dict[Achievement, Any]:
    return {kind: people.person(people(role, kind=agency)) for kind, (role, agency) in KEEPERS.items()}


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


def test_an_achievement_lasts_as_the_law_has_it() -> None:
    first = date(2026, 8, 31)
    assert runs_until(KEEPINGS[Achievement.TOURISM], first, None) == date(2026, 12, 31)
    assert runs_until(KEEPINGS[Achievement.OCOP], first, None) == date(2029, 8, 30)
    assert runs_until(KEEPINGS[Achievement.OCOP], date(2024, 2, 29), None) == date(2027, 2, 27)
    assert runs_until(KEEPINGS[Achievement.IP_RIGHT], first, None) is None
    assert runs_until(KEEPINGS[Achievement.IP_RIGHT], first, date(2036, 8, 30)) == date(2036, 8, 30)


def test_what_is_counted_and_from_when(app: Flask, keepers: dict[Achievement, Any]) -> None:
    with app.app_context():
        unit = a_unit()
        told = {Achievement.TOURISM: "3", Achievement.IP_RIGHT: "6", Achievement.OCOP: "7"}
        for kind, keeper in keepers.items():
            services.add(kind, new(kind, unit, date(2026, 3, 1)), by=keeper, on=DAY, at=instant(DAY))
        for code in told.values():
            assert by_code(DAY - timedelta(1))[code].numerator == 0, "it was not known yet"
            assert by_code(DAY)[code].numerator == 1
        later = by_code(date(2027, 1, 1))
        assert [later[code].numerator for code in ("3", "6", "7")] == [0, 1, 1], "a link with tourism is of its year"
        assert by_code(date(2029, 3, 1))["7"].numerator == 0, "a rating runs out after 36 months"


def test_only_its_keeper_writes_and_what_is_withdrawn_stays_for_the_days_before(
    app: Flask, keepers: dict[Achievement, Any]
) -> None:
    with app.app_context():
        unit, kind = a_unit(), Achievement.TOURISM
        tourism, science = keepers[kind], keepers[Achievement.IP_RIGHT]
        with pytest.raises(Forbidden):
            services.add(kind, new(kind, unit, DAY), by=science, on=DAY, at=instant(DAY))
        with pytest.raises(Refused):
            services.add(kind, new(kind, unit, DAY + timedelta(1)), by=tourism, on=DAY, at=instant(DAY))
        made = services.add(kind, new(kind, unit, DAY), by=tourism, on=DAY, at=instant(DAY))
        next_day = DAY + timedelta(1)
        with pytest.raises(Refused):
            services.withdraw(made, " ", by=tourism, on=next_day, at=instant(next_day))
        services.withdraw(made, "Ghi nhầm", by=tourism, on=next_day, at=instant(next_day))
        with pytest.raises(Stale):
            services.withdraw(made, "Lần nữa", by=tourism, on=next_day, at=instant(next_day))
        assert by_code(DAY)["3"].numerator == 1
        assert by_code(next_day)["3"].numerator == 0


def test_reviews_and_inspections_feed_their_indicators(app: Flask, people: People) -> None:
    with app.app_context():
        officer, unit, other = people.person(people("commune_officer")), a_unit(), a_unit(place=1)
        agency = officer.seats[0].agency_id
        with writing() as session:
            common = {
                "procedure_version": "2026.1", "commune_agency_id": agency, "state": "confirmed",
                "opened_by": officer.id, "opened_at": instant(DAY), "confirmed_by": officer.id,
                "confirmed_at": instant(DAY), "year": 2026,
                "households": 100, "trade_households": 30,
            }  # fmt: skip
            good = {"workers": 60, "trained_workers": 45, "maintained": True, "effectiveness_confirmed": "effective"}
            weak = {"workers": 40, "trained_workers": 5, "maintained": False, "effectiveness_confirmed": "weak"}
            session.execute(insert(AnnualReview), {"id": new_id(), "unit_id": unit} | common | good)
            session.execute(insert(AnnualReview), {"id": new_id(), "unit_id": other} | common | weak)
            place = {"unit_id": unit, "commune_agency_id": agency, "kind": "household", "added_by": officer.id}
            ids = [new_id() for _ in range(4)]
            session.execute(insert(Establishment), [
                place | {"id": one, "name": f"Hộ {n}", "active_from": date(2020, 1, 1), "added_at": instant(DAY)}
                for n, one in enumerate(ids)
            ])  # fmt: skip
            seen = {"checklist_version": "2026.1", "inspected_by": officer.id}
            session.execute(insert(EstablishmentInspection), [
                seen | {"id": new_id(), "establishment_id": one, "verdict": verdict}
                | {"inspected_on": day, "at": instant(day)}
                for one, day, verdict in (
                    (ids[0], date(2026, 3, 1), "not_compliant"), (ids[0], date(2026, 9, 1), "compliant"),
                    (ids[1], date(2026, 5, 1), "not_compliant"), (ids[2], date(2025, 5, 1), "compliant"),
                )
            ])  # fmt: skip
        found = by_code()
        assert (found["1"].numerator, found["1"].known) == (60, 2), "one of two that were reviewed lost its criteria"
        assert (found["4"].numerator, found["4"].known) == (1, 2)
        assert (found["5"].numerator, found["5"].denominator, found["5"].percent) == (50, 100, Decimal("50.0"))
        clean = found["8"]
        assert (clean.numerator, clean.denominator, clean.known) == (1, 4, 2), "last year's visit counts no more"
        before = by_code(DAY - timedelta(1))
        assert (before["4"].known, before["5"].percent, before["8"].denominator) == (0, None, 0)


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
    act, kind = luck.choice(("add", "add", "withdraw", "recognise", "revoke")), luck.choice(list(Achievement))
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


def test_the_keeper_writes_on_a_page_and_others_read(app: Flask, people: People) -> None:
    keeper, reader = (
        people.client(people("consulted_officer", kind=kind)) for kind in ("science_technology", "finance")
    )
    with app.app_context():
        unit = str(a_unit())
    address = "/plan/achievements/ip_right"
    data = {
        "unit": unit, "form": "collective", "what": "Miến đao Giới Phiên", "number": "4-0123",
        "valid_from": "05/02/2026", "valid_until": "04/02/2025",
    }  # fmt: skip
    refused = keeper.post(address, data=data)
    assert refused.status_code == 409
    assert "Ngày hết hạn đứng trước ngày bắt đầu." in refused.text
    assert "Miến đao Giới Phiên" in refused.text, "what was typed stays"
    assert keeper.post(address, data=data | {"what": ""}).status_code == 422
    assert keeper.post(address, data=data | {"valid_until": "04/02/2036"}).status_code == 303
    page = reader.get(address)
    assert "Miến đao Giới Phiên" in page.text
    assert "Ghi thêm" not in page.text
    assert reader.post(address, data=data | {"valid_until": ""}).status_code == 403
    assert keeper.get("/plan/achievements/other").status_code == 404
    with app.app_context():
        made = db.session.scalars(select(UnitAchievement.id)).one()
        assert by_code(today())["6"].numerator == 1
    assert keeper.post(f"{address}/{made}/withdraw", data={"why": "Nhầm làng"}).status_code == 303
    assert "Nhầm làng" in reader.get(address).text
    assert now()
