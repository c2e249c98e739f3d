"""How well dossiers were handled in a period: a fold of the journal up to its last day, the same figures for ever.

Only timed stages count, those for which the procedure gives working days: what a commune does with its own draft is not
measured. A stay is one uninterrupted visit of a stage; days under a hold that stops the clock are not of it.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select

from states.clock import WorkCalendar
from states.kernel import Effect, Procedure
from states.measuring import nearest_rank, sends_back
from states.procedures import get as get_procedure
from states.stage_clock import days_spent
from workflow.calendar.queries import work_calendar
from workflow.dossiers.deadlines import pauses, visits
from workflow.dossiers.journal import Line
from workflow.dossiers.models import Dossier, Entry
from workflow.extensions import db

DOSSIER, ENTRY = Dossier.__table__, Entry.__table__
LINE = len(Line._fields)
"""A line of the journal stands at the end of each row."""


class Stay(NamedTuple):
    """A visit of a timed stage that ended in the period, with its working days."""

    procedure: Procedure
    stage: str
    days: int


class SentBack(NamedTuple):
    """An act of the period that took a dossier to an earlier stage."""

    procedure: Procedure
    source: str
    action: str


class AskedAgain(NamedTuple):
    """A second or later request for supplements at one stage, sent in the period and not cancelled."""

    dossier_id: uuid.UUID
    code: str
    title: str
    procedure: Procedure
    stage: str
    time: int
    on: date


@dataclass(frozen=True, slots=True)
class Durations:
    """The stays of one stage: how many, the number that stands for them, how many were longer than its days."""

    procedure: Procedure
    stage: str
    days: tuple[int, ...]

    @property
    def allowed(self) -> int:
        return self.procedure.stage(self.stage).days or 0

    @property
    def median(self) -> int | None:
        return nearest_rank(self.days, 50)

    @property
    def p90(self) -> int | None:
        return nearest_rank(self.days, 90)

    @property
    def longer(self) -> int:
        return sum(days > self.allowed for days in self.days)


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of a period, both days included."""

    first: date
    last: date
    stays: tuple[Stay, ...]
    sent_back: tuple[SentBack, ...]
    asked_again: tuple[AskedAgain, ...]

    def durations(self) -> list[Durations]:
        """By procedure and stage, in the order of the tables of the law."""
        ordered = sorted(self.stays, key=lambda stay: _place(stay.procedure, stay.stage))
        return [
            Durations(procedure, stage, tuple(stay.days for stay in some))
            for (procedure, stage), some in _grouped(ordered)
        ]

    def returns(self) -> list[tuple[SentBack, int]]:
        """Each way back with how often it was taken, the most frequent first."""
        keys = {(one.procedure.key, one.source, one.action): one for one in self.sent_back}
        counted = Counter((one.procedure.key, one.source, one.action) for one in self.sent_back)
        return [(keys[key], number) for key, number in sorted(counted.items(), key=lambda each: (-each[1], each[0]))]


def quality(first: date, last: date, seen: ColumnElement[bool] | None = None) -> Quality:
    """The quality of a period over the dossiers that a condition lets through (None: all of them)."""
    calendar = work_calendar()
    stays: list[Stay] = []
    back: list[SentBack] = []
    again: list[AskedAgain] = []
    rows = db.session.execute(_entries(first, last, seen).execution_options(yield_per=2_000))
    for _id, some in groupby(rows, lambda row: row.dossier_id):
        told = list(some)
        procedure = get_procedure(told[0].procedure_code, told[0].procedure_version)
        lines = [Line._make(one[-LINE:]) for one in told]
        stays += _stays(procedure, lines, calendar, first)
        back += _sent_back(procedure, lines, first)
        again += _asked_again(told[0], procedure, lines, first)
    again.sort(key=lambda one: (one.on, one.code, one.stage, one.time))
    return Quality(first, last, tuple(stays), tuple(back), tuple(again))


def _entries(first: date, last: date, seen: ColumnElement[bool] | None) -> Any:
    """The journals, up to the last day, of dossiers that something was done to in the period."""
    acted_on = select(ENTRY.c.dossier_id).where(ENTRY.c.on.between(first, last))
    wanted = (
        select(
            ENTRY.c.dossier_id, DOSSIER.c.code, DOSSIER.c.title, DOSSIER.c.procedure_code, DOSSIER.c.procedure_version,
            *(ENTRY.c[name] for name in Line._fields),
        )
        .join(DOSSIER, DOSSIER.c.id == ENTRY.c.dossier_id)
        .where(ENTRY.c.on <= last, DOSSIER.c.id.in_(acted_on))
        .order_by(ENTRY.c.dossier_id, ENTRY.c.number)
    )  # fmt: skip
    return wanted if seen is None else wanted.where(seen)


def _stays(procedure: Procedure, lines: Sequence[Line], calendar: WorkCalendar, first: date) -> Iterator[Stay]:
    held = pauses(procedure, lines)
    for visit in visits(lines):
        if visit.left_on is not None and visit.left_on >= first and _is_timed(procedure, visit.stage):
            yield Stay(procedure, visit.stage, days_spent(visit, held, calendar))


def _sent_back(procedure: Procedure, lines: Sequence[Line], first: date) -> Iterator[SentBack]:
    for line in lines:
        if (
            line.on >= first and line.source != line.dest and _is_timed(procedure, line.source)
            and sends_back(procedure, line.source, line.dest)
        ):  # fmt: skip
            yield SentBack(procedure, line.source, line.action)


def _asked_again(row: Any, procedure: Procedure, lines: Sequence[Line], first: date) -> Iterator[AskedAgain]:
    asking = {step.action for step in procedure.all_steps if step.effect is Effect.ASK_SUPPLEMENT}
    cancelling = {step.action for step in procedure.all_steps if step.effect is Effect.CANCEL_SUPPLEMENT}
    asked: dict[str, list[date]] = {}
    for line in lines:
        if line.action in asking:
            asked.setdefault(line.source, []).append(line.on)
        elif line.action in cancelling and asked.get(line.source):
            asked[line.source].pop()
    for stage, days in asked.items():
        for time, on in enumerate(days, 1):
            if time > 1 and on >= first:
                yield AskedAgain(row.dossier_id, row.code or "", row.title, procedure, stage, time, on)


def _is_timed(procedure: Procedure, stage: str) -> bool:
    return procedure.stage(stage).days is not None


def _place(procedure: Procedure, stage: str) -> tuple[str, str, int]:
    return *procedure.key, [each.name for each in procedure.stages].index(stage)


def _grouped(stays: Sequence[Stay]) -> Iterator[tuple[tuple[Procedure, str], Iterator[Stay]]]:
    for _key, some in groupby(stays, lambda stay: _place(stay.procedure, stay.stage)):
        one, *more = some
        yield (one.procedure, one.stage), iter([one, *more])
