"""Reading the plan: what the annex expects of a commune, by when, and how far it is."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from workflow.extensions import db
from workflow.register.annex import PLAN_YEARS
from workflow.register.annex_files import read_rows
from workflow.register.models import PlanItem, PlanItemSite
from workflow.register.naming import patterns


class PlanState(StrEnum):
    """How far a row of the annex is."""

    MAINTAIN = "maintain"
    UPGRADE = "upgrade"
    RECOGNISED = "recognised"
    IN_HAND = "in_hand"
    NOT_STARTED = "not_started"


STATE_TITLES: dict[PlanState, str] = {
    PlanState.MAINTAIN: "Đã công nhận, duy trì",
    PlanState.UPGRADE: "Đã công nhận, gắn với du lịch",
    PlanState.RECOGNISED: "Đã công nhận theo Kế hoạch",
    PlanState.IN_HAND: "Đang có hồ sơ",
    PlanState.NOT_STARTED: "Chưa lập hồ sơ",
}

SECTION_TITLES: dict[str, str] = {
    "A.I": "Làng nghề đã công nhận, duy trì",
    "A.II": "Làng nghề khôi phục, phát triển mới",
    "A.III": "Làng nghề gắn với du lịch",
    "B.I": "Làng nghề truyền thống đã công nhận, duy trì",
    "C.I": "Nghề truyền thống đã công nhận, duy trì",
    "C.II": "Nghề truyền thống khôi phục, phát triển mới",
}


@dataclass(frozen=True)
class Expected:
    """A row of the annex on a day: its state, and what is known about it that the reader should not miss."""

    item: PlanItem
    state: PlanState
    is_late: bool
    is_due: bool
    stage: str | None
    notes: tuple[str, ...]

    @property
    def may_start(self) -> bool:
        """Whether a dossier may be started from it: it asks for a recognition and nobody has begun."""
        return self.state is PlanState.NOT_STARTED


@dataclass(frozen=True)
class PlanSearch:
    """What the reader asks of the plan. Empty values ask nothing."""

    text: str = ""
    section: str = ""
    year: int | None = None
    commune: str = ""
    state: str = ""


def find_plan_item(item_id: uuid.UUID) -> PlanItem | None:
    """A row of the annex with its places, corrections and unit, or None."""
    return db.session.scalar(select(PlanItem).where(PlanItem.id == item_id).options(*_LOADED))


def plan_items_for(commune_code: str, on: date, in_hand: Mapping[uuid.UUID, str] | None = None) -> Sequence[Expected]:
    """What the plan expects of one commune on a day, what can be started first, then by year."""
    return sorted(plan_items(PlanSearch(commune=commune_code), on, in_hand), key=_urgency)


def plan_items(
    asked: PlanSearch, on: date, in_hand: Mapping[uuid.UUID, str] | None = None, communes: Collection[str] | None = None
) -> Sequence[Expected]:
    """The rows that match, in the order of the annex.

    `in_hand` gives the stage of the dossier that the caller may see for a row; `communes` keeps to those the reader
    works for (None: the whole province).
    """
    wanted = select(PlanItem).options(*_LOADED).order_by(PlanItem.section, PlanItem.no)
    for pattern in patterns(asked.text):
        wanted = wanted.where(PlanItem.search_key.like(pattern))
    if asked.section:
        wanted = wanted.where(PlanItem.section == asked.section)
    if asked.year:
        wanted = wanted.where(PlanItem.plan_from <= asked.year, PlanItem.plan_until >= asked.year)
    if asked.commune:
        wanted = wanted.where(PlanItem.sites.any(PlanItemSite.commune_code == asked.commune))
    if communes is not None:
        wanted = wanted.where(PlanItem.sites.any(PlanItemSite.commune_code.in_(communes)))
    notes = _notes()
    rows = [expected(item, on, (in_hand or {}).get(item.id), notes) for item in db.session.scalars(wanted)]
    return [row for row in rows if asked.state in ("", row.state) or (asked.state == "late" and row.is_late)]


def expected(item: PlanItem, on: date, stage: str | None, notes: Mapping[str, tuple[str, ...]]) -> Expected:
    """One row on a day. Late: its last year is over and nothing was recognised. Due: that year is running."""
    state = _state(item, stage)
    is_open = state in (PlanState.NOT_STARTED, PlanState.IN_HAND)
    return Expected(
        item, state, is_open and on.year > item.plan_until, is_open and on.year == item.plan_until, stage,
        notes.get(item.key, ()),
    )  # fmt: skip


def _state(item: PlanItem, stage: str | None) -> PlanState:
    if item.goal == "maintain":
        return PlanState.MAINTAIN
    if item.unit is not None:
        return PlanState.RECOGNISED if item.unit.recognised_year >= PLAN_YEARS[0] else PlanState.UPGRADE
    return PlanState.NOT_STARTED if stage is None else PlanState.IN_HAND


def _urgency(row: Expected) -> tuple[int, int, str, int]:
    order = (PlanState.NOT_STARTED, PlanState.IN_HAND, PlanState.UPGRADE, PlanState.RECOGNISED, PlanState.MAINTAIN)
    return (order.index(row.state), row.item.plan_until, row.item.section, row.item.no)


def _notes() -> dict[str, tuple[str, ...]]:
    """What `register check` knows of single rows: villages named twice, doubtful groups."""
    telling = {"same_village", "maybe_same", "group_odd", "listed_elsewhere", "several_communes"}
    notes: dict[str, tuple[str, ...]] = {}
    for row in read_rows("known_discrepancies.csv"):
        for key in row["rows"].split() if row["code"] in telling else ():
            notes[key] = (*notes.get(key, ()), row["sentence"])
    return notes


_LOADED = (
    selectinload(PlanItem.sites).joinedload(PlanItemSite.commune),
    selectinload(PlanItem.corrections),
    joinedload(PlanItem.unit),
)
