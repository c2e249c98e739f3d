"""The last months of dossiers: how many were received, how many were done, each month with its report."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause, case, exists, func, or_, select

from states.procedures import PROCEDURES
from states.tables import Clock
from workflow.dossiers.by_law import in_each
from workflow.dossiers.models import Dossier, Entry
from workflow.extensions import db

DOSSIER, ENTRY = Dossier.__table__, Entry.__table__
MONTHS = 6


class Month(NamedTuple):
    """A month up to its last day, or to today: dossiers received in it, and those that were done in it."""

    first: date
    last: date
    received: int
    done: int


def months_of(seen: ColumnElement[bool], today: date) -> Sequence[Month]:
    """The last six months with the running one, over the dossiers that a condition lets through, the earliest first."""
    spans = _spans(today)
    first = spans[0][0]
    came = select(*(_within(DOSSIER.c.received_on, *span) for span in spans))
    came = came.where(DOSSIER.c.received_on >= first, seen)
    ended = (
        select(func.min(ENTRY.c.on).label("on"))
        .join(DOSSIER, DOSSIER.c.id == ENTRY.c.dossier_id)
        .where(ENTRY.c.on >= first, _ends(ENTRY), DOSSIER.c.code.is_not(None), seen, ~_ended_before(first))
        .group_by(ENTRY.c.dossier_id)
        .subquery()
    )
    went = select(*(_within(ended.c.on, *span) for span in spans))
    received, done = db.session.execute(came).one(), db.session.execute(went).one()
    return [Month(*span, int(r or 0), int(d or 0)) for span, r, d in zip(spans, received, done, strict=True)]


def _spans(today: date) -> list[tuple[date, date]]:
    spans, last = [], today
    for _month in range(MONTHS):
        spans.append((last.replace(day=1), last))
        last = last.replace(day=1) - timedelta(days=1)
    return spans[::-1]


def _within(day: ColumnElement[date], first: date, last: date) -> ColumnElement[int]:
    return func.sum(case((day.between(first, last), 1), else_=0))


def _ended_before(first: date) -> ColumnElement[bool]:
    earlier = Entry.__table__.alias("earlier")
    return exists().where(earlier.c.dossier_id == ENTRY.c.dossier_id, earlier.c.on < first, _ends(earlier))


def _ends(line: FromClause) -> ColumnElement[bool]:
    """The condition on a line of the journal under which the clock of its dossier stopped for good."""
    return or_(in_each(line.c.action, _stops()), in_each(line.c.dest, _finals()))


@lru_cache
def _stops() -> dict[tuple[str, str], frozenset[str]]:
    return {
        key: frozenset(step.action for step in law.all_steps if step.clock is Clock.STOP)
        for key, law in PROCEDURES.items()
    }


@lru_cache
def _finals() -> dict[tuple[str, str], frozenset[str]]:
    return {key: frozenset(stage.name for stage in law.stages if stage.final) for key, law in PROCEDURES.items()}
