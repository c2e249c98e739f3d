"""What tests of indicators share: a day, the keepers, the numbers by code."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from states.achievements import KEEPINGS, Achievement
from states.indicators import Villages
from tests.people import People
from workflow.achievements.services import NewAchievement
from workflow.extensions import db
from workflow.plan.indicators import indicators
from workflow.plan.measures import Measured
from workflow.register.models import Unit
from workflow.wall_clock import HANOI

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
