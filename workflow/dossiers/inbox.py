"""My work ("Việc của tôi"): what waits for a person, derived from the law, most urgent first."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from states.actors import AgencyKind, Post
from states.kernel import Step
from states.procedures import PROCEDURES
from states.procedures import get as get_procedure
from workflow.accounts.person import Person
from workflow.calendar.queries import work_calendar
from workflow.dossiers.models import Dossier
from workflow.dossiers.visibility import visible_to
from workflow.extensions import db
from workflow.register.models import Commune

DOSSIER, COMMUNE = Dossier.__table__, Commune.__table__
TABS = ("mine", "office", "elsewhere", "soon", "late")
SOON_DAYS = 3
PAGE = 50

Place = tuple[str, str, str, str | None]


@lru_cache
def work_of(posts: frozenset[Post]) -> Mapping[Place, Step]:
    """Where dossiers wait for these posts, and the first step each may take there."""
    found: dict[Place, Step] = {}
    for (code, version), procedure in PROCEDURES.items():
        for waiting in procedure.waiting_for(posts):
            found.setdefault((code, version, waiting.stage, waiting.hold), waiting.step)
    return found


def tab_condition(tab: str, person: Person, today: date) -> ColumnElement[bool]:
    """The condition of a tab. Every tab holds open dossiers the person may see."""
    soon = _soon_until(today)
    conditions: dict[str, ColumnElement[bool]] = {
        "mine": mine(person),
        "office": DOSSIER.c.waiting_agency_id.in_(person.agency_ids()),
        "elsewhere": DOSSIER.c.waiting_agency_id.not_in(person.agency_ids()),
        "soon": and_(DOSSIER.c.stage_due_on >= today, DOSSIER.c.stage_due_on <= soon),
        "late": DOSSIER.c.stage_due_on < today,
    }
    return and_(DOSSIER.c.is_open, conditions[tab], visible_to(person))


def mine(person: Person) -> ColumnElement[bool]:
    """Dossiers that stand where one of my posts must act, for a commune only its own."""
    places = work_of(person.posts)
    if not places:
        return false()
    kinds: dict[tuple[str, str, AgencyKind], list[tuple[str, str | None]]] = {}
    for (code, version, stage, hold), step in places.items():
        kinds.setdefault((code, version, step.by.agency), []).append((stage, hold))
    return or_(*(_standing(person, key, standing) for key, standing in kinds.items()))


def _standing(person: Person, key: tuple[str, str, AgencyKind], places: list[tuple[str, str | None]]) -> Any:
    code, version, kind = key
    free = sorted(stage for stage, hold in places if hold is None)
    where: list[Any] = [and_(DOSSIER.c.hold.is_(None), DOSSIER.c.stage.in_(free))] if free else []
    where += [and_(DOSSIER.c.hold == hold, DOSSIER.c.stage == stage) for stage, hold in places if hold is not None]
    return and_(
        DOSSIER.c.procedure_code == code,
        DOSSIER.c.procedure_version == version,
        DOSSIER.c.waiting_agency_id.in_(person.agency_ids(kind)),
        or_(*where),
    )


def counts(person: Person, today: date) -> Mapping[str, int]:
    """How many dossiers stand in each tab: one statement over open dossiers."""
    columns = [func.count().filter(tab_condition(tab, person, today)).label(tab) for tab in TABS]
    row = db.session.execute(select(*columns).select_from(DOSSIER).where(DOSSIER.c.is_open)).one()
    return dict(zip(TABS, row, strict=True))


def waiting_count(person: Person) -> int:
    """How many dossiers wait for me: the number in the header."""
    return db.session.execute(
        select(func.count()).select_from(DOSSIER).where(DOSSIER.c.is_open, mine(person), visible_to(person))
    ).scalar_one()


class Item(NamedTuple):
    """One line of the inbox. `left` is in working days, negative when late, None where no clock runs."""

    row: Any
    stage_title: str
    kind_title: str
    step: Step | None
    left: int | None

    @property
    def urgency(self) -> str:
        if self.left is None:
            return ""
        return "late" if self.left < 0 else "soon" if self.left <= SOON_DAYS else ""


def inbox(person: Person, tab: str, today: date, offset: int = 0) -> Sequence[Item]:
    """One page of a tab, the late ones first, then by days left; dossiers without a clock come last."""
    rows = db.session.execute(
        select(
            DOSSIER.c.id, DOSSIER.c.title, DOSSIER.c.code, DOSSIER.c.kind, DOSSIER.c.stage, DOSSIER.c.hold,
            DOSSIER.c.procedure_code, DOSSIER.c.procedure_version, DOSSIER.c.stage_due_on, DOSSIER.c.due_on,
            COMMUNE.c.full_name.label("commune_name"),
        )
        .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
        .where(tab_condition(tab, person, today))
        .order_by(DOSSIER.c.stage_due_on.is_(None), DOSSIER.c.stage_due_on, DOSSIER.c.id)
        .offset(offset)
        .limit(PAGE)
    ).all()  # fmt: skip
    calendar, work = work_calendar(), work_of(person.posts)
    return [_item(row, calendar, work, today) for row in rows]


def _item(row: Any, calendar: Any, work: Mapping[Place, Step], today: date) -> Item:
    from states.clock import working_days_left

    procedure = get_procedure(row.procedure_code, row.procedure_version)
    step = work.get((row.procedure_code, row.procedure_version, row.stage, row.hold))
    left = working_days_left(today, row.stage_due_on, calendar) if row.stage_due_on else None
    return Item(row, procedure.stage(row.stage).title, row.kind, step, left)


def _soon_until(today: date) -> date:
    """The last day that is at most three working days away."""
    calendar, day, left = work_calendar(), today, SOON_DAYS
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day)
    return day
