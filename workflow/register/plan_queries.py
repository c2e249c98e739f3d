"""Reading the plan: what the annex expects of a commune, by when, and how far it is."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Select, select
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
    REVOKED = "revoked"


STATE_TITLES: dict[PlanState, str] = {
    PlanState.MAINTAIN: "Đã công nhận, duy trì",
    PlanState.UPGRADE: "Đã công nhận, gắn với du lịch",
    PlanState.RECOGNISED: "Đã công nhận theo Kế hoạch",
    PlanState.IN_HAND: "Đang có hồ sơ",
    PlanState.NOT_STARTED: "Chưa lập hồ sơ",
    PlanState.REVOKED: "Đã bị thu hồi công nhận",
}

SECTION_TITLES: dict[str, str] = {
    "A.I": "Làng nghề đã công nhận, duy trì",
    "A.II": "Làng nghề khôi phục, phát triển mới",
    "A.III": "Làng nghề gắn với du lịch",
    "B.I": "Làng nghề truyền thống đã công nhận, duy trì",
    "C.I": "Nghề truyền thống đã công nhận, duy trì",
    "C.II": "Nghề truyền thống khôi phục, phát triển mới",
}


LATE_TITLES: dict[PlanState, str] = {
    PlanState.IN_HAND: "Đang có hồ sơ, quá năm kế hoạch",
    PlanState.NOT_STARTED: "Chưa lập hồ sơ, quá năm kế hoạch",
}

LATE, DONE = "late", "done"
"""Words of the filter beside the states: the year of the plan is over; recognised, under whatever row."""

STANDING = frozenset({PlanState.MAINTAIN, PlanState.UPGRADE, PlanState.RECOGNISED})


class Begun(NamedTuple):
    """The open dossier of a row, and the title of its stage."""

    dossier_id: uuid.UUID
    stage: str


InHand = Callable[[Sequence[uuid.UUID]], Mapping[uuid.UUID, Begun]]
"""Gives the dossier, that the reader may see, for each of some rows of the annex."""


@dataclass(frozen=True)
class Expected:
    """A row of the annex on a day: its state, and what is known about it that the reader should not miss."""

    item: PlanItem
    state: PlanState
    is_late: bool
    is_due: bool
    begun: Begun | None
    notes: tuple[str, ...]

    @property
    def id(self) -> uuid.UUID:
        return self.item.id

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def name(self) -> str:
        return self.item.name

    @property
    def location(self) -> str:
        """The places as shown, the former commune marked as such."""
        sites = self.item.sites
        return "; ".join(place_of(site.village, site.former_commune, site.commune.full_name) for site in sites)

    def is_in(self, codes: Collection[str]) -> bool:
        """Whether one of its places is in one of these communes."""
        return any(site.commune_code in codes for site in self.item.sites)

    @property
    def year(self) -> int | None:
        """The year by which the plan expects it; None when it is the whole period."""
        return self.item.plan_until if self.item.plan_from == self.item.plan_until else None

    @property
    def state_title(self) -> str:
        return LATE_TITLES[self.state] if self.is_late else STATE_TITLES[self.state]

    @property
    def tone(self) -> str:
        """How the state is marked: late, wait (somebody must act this year), ok, or nothing."""
        if self.is_late:
            return "late"
        if self.state is PlanState.NOT_STARTED:
            return "wait" if self.is_due else ""
        return "" if self.state in (PlanState.IN_HAND, PlanState.REVOKED) else "ok"

    def is_called(self, state: str) -> bool:
        """Whether a word of the filter means this row; an empty one means every row."""
        words = {"": True, self.state.value: True, LATE: self.is_late, DONE: self.state in STANDING}
        return words.get(state, False)

    @property
    def can_start(self) -> bool:
        """Whether a dossier may be started from it: it asks for a recognition and nobody has begun."""
        return self.state is PlanState.NOT_STARTED


def place_of(village: str, former_commune: str, commune: str) -> str:
    """A place in words, from the village to today's commune."""
    before = [text for text in (village, f"{former_commune} (cũ)" if former_commune else "") if text]
    return ", ".join([*before, commune[:1].lower() + commune[1:] if before else commune])


