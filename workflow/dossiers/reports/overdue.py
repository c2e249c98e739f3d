"""How dossiers kept their days in a period: a fold of the journal up to its last day, the same figures for ever.

Every dossier that was at work in the period is received in it or carried over into it, and is returned in it or open at
its end: both pairs add up to the same total.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select

from states.clock import WorkCalendar
from states.kernel import Procedure
from states.procedures import get as get_procedure
from workflow.accounts.models import Agency
from workflow.calendar.queries import work_calendar
from workflow.dossiers.control.handovers import legal_due_on
from workflow.dossiers.deadlines import finished_on, received_on
from workflow.dossiers.journal import Line
from workflow.dossiers.models import Dossier, Entry
from workflow.dossiers.reports.officers import officers_at
from workflow.extensions import db
from workflow.register.models import Commune

DOSSIER, ENTRY, AGENCY, COMMUNE = Dossier.__table__, Entry.__table__, Agency.__table__, Commune.__table__


class Came(StrEnum):
    """How a dossier came into the period."""

    RECEIVED = "received"
    CARRIED_OVER = "carried_over"


class Went(StrEnum):
    """Where it stood at the end of the period. PAUSED: its clock stood, so it was neither in time nor late."""

    RETURNED_IN_TIME = "returned_in_time"
    RETURNED_LATE = "returned_late"
    OPEN_IN_TIME = "open_in_time"
    OPEN_LATE = "open_late"
    PAUSED = "paused"


CAME_TITLES: Mapping[Came, str] = {Came.RECEIVED: "Tiếp nhận trong kỳ", Came.CARRIED_OVER: "Kỳ trước chuyển qua"}
WENT_TITLES: Mapping[Went, str] = {
    Went.RETURNED_IN_TIME: "Trả đúng hoặc trước hạn", Went.RETURNED_LATE: "Trả quá hạn",
    Went.OPEN_IN_TIME: "Đang giải quyết, trong hạn", Went.OPEN_LATE: "Đang giải quyết, quá hạn",
    Went.PAUSED: "Đang tạm dừng tính thời hạn",
}  # fmt: skip
RETURNED, LATE = frozenset({Went.RETURNED_IN_TIME, Went.RETURNED_LATE}), frozenset({Went.RETURNED_LATE, Went.OPEN_LATE})


class Fate(NamedTuple):
    """One dossier of the period. `agency` is at whose desk it was received, `commune` who made it.

    `officer` is the person to whom it was given last by the end of the period, empty for nobody in particular.
    """

    dossier_id: uuid.UUID
    code: str
    title: str
    procedure: str
    agency: str
    commune: str
    came: Came
    went: Went
    received_on: date
    due_on: date | None
    finished_on: date | None
    officer: str = ""


class Counts(NamedTuple):
    """How many of a group came and went in each way."""

    name: str
    by: Mapping[StrEnum, int]

    @property
    def total(self) -> int:
        return sum(self.by.get(each, 0) for each in Came)

    @property
    def returned(self) -> int:
        return sum(self.by.get(each, 0) for each in RETURNED)

    @property
    def late(self) -> int:
        return sum(self.by.get(each, 0) for each in LATE)

    def as_json(self) -> dict[str, Any]:
        told = {str(each): self.by.get(each, 0) for each in (*Came, *Went)}
        return {"name": self.name, "total": self.total, "returned": self.returned, "late": self.late} | told


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a period, both days included, counted from the journal up to its last day."""

    first: date
    last: date
    fates: tuple[Fate, ...]

    @property
    def totals(self) -> Counts:
        return _counts("", self.fates)

    @property
    def late(self) -> list[Fate]:
        """Those that were returned late or are open late, the earliest due first."""
        return sorted((each for each in self.fates if each.went in LATE), key=lambda one: (one.due_on, one.code))

    def by(self, key: Callable[[Fate], str]) -> list[Counts]:
        """The same figures by agency, commune or procedure."""
        ordered = sorted(self.fates, key=key)
        return [_counts(name, list(some)) for name, some in groupby(ordered, key)]

    def as_json(self) -> dict[str, Any]:
        return {
            "from": self.first.isoformat(), "to": self.last.isoformat(), "totals": self.totals.as_json(),
            "agencies": [each.as_json() for each in self.by(lambda fate: fate.agency)],
            "communes": [each.as_json() for each in self.by(lambda fate: fate.commune)],
            "procedures": [each.as_json() for each in self.by(lambda fate: fate.procedure)],
            "officers": [each.as_json() for each in self.by(lambda fate: fate.officer)],
            "late": [
                {
                    "code": fate.code, "title": fate.title, "agency": fate.agency, "went": fate.went,
                    "due_on": fate.due_on.isoformat() if fate.due_on else None,
                    "finished_on": fate.finished_on.isoformat() if fate.finished_on else None,
                }
                for fate in self.late
            ],
        }  # fmt: skip


