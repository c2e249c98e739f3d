"""Reading achievements: which units have one on a day, and everything that was written down of a kind."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from states.achievements import KEEPINGS, Achievement, Keeping
from workflow.accounts.models import Account
from workflow.accounts.person import Person
from workflow.achievements.models import UnitAchievement
from workflow.extensions import db
from workflow.register.models import Unit

ACHIEVEMENT, UNIT, ACCOUNT = UnitAchievement.__table__, Unit.__table__, Account.__table__


def valid_at(on: date) -> ColumnElement[bool]:
    """The condition under which one counts on a day, as far as was known by the end of that day."""
    line = ACHIEVEMENT.c
    return and_(
        line.recorded_on <= on, or_(line.withdrawn_on.is_(None), line.withdrawn_on > on),
        line.valid_from <= on, or_(line.valid_until.is_(None), line.valid_until >= on),
    )  # fmt: skip


def units_with(kind: Achievement, on: date) -> dict[uuid.UUID, str]:
    """The units that have at least one of a kind on a day, with what the first of them is called."""
    wanted = select(ACHIEVEMENT.c.unit_id, ACHIEVEMENT.c.what).where(ACHIEVEMENT.c.kind == kind, valid_at(on))
    rows = db.session.execute(wanted.order_by(ACHIEVEMENT.c.id.desc()))
    return {row.unit_id: row.what for row in rows}


def achievements_of(kind: Achievement) -> Sequence[Any]:
    """Everything written down of a kind, the latest first, withdrawn ones included."""
    return db.session.execute(
        select(ACHIEVEMENT, UNIT.c.name.label("unit_name"), ACCOUNT.c.name.label("by_name"))
        .join(UNIT, UNIT.c.id == ACHIEVEMENT.c.unit_id)
        .join(ACCOUNT, ACCOUNT.c.id == ACHIEVEMENT.c.recorded_by)
        .where(ACHIEVEMENT.c.kind == kind)
        .order_by(ACHIEVEMENT.c.id.desc())
    ).all()


def kept_by(person: Person) -> tuple[Keeping, ...]:
    """The kinds that a person keeps, by the agency that the plan names."""
    return tuple(each for each in KEEPINGS.values() if each.keeper in person.posts)
