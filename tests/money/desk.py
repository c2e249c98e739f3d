"""Policies, people and days for tests of money."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from states.actors import AgencyKind, Role
from states.basis import Mark
from tests.people import People
from tests.support.desk import consulted
from workflow.accounts.person import Person
from workflow.dossiers.models import Dossier
from workflow.extensions import db
from workflow.policies import services
from workflow.policies.models import PolicyVersion
from workflow.policies.queries import opened_by
from workflow.policies.services import Terms
from workflow.transactions import writing
from workflow.wall_clock import HANOI, today

VERSION = PolicyVersion.__table__
DAY = timedelta(1)
MILLION = 1_000_000


def instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=HANOI)


def terms(*kinds: str, **more: Any) -> Terms:
    """What a version says: half of the cost, at most 20 million."""
    told: dict[str, Any] = {"rate": 5000, "amount_vnd": 20 * MILLION, "each": "mỗi cơ sở", "valid_from": today()}
    return Terms("Mức của tỉnh", "Nghị quyết 15/2026/NQ-HĐND", Mark.FOUND, kinds or ("trade_promotion",), **told | more)


def officer_and_leader(
    app: Flask, people: People, kind: AgencyKind = AgencyKind.INDUSTRY_TRADE
) -> tuple[Person, Person]:
    roles = (Role.CONSULTED_OFFICER, Role.CONSULTED_LEADER)
    officer, leader = (people.person(consulted(app, people, kind, role)) for role in roles)
    return officer, leader


def newest(policy_id: uuid.UUID) -> Any:
    wanted = select(VERSION).where(VERSION.c.policy_id == policy_id).order_by(VERSION.c.number.desc())
    return db.session.execute(wanted).first()


def move(policy_id: uuid.UUID, action: str, by: Person, on: date, why: str = "") -> str:
    row = newest(policy_id)
    return services.move(row.id, action, seen=row.edited, why=why, by=by, on=on, at=instant(on))


def put_in_force(policy_id: uuid.UUID, officer: Person, leader: Person, on: date) -> None:
    move(policy_id, "submit", officer, on)
    move(policy_id, "put_in_force", leader, on)


def policy_of(kind: str) -> uuid.UUID:
    """The policy that opens a kind in a new office."""
    found = select(VERSION.c.policy_id).where(VERSION.c.title == "Xúc tiến thương mại, bán hàng trực tuyến")
    assert opened_by(kind, today())
    return db.session.scalars(found).one()


def put_at(app: Flask, dossier_id: uuid.UUID, **columns: Any) -> None:
    """Let a dossier stand somewhere, as if its road had led there."""
    with app.app_context(), writing() as session:
        session.execute(update(Dossier).where(Dossier.id == dossier_id).values(columns))
