"""What units are known for: each kind kept by its agency, for as long as the law has it, told as it was known."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from states.achievements import KEEPINGS, Achievement, runs_until
from states.kernel import Forbidden, Refused
from tests.people import People
from tests.plan.counting import DAY, a_unit, by_code, instant, keepers, new
from workflow.achievements import services
from workflow.achievements.models import UnitAchievement
from workflow.errors import Stale
from workflow.extensions import db
from workflow.wall_clock import today

__all__ = ["keepers"]


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
    assert keeper.post(address, data=data | {"valid_until": "04/02/2036"}).status_code == 409, (
        "a double click is one row"
    )
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
