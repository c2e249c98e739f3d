"""Whether the figures of a period agree with the journal, each counted on a second way that does not know of the first.

What came in is compared with the lines of reception; what was carried over with what the journal left open on the eve
and with ends that were taken back since; what came with what went.
"""

import uuid
from datetime import date, timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, func, or_, select

from states.kernel import Clock
from states.procedures import PROCEDURES
from workflow.dossiers.by_law import in_each, is_of
from workflow.dossiers.models import Dossier, Entry
from workflow.dossiers.reports.overdue import RETURNED, Came, Report, Went, overdue
from workflow.extensions import db

DOSSIER, ENTRY = Dossier.__table__, Entry.__table__


class Agreement(NamedTuple):
    """One figure on both ways."""

    title: str
    journal: int
    report: int

    @property
    def difference(self) -> int:
        return self.report - self.journal


def agreement_of(report: Report, seen: ColumnElement[bool] | None = None) -> tuple[Agreement, ...]:
    """The figures of a report beside the journal. In a whole office every difference is 0."""
    by, eve = report.totals.by, report.first - timedelta(days=1)
    left_over = {fate.dossier_id for fate in overdue(eve, eve, seen).fates if fate.went not in RETURNED}
    carried = len(left_over | _taken_back(report, seen))
    received = _received(report.first, report.last, seen)
    went = sum(by.get(way, 0) for way in Went)
    return (
        Agreement(_("Kỳ trước chuyển qua: còn lại cuối ngày trước kỳ, cùng hồ sơ mở lại"), carried,
                  by.get(Came.CARRIED_OVER, 0)),
        Agreement(_("Tiếp nhận: dòng tiếp nhận trong kỳ của nhật ký"), received, by.get(Came.RECEIVED, 0)),
        Agreement(_("Đã trả và đang giải quyết cuối kỳ: bằng chuyển qua cộng tiếp nhận"), carried + received, went),
    )  # fmt: skip


def _received(first: date, last: date, seen: ColumnElement[bool] | None) -> int:
    """Dossiers whose last reception is a line of these days."""
    starts = in_each(ENTRY.c.action, {key: _starting(key) for key in PROCEDURES})
    latest = (
        select(ENTRY.c.dossier_id, func.max(ENTRY.c.on).label("day"))
        .join(DOSSIER, DOSSIER.c.id == ENTRY.c.dossier_id)
        .where(ENTRY.c.on <= last, DOSSIER.c.code.is_not(None), starts, *(() if seen is None else (seen,)))
        .group_by(ENTRY.c.dossier_id)
        .subquery()
    )
    return db.session.scalar(select(func.count()).select_from(latest).where(latest.c.day >= first)) or 0


def _taken_back(report: Report, seen: ColumnElement[bool] | None) -> set[uuid.UUID]:
    """Received before, over on the eve, and brought back in the period."""
    ends = or_(*(
        and_(is_of(key), ENTRY.c.source.in_(finals), ENTRY.c.dest.not_in(finals))
        for key in PROCEDURES if (finals := [stage.name for stage in PROCEDURES[key].stages if stage.final])
    ))  # fmt: skip
    earlier = DOSSIER.c.received_on < report.first
    rows = db.session.scalars(
        select(ENTRY.c.dossier_id)
        .join(DOSSIER, DOSSIER.c.id == ENTRY.c.dossier_id)
        .where(
            ENTRY.c.on.between(report.first, report.last), DOSSIER.c.code.is_not(None), ends,
            earlier, *(() if seen is None else (seen,)),
        )
    )  # fmt: skip
    return set(rows)


def _starting(key: tuple[str, str]) -> frozenset[str]:
    return frozenset(step.action for step in PROCEDURES[key].steps if step.clock is Clock.START)
