"""My work ("Việc của tôi"): what waits for a person, derived from the law, most urgent first."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, false, func, or_, select

from states.actors import Post
from states.case import FINDING_TITLES
from states.clock import WorkCalendar, working_days_left
from states.kernel import Step
from states.procedures import PROCEDURES
from states.procedures import get as get_procedure
from workflow.accounts.models import Account
from workflow.accounts.person import Person, Seat
from workflow.calendar.queries import work_calendar
from workflow.dossiers.assignment.presence import handler_is_gone
from workflow.dossiers.models import Dossier
from workflow.dossiers.subjects import subject_of
from workflow.dossiers.visibility import visible_with
from workflow.extensions import IdType, db
from workflow.notices.queries import UNREAD
from workflow.register.models import Commune

DOSSIER, COMMUNE, ACCOUNT = Dossier.__table__, Commune.__table__, Account.__table__
TABS = ("mine", "office", "elsewhere", "soon", "late")
SOON_DAYS = 3
PAGE = 50

_SHOWN: list[Any] = [
    DOSSIER.c.id, DOSSIER.c.title, DOSSIER.c.code, DOSSIER.c.kind, DOSSIER.c.stage, DOSSIER.c.hold,
    DOSSIER.c.finding,
    DOSSIER.c.procedure_code, DOSSIER.c.procedure_version, DOSSIER.c.stage_due_on, DOSSIER.c.due_on,
    DOSSIER.c.waiting_agency_id, DOSSIER.c.version, DOSSIER.c.handler_id, ACCOUNT.c.name.label("handler_name"),
    COMMUNE.c.full_name.label("commune_name"),
]  # fmt: skip

Place = tuple[str, str, str, str | None]
HANDLED_BY_ME = or_(
    DOSSIER.c.handler_id.is_(None),
    DOSSIER.c.handler_id == bindparam("reader", type_=IdType),
    handler_is_gone(),
)
"""Nobody in particular handles it where it waits, or the reader does, or who does is not there today."""


@lru_cache
def work_of(posts: frozenset[Post]) -> Mapping[Place, Step]:
    """Where dossiers wait for these posts, and the first step each may take there."""
    found: dict[Place, Step] = {}
    for (code, version), procedure in PROCEDURES.items():
        for waiting in procedure.waiting_for(posts):
            found.setdefault((code, version, waiting.stage, waiting.hold), waiting.step)
    return found


@lru_cache(maxsize=1024)
def tab_condition(tab: str, seats: tuple[Seat, ...]) -> ColumnElement[bool]:
    """The condition of a tab for whoever sits there, on the parameters of `_days`; built once for each set of seats.

    Every tab holds open dossiers the person may see.
    """
    today, soon = bindparam("today", type_=Date), bindparam("soon", type_=Date)
    agencies = _agencies(seats)
    conditions: dict[str, ColumnElement[bool]] = {
        "mine": and_(mine(seats), HANDLED_BY_ME),
        "office": DOSSIER.c.waiting_agency_id.in_(agencies),
        "elsewhere": DOSSIER.c.waiting_agency_id.not_in(agencies),
        "soon": and_(DOSSIER.c.stage_due_on >= today, DOSSIER.c.stage_due_on <= soon),
        "late": DOSSIER.c.stage_due_on < today,
    }
    return and_(DOSSIER.c.is_open, conditions[tab], visible_with(seats))


def mine(seats: tuple[Seat, ...]) -> ColumnElement[bool]:
    """Dossiers that stand where one of the posts must act, at the agency where that very post is held."""
    places: dict[tuple[str, str, uuid.UUID], set[tuple[str, str | None]]] = {}
    for seat in seats:
        for code, version, stage, hold in work_of(frozenset({seat.post})):
            places.setdefault((code, version, seat.agency_id), set()).add((stage, hold))
    return or_(false(), *(_standing(key, standing) for key, standing in places.items()))


def _standing(key: tuple[str, str, uuid.UUID], places: set[tuple[str, str | None]]) -> Any:
    code, version, agency_id = key
    free = sorted(stage for stage, hold in places if hold is None)
    held = sorted((stage, hold) for stage, hold in places if hold is not None)
    where: list[Any] = [and_(DOSSIER.c.hold.is_(None), DOSSIER.c.stage.in_(free))] if free else []
    where += [and_(DOSSIER.c.hold == hold, DOSSIER.c.stage == stage) for stage, hold in held]
    return and_(
        DOSSIER.c.procedure_code == code,
        DOSSIER.c.procedure_version == version,
        DOSSIER.c.waiting_agency_id == agency_id,
        or_(*where),
    )


def counts(person: Person, today: date) -> Mapping[str, int]:
    """How many dossiers stand in each tab, and how many notices are unread: one statement over open dossiers."""
    asked = {"reader": person.id, **_days(today, work_calendar())}
    return dict(db.session.execute(_counts(person.seats), asked).mappings().one())


class HeaderCounts(NamedTuple):
    """The numbers in the header: dossiers that wait for me, notices I have not read."""

    waiting: int
    unread: int


def header_counts(person: Person, today: date) -> HeaderCounts:
    """Both numbers of the header in one statement."""
    return HeaderCounts(*db.session.execute(_header(person.seats), {"reader": person.id, "today": today}).one())


def waiting_count(person: Person, today: date) -> int:
    """How many dossiers wait for me."""
    return header_counts(person, today).waiting


@lru_cache(maxsize=1024)
def _counts(seats: tuple[Seat, ...]) -> Select[Any]:
    columns: list[Any] = [func.count().filter(tab_condition(tab, seats)).label(tab) for tab in TABS]
    return select(*columns, UNREAD.label("unread")).select_from(DOSSIER).where(DOSSIER.c.is_open)


@lru_cache(maxsize=1024)
def _header(seats: tuple[Seat, ...]) -> Select[Any]:
    mine_open = (DOSSIER.c.is_open, mine(seats), HANDLED_BY_ME, visible_with(seats))
    return select(select(func.count()).select_from(DOSSIER).where(*mine_open).scalar_subquery(), UNREAD)


class Item(NamedTuple):
    """One line of the inbox. `left` is in working days, negative when late, None where no clock runs."""

    row: Any
    stage_title: str
    kind_title: str
    step: Step | None
    left: int | None

    @property
    def finding(self) -> str | None:
        """What the department proposes, in words."""
        return FINDING_TITLES[self.row.finding] if self.row.finding else None

    @property
    def urgency(self) -> str:
        if self.left is None:
            return ""
        return "late" if self.left < 0 else "soon" if self.left <= SOON_DAYS else ""


def inbox(person: Person, tab: str, today: date, offset: int = 0) -> Sequence[Item]:
    """One page of a tab, the late ones first, then by days left; dossiers without a clock come last."""
    calendar, work = work_calendar(), work_of(person.posts)
    rows = db.session.execute(
        _page(tab, person.seats), {"first": offset, "reader": person.id, **_days(today, calendar)}
    ).all()
    return [_item(row, calendar, work, today) for row in rows]


@lru_cache(maxsize=1024)
def _page(tab: str, seats: tuple[Seat, ...]) -> Select[Any]:
    return (
        select(*_SHOWN)
        .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == DOSSIER.c.handler_id)
        .where(tab_condition(tab, seats))
        .order_by(DOSSIER.c.stage_due_on.is_(None), DOSSIER.c.stage_due_on, DOSSIER.c.id)
        .offset(bindparam("first"))
        .limit(PAGE)
    )


def _item(row: Any, calendar: WorkCalendar, work: Mapping[Place, Step], today: date) -> Item:
    procedure = get_procedure(row.procedure_code, row.procedure_version)
    step = work.get((row.procedure_code, row.procedure_version, row.stage, row.hold))
    left = working_days_left(today, row.stage_due_on, calendar) if row.stage_due_on else None
    return Item(row, procedure.title_at(row.stage, row.hold), subject_of(row).kind_title(row), step, left)


def _agencies(seats: tuple[Seat, ...]) -> tuple[uuid.UUID, ...]:
    return tuple(dict.fromkeys(seat.agency_id for seat in seats))


def _days(today: date, calendar: WorkCalendar) -> dict[str, date]:
    """Today, and the last day that is at most three working days away."""
    day, left = today, SOON_DAYS
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day)
    return {"today": today, "soon": day}