def _counts(name: str, fates: Sequence[Fate]) -> Counts:
    by: Counter[StrEnum] = Counter()
    by.update(fate.came for fate in fates)
    by.update(fate.went for fate in fates)
    return Counts(name, by)


def overdue(first: date, last: date, seen: ColumnElement[bool] | None = None) -> Report:
    """The report of a period over the dossiers that a condition lets through (None: all of them)."""
    calendar, given = work_calendar(), officers_at(first, last)
    rows = db.session.execute(_entries(first, last, seen))
    fates = (_fate(list(some), calendar, first, last) for _id, some in groupby(rows, lambda row: row.dossier_id))
    found = sorted((fate for fate in fates if fate), key=lambda fate: (fate.received_on, fate.code))
    return Report(first, last, tuple(fate._replace(officer=given.of(fate)) for fate in found))


def _entries(first: date, last: date, seen: ColumnElement[bool] | None) -> Any:
    """The journals, up to the last day, of dossiers that may have been at work: open still, or acted on since."""
    acted_on = select(ENTRY.c.dossier_id).where(ENTRY.c.on >= first)
    wanted = (
        select(
            ENTRY.c.dossier_id, DOSSIER.c.code, DOSSIER.c.title, DOSSIER.c.procedure_code, DOSSIER.c.procedure_version,
            AGENCY.c.name.label("agency_name"), COMMUNE.c.full_name.label("commune_name"), ENTRY.c.payload,
            *(ENTRY.c[name] for name in Line._fields),
        )
        .join(DOSSIER, DOSSIER.c.id == ENTRY.c.dossier_id)
        .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
        .join(AGENCY, AGENCY.c.id == ENTRY.c.agency_id)
        .where(ENTRY.c.on <= last, DOSSIER.c.code.is_not(None), or_(DOSSIER.c.is_open, DOSSIER.c.id.in_(acted_on)))
        .order_by(ENTRY.c.dossier_id, ENTRY.c.number)
    )  # fmt: skip
    return wanted if seen is None else wanted.where(seen)


def _fate(rows: list[Any], calendar: WorkCalendar, first: date, last: date) -> Fate | None:
    """What became of one dossier; None when it was not at work in the period."""
    row = rows[-1]
    procedure = get_procedure(row.procedure_code, row.procedure_version)
    lines = [Line._make(one[-len(Line._fields) :]) for one in rows]
    received, ended = received_on(procedure, lines), finished_on(procedure, lines)
    if received is None or (ended is not None and ended < first):
        return None
    due_on = legal_due_on(procedure, lines, calendar)
    desk = next((one.agency_name for one in reversed(rows) if "code" in one.payload), row.agency_name)
    came = Came.RECEIVED if received >= first else Came.CARRIED_OVER
    went = _went(procedure, lines[-1], due_on, ended, last)
    about = row.dossier_id, row.code, row.title, procedure.title, desk, row.commune_name
    return Fate(*about, came, went, received, due_on, ended)


def _went(procedure: Procedure, line: Line, due_on: date | None, ended: date | None, last: date) -> Went:
    if ended is not None:
        return Went.RETURNED_LATE if due_on is not None and ended > due_on else Went.RETURNED_IN_TIME
    if due_on is None or procedure.pauses(line.dest, line.hold_after):
        return Went.PAUSED
    return Went.OPEN_IN_TIME if last <= due_on else Went.OPEN_LATE


def lines_of(report: Report) -> Iterator[tuple[str, int]]:
    """The totals, title by title."""
    by = report.totals.by
    for came, title in CAME_TITLES.items():
        yield title, by.get(came, 0)
    for went, title in WENT_TITLES.items():
        yield title, by.get(went, 0)
