"""What is open, for leaders: by agency, stage and officer, and who keeps others waiting. Each number has its list."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, case, false, func, not_, or_, select

from states.clock import explain
from states.procedures import PROCEDURES
from states.procedures import get as get_procedure
from workflow.accounts.models import Account, Agency
from workflow.accounts.person import Person
from workflow.calendar.queries import work_calendar
from workflow.dossiers.inbox import SOON_DAYS
from workflow.dossiers.models import Dossier
from workflow.dossiers.visibility import visible_to
from workflow.extensions import db
from workflow.opinions.models import OpinionRequest
from workflow.opinions.queries import OUT

DOSSIER, AGENCY, ACCOUNT = Dossier.__table__, Agency.__table__, Account.__table__
REQUEST = OpinionRequest.__table__
WHEN = ("all", "late", "soon", "paused")
_PLACE = ("procedure", "stage")
NOBODY = "none"
"""In an address: handled by nobody in particular."""


class Line(NamedTuple):
    """One group with its numbers; `asked` are the parameters of its list."""

    name: str
    asked: dict[str, str]
    open: int
    late: int
    soon: int
    paused: int


class Blocking(NamedTuple):
    """An agency that is asked for opinions and has not answered: how many, how many beyond their day, since when."""

    name: str
    out: int
    late: int
    since: date


@dataclass(frozen=True, slots=True)
class Board:
    """The whole picture of a day. Agencies, stages and officers each add up to the same total."""

    total: Line
    agencies: Sequence[Line]
    stages: Sequence[Line]
    officers: Sequence[Line]
    blocking: Sequence[Blocking]


def condition_of(when: str, today: date) -> ColumnElement[bool]:
    """Open dossiers that are late, due within three working days, paused, or all of them.

    One whose clock runs is late by its stage or by the law; one without a day is none of these.
    """
    soon = explain(today, SOON_DAYS, [], work_calendar()).due_on
    first = case(
        (DOSSIER.c.due_on.is_(None), DOSSIER.c.stage_due_on), (DOSSIER.c.stage_due_on.is_(None), DOSSIER.c.due_on),
        (DOSSIER.c.due_on < DOSSIER.c.stage_due_on, DOSSIER.c.due_on), else_=DOSSIER.c.stage_due_on,
    )  # fmt: skip
    runs = not_(paused())
    found = {
        "all": DOSSIER.c.is_open, "late": and_(runs, first < today), "paused": paused(),
        "soon": and_(runs, first >= today, first <= soon),
    }  # fmt: skip
    return and_(DOSSIER.c.is_open, found[when])


@lru_cache
def paused() -> ColumnElement[bool]:
    """The condition under which the clock of a received dossier stands: a hold of which the law says so."""
    places = [
        and_(
            DOSSIER.c.procedure_code == code, DOSSIER.c.procedure_version == version, DOSSIER.c.hold == held.action,
            DOSSIER.c.stage.in_([stage for stage in held.during if law.pauses(stage, held.action)]),
        )
        for (code, version), law in PROCEDURES.items()
        for held in law.holds
    ]  # fmt: skip
    return and_(DOSSIER.c.received_on.is_not(None), func.coalesce(or_(false(), *places), False))


def board_of(person: Person, today: date) -> Board:
    """Everything open that the person may see."""
    here = DOSSIER.c.procedure_code, DOSSIER.c.procedure_version, DOSSIER.c.stage
    agencies = _lines(person, today, (DOSSIER.c.waiting_agency_id,), _agency_names)
    stages = _lines(person, today, here, _stage_names)
    officers = _lines(person, today, (DOSSIER.c.handler_id,), _officer_names)
    return Board(_sum(agencies), agencies, stages, officers, _blocking(person, today))


def _sum(lines: Sequence[Line]) -> Line:
    """Everything at once."""
    opened, late = sum(line.open for line in lines), sum(line.late for line in lines)
    soon, paused = sum(line.soon for line in lines), sum(line.paused for line in lines)
    return Line(_("Tất cả hồ sơ đang giải quyết"), {}, opened, late, soon, paused)


Naming = Callable[[Sequence[Any]], list[tuple[str, dict[str, str]]]]


def _lines(person: Person, today: date, keys: Sequence[Any], named: Naming) -> list[Line]:
    """The numbers by a column or several, the most urgent group first. Groups with one list are one line."""
    counted = [func.count(), *(func.sum(case((condition_of(when, today), 1), else_=0)) for when in WHEN[1:])]
    seen = DOSSIER.c.is_open, visible_to(person)
    rows = db.session.execute(select(*keys, *counted).where(*seen).group_by(*keys).order_by(*keys)).all()
    found: dict[tuple[str, ...], Line] = {}
    for row, (name, asked) in zip(rows, named(rows), strict=True):
        numbers = [int(number) for number in row[len(keys) :]]
        before = found.get(tuple(asked.values()))
        if before:
            numbers = [old + new for old, new in zip(before[2:], numbers, strict=True)]
        found[tuple(asked.values())] = Line(name, asked, *numbers)
    return sorted(found.values(), key=lambda line: (-line.late, -line.soon, -line.open, line.name))


def _agency_names(rows: Sequence[Any]) -> list[tuple[str, dict[str, str]]]:
    names = {row.id: row.name for row in db.session.execute(select(AGENCY.c.id, AGENCY.c.name))}
    return [(names.get(row[0], _("Không cơ quan nào")), {"agency": str(row[0] or NOBODY)}) for row in rows]


def _stage_names(rows: Sequence[Any]) -> list[tuple[str, dict[str, str]]]:
    found = []
    for code, version, stage, *_counts in rows:
        law = get_procedure(code, version)
        name = _("%(procedure)s: %(stage)s", procedure=_(law.title), stage=_(law.stage(stage).title))
        found.append((name, dict(zip(_PLACE, (code, stage), strict=True))))
    return found


def _officer_names(rows: Sequence[Any]) -> list[tuple[str, dict[str, str]]]:
    ids = [row[0] for row in rows if row[0]]
    people = db.session.execute(select(ACCOUNT.c.id, ACCOUNT.c.name, ACCOUNT.c.username).where(ACCOUNT.c.id.in_(ids)))
    names = {row.id: f"{row.name} ({row.username})" for row in people}
    return [(names.get(row[0], _("Chưa giao cho ai")), {"officer": str(row[0] or NOBODY)}) for row in rows]


def _blocking(person: Person, today: date) -> list[Blocking]:
    """Agencies that are asked for an opinion on a dossier that the person may see, the most late first."""
    rows = db.session.execute(
        select(
            AGENCY.c.name, func.count().label("out"), func.min(REQUEST.c.due_on).label("since"),
            func.sum(case((REQUEST.c.due_on < today, 1), else_=0)).label("late"),
        )
        .join(AGENCY, AGENCY.c.id == REQUEST.c.agency_id)
        .join(DOSSIER, DOSSIER.c.id == REQUEST.c.dossier_id)
        .where(REQUEST.c.state.in_(OUT), DOSSIER.c.is_open, visible_to(person))
        .group_by(AGENCY.c.id, AGENCY.c.name)
    )  # fmt: skip
    found = [Blocking(row.name, row.out, int(row.late), row.since) for row in rows]
    return sorted(found, key=lambda one: (-one.late, one.since, one.name))


def group_condition(
    agency: str, procedure: str, stage: str, officer: str, commune: str = ""
) -> list[ColumnElement[bool]]:
    """The conditions of one group, from the parameters of its list. Raises ValueError for an id that is none."""
    found: list[ColumnElement[bool]] = []
    for column, value in ((DOSSIER.c.waiting_agency_id, agency), (DOSSIER.c.handler_id, officer)):
        if value:
            found.append(column.is_(None) if value == NOBODY else column == uuid.UUID(value))
    named = (DOSSIER.c.procedure_code, procedure), (DOSSIER.c.stage, stage), (DOSSIER.c.commune_code, commune)
    for column, value in named:
        if value:
            found.append(column == value)
    return found
