"""Which open dossiers a change of the calendar would move: both days of each, computed anew from its journal."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Row, String, literal, null, select, type_coerce
from sqlalchemy.orm import Session

from states.clock import WorkCalendar
from states.kernel import Procedure
from states.procedures import get as get_procedure
from workflow.dossiers.deadlines import Deadlines, deadlines
from workflow.dossiers.journal import Line
from workflow.dossiers.models import Dossier, Entry
from workflow.extensions import db

DOSSIER, ENTRY = Dossier.__table__, Entry.__table__
_PEOPLE = {"actor_id", "acting_for"}
"""Who acted moves no date, and reading it would cost a third of the time."""
_KEY = type_coerce(DOSSIER.c.id, String).label("key")
_LINES = (
    select(
        type_coerce(ENTRY.c.dossier_id, String).label("key"),
        *(null().label(name) if name in _PEOPLE else ENTRY.c[name] for name in Line._fields),
    )
    .join(DOSSIER, DOSSIER.c.id == ENTRY.c.dossier_id)
    .where(DOSSIER.c.is_open)
    .order_by(ENTRY.c.dossier_id, ENTRY.c.number)
)
_LOCKED = select(literal(1)).select_from(DOSSIER).where(DOSSIER.c.is_open).order_by(DOSSIER.c.id).with_for_update()
_OPEN = select(DOSSIER, _KEY).where(DOSSIER.c.is_open).order_by(DOSSIER.c.id)


class Move(NamedTuple):
    """An open dossier whose days a change moves. A day is None where no clock runs, before and after alike."""

    row: Any
    procedure: Procedure
    was: Deadlines
    now: Deadlines

    @property
    def dossier_id(self) -> uuid.UUID:
        found: uuid.UUID = self.row.id
        return found

    @property
    def stage_title(self) -> str:
        return self.procedure.title_at(self.row.stage, self.row.hold)


def open_journals(session: Session) -> Iterator[tuple[Row[Any], Procedure, list[Line]]]:
    """Every open dossier with its version of the law and its journal: two statements for all of them."""
    rows: Mapping[str, Row[Any]] = {row.key: row for row in session.connection().execute(_OPEN)}
    entries = session.connection().execute(_LINES)
    for key, found in groupby(entries, key=lambda entry: entry[0]):
        row = rows[key]
        yield row, get_procedure(row.procedure_code, row.procedure_version), [Line(*entry[1:]) for entry in found]


def lock_open_dossiers(session: Session) -> None:
    """Nobody takes a step before the caller's transaction is over; whoever waited computes by the new calendar."""
    session.connection().execute(_LOCKED)


def moves(session: Session, before: WorkCalendar, after: WorkCalendar) -> list[Move]:
    """The open dossiers whose legal or stage day differs between two calendars, the nearest new day first.

    Raises CalendarUnknown when the new calendar does not reach far enough for a dossier.
    """
    changed = differing(before, after)
    if not changed:
        return []
    first, last = changed
    found = []
    for row, procedure, lines in open_journals(session):
        was = deadlines(procedure, lines, before)
        latest = max((day for day in (was.due_on, was.stage_due_on) if day), default=None)
        if latest is None or latest < first or lines[0].on >= last:
            continue
        now = deadlines(procedure, lines, after)
        if (was.due_on, was.stage_due_on) != (now.due_on, now.stage_due_on):
            found.append(Move(row, procedure, was, now))
    return sorted(found, key=lambda move: (move.now.due_on or move.now.stage_due_on or date.max, move.row.id))


def differing(before: WorkCalendar, after: WorkCalendar) -> tuple[date, date] | None:
    """The first and the last day that only one of two calendars has worked; None when there is none in both."""
    first, last = max(before.first, after.first), min(before.last, after.last)
    places = before.days.keys() | after.days.keys()
    days = [day for day in places if first <= day <= last and before.is_working(day) != after.is_working(day)]
    return (min(days), max(days)) if days else None


def preview(before: WorkCalendar, after: WorkCalendar) -> list[Move]:
    """`moves`, for a page."""
    return moves(db.session(), before, after)
