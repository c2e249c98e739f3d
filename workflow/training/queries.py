"""Reading classes of training: all of them, and how many people by topic as of a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from states.training import Topic
from workflow.accounts.models import Account
from workflow.extensions import db
from workflow.register.models import Unit
from workflow.training.models import TrainingClass

CLASS, UNIT, ACCOUNT = TrainingClass.__table__, Unit.__table__, Account.__table__


def classes() -> Sequence[Any]:
    """Every class, the latest first, withdrawn ones included."""
    return db.session.execute(
        select(CLASS, UNIT.c.name.label("unit_name"), ACCOUNT.c.name.label("by_name"))
        .join(UNIT, UNIT.c.id == CLASS.c.unit_id)
        .join(ACCOUNT, ACCOUNT.c.id == CLASS.c.recorded_by)
        .order_by(CLASS.c.held_from.desc(), CLASS.c.id.desc())
    ).all()


def by_topic(on: date) -> dict[Topic, Any]:
    """(classes, learners, new_learners) of each topic, of the classes known and over by the end of a day."""
    known = CLASS.c.recorded_on <= on, or_(CLASS.c.withdrawn_on.is_(None), CLASS.c.withdrawn_on > on)
    sums = func.count().label("classes"), func.sum(CLASS.c.learners).label("learners")
    wanted = select(CLASS.c.topic, *sums, func.sum(CLASS.c.new_learners).label("new_learners"))
    rows = db.session.execute(wanted.where(*known, CLASS.c.held_until <= on).group_by(CLASS.c.topic))
    return {Topic(row.topic): row for row in rows}