@dataclass(frozen=True)
class PlanSearch:
    """What the reader asks of the plan. Empty values ask nothing; `only_new` leaves out what is to be kept."""

    text: str = ""
    section: str = ""
    year: int | None = None
    commune: str = ""
    state: str = ""
    only_new: bool = False


def find_plan_item(item_id: uuid.UUID) -> PlanItem | None:
    """A row of the annex with its places, corrections and unit, or None."""
    return db.session.scalar(select(PlanItem).where(PlanItem.id == item_id).options(*_LOADED))


def items_for_communes(
    codes: Collection[str], on: date, in_hand: InHand | None = None, asked: PlanSearch = PlanSearch()
) -> Sequence[Expected]:
    """What the plan expects of these communes on a day: what can be started first, then by year."""
    return sorted(plan_items(asked, on, in_hand, codes), key=_urgency)


def plan_items(
    asked: PlanSearch, on: date, in_hand: InHand | None = None, communes: Collection[str] | None = None
) -> Sequence[Expected]:
    """The rows that match, in the order of the annex.

    `communes` keeps to those the reader works for (None: the whole province). `on` is the day the states are of.
    """
    items = db.session.scalars(_wanted(asked, communes)).all()
    begun = in_hand([item.id for item in items]) if in_hand else {}
    notes = _notes()
    rows = [_expected(item, on, begun.get(item.id), notes.get(item.key, ())) for item in items]
    return [row for row in rows if row.is_called(asked.state)]


def _wanted(asked: PlanSearch, communes: Collection[str] | None) -> Select[PlanItem]:
    wanted = select(PlanItem).options(*_LOADED).order_by(PlanItem.section, PlanItem.no)
    for pattern in patterns(asked.text):
        wanted = wanted.where(PlanItem.search_key.like(pattern))
    if asked.section:
        wanted = wanted.where(PlanItem.section == asked.section)
    if asked.year:
        wanted = wanted.where(PlanItem.plan_from <= asked.year, PlanItem.plan_until >= asked.year)
    if asked.only_new:
        wanted = wanted.where(PlanItem.goal != "maintain")
    if asked.commune:
        wanted = wanted.where(PlanItem.sites.any(PlanItemSite.commune_code == asked.commune))
    if communes is not None:
        wanted = wanted.where(PlanItem.sites.any(PlanItemSite.commune_code.in_(communes)))
    return wanted


def _expected(item: PlanItem, on: date, begun: Begun | None, notes: tuple[str, ...]) -> Expected:
    """One row on a day. Late: its last year is over and nothing was recognised. Due: that year is running."""
    state = _state(item, begun, on)
    is_open = state in (PlanState.NOT_STARTED, PlanState.IN_HAND)
    late, due = on.year > item.plan_until, on.year == item.plan_until
    return Expected(item, state, is_open and late, is_open and due, begun, notes)


def _state(item: PlanItem, begun: Begun | None, on: date) -> PlanState:
    if item.unit is not None and item.unit.revoked_on is not None and item.unit.revoked_on <= on:
        return PlanState.REVOKED
    if item.goal == "maintain":
        return PlanState.MAINTAIN
    if item.unit is not None:
        return PlanState.RECOGNISED if item.unit.recognised_year >= PLAN_YEARS[0] else PlanState.UPGRADE
    return PlanState.NOT_STARTED if begun is None else PlanState.IN_HAND


def _urgency(row: Expected) -> tuple[int, int, str, int]:
    states = PlanState
    order = (
        states.NOT_STARTED, states.IN_HAND, states.UPGRADE, states.RECOGNISED, states.MAINTAIN, states.REVOKED
    )  # fmt: skip
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
