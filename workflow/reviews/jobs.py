"""Dated jobs of the yearly reviews. Each is safe twice on a day, and after a week of silence."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from states.actors import Role
from states.procedures.review import current_review
from states.reviewing import WARNING_TITLES
from workflow.calendar.queries import work_calendar
from workflow.extensions import db
from workflow.notices.services import tell
from workflow.register.models import Unit
from workflow.reviews.models import AnnualReview
from workflow.reviews.queries import WAITING_FOR_COMMUNE
from workflow.reviews.telling import holders
from workflow.reviews.warnings import Watched, watched
from workflow.transactions import writing
from workflow.wall_clock import HANOI

REVIEW, UNIT = AnnualReview.__table__, Unit.__table__
COMMUNE = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
DEPARTMENT = (Role.DEPT_OFFICER,)


def warn(on: date, at: datetime) -> int:
    """Warn the commune and the department of each unit that has been unmet for years: once a year and level."""
    told = 0
    for found in watched(on):
        if found.warned:
            with writing() as session:
                told += bool(_warn(session, found, on, at))
    return told


def _warn(session: Session, found: Watched, on: date, at: datetime) -> int:
    assert found.warned is not None
    level = found.warned.level
    readers = holders(session, COMMUNE, found.agency_id, on) + holders(session, DEPARTMENT, None, on)
    return tell(
        session, "review:warning", to=readers, at=at, path="/reviews/warnings",
        once=f"review:{level}:{found.unit_id}:{on.year}", year=on.year, unit=found.name,
        level=WARNING_TITLES[level], on=found.run.since,
    )  # fmt: skip


def remind(on: date, at: datetime) -> int:
    """Remind communes whose reviews still wait some working days after the round was opened: once a round."""
    told = 0
    for agency_id, year, count, opened_at in _waiting():
        opened_on = opened_at.astimezone(HANOI).date()
        days = current_review(opened_on).number("remind_after_days")
        if work_calendar().working_days_between(opened_on, on) >= days:
            with writing() as session:
                readers = holders(session, COMMUNE, agency_id, on)
                told += bool(
                    tell(
                        session, "review:reminder", to=readers, at=at, path=f"/reviews?year={year}",
                        once=f"review:reminder:{agency_id}:{year}", year=year, count=count,
                    )
                )  # fmt: skip
    return told


def _waiting() -> Sequence[Any]:
    """Communes with reviews that wait for them: year, how many, when the round was opened."""
    late = (
        select(REVIEW.c.commune_agency_id, REVIEW.c.year, func.count(), func.min(REVIEW.c.opened_at))
        .join(UNIT, UNIT.c.id == REVIEW.c.unit_id)
        .where(REVIEW.c.state.in_(WAITING_FOR_COMMUNE), UNIT.c.status == "active")
        .group_by(REVIEW.c.commune_agency_id, REVIEW.c.year)
    )
    return db.session.execute(late).all()
