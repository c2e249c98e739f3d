"""The province's sum of estimates: any number of it opens the lines it is made of. Money is whole VND."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from states.estimates import COUNTED, PURPOSES
from states.support import Fund
from workflow.accounts.person import Person
from workflow.estimates.queries import COMMUNE, ESTIMATE, LINE, UNIT, readable
from workflow.extensions import db

WAYS: Mapping[str, tuple[Any, Any]] = {
    "commune": (COMMUNE.c.code, COMMUNE.c.full_name),
    "unit": (LINE.c.unit_id, UNIT.c.name),
    "purpose": (LINE.c.purpose, LINE.c.purpose),
    "year": (ESTIMATE.c.year, ESTIMATE.c.year),
}
"""What may be summed up by: the key of a row, and what it is called."""
_JOINED = (
    LINE.join(ESTIMATE, ESTIMATE.c.id == LINE.c.estimate_id)
    .join(COMMUNE, COMMUNE.c.code == ESTIMATE.c.commune_code)
    .outerjoin(UNIT, UNIT.c.id == LINE.c.unit_id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are meant: of a year (None: every year), and of one commune, unit, source, purpose.

    `unit` is an id as text, "none" for what is for a whole commune; empty asks nothing.
    """

    year: int | None = None
    commune: str = ""
    unit: str = ""
    source: str = ""
    purpose: str = ""


@dataclass(slots=True)
class SumRow:
    """One row of the sum: amounts by source."""

    key: Any
    name: Any
    by: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All sources."""
        return self.by.total()


def _meant(asked: Asked, person: Person) -> ColumnElement[bool]:
    conditions = [readable(person), ESTIMATE.c.state.in_(COUNTED)]
    if asked.year is not None:
        conditions.append(ESTIMATE.c.year == asked.year)
    exact = ((ESTIMATE.c.commune_code, asked.commune), (LINE.c.source, asked.source), (LINE.c.purpose, asked.purpose))
    conditions += [column == value for column, value in exact if value]
    if asked.unit:
        conditions.append(LINE.c.unit_id.is_(None) if asked.unit == "none" else LINE.c.unit_id == _id(asked.unit))
    return and_(*conditions)


def _id(text: str) -> uuid.UUID:
    """An id of an address; one that is none finds nothing."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


def summed(way: str, asked: Asked, person: Person) -> Sequence[SumRow]:
    """What was sent, by one of the `WAYS` and by source; the largest first, years and purposes in their order."""
    key, name = WAYS[way]
    wanted = select(key.label("key"), name.label("name"), LINE.c.source, func.sum(LINE.c.amount).label("amount"))
    rows: dict[Any, SumRow] = {}
    for row in db.session.execute(
        wanted.select_from(_JOINED).where(_meant(asked, person)).group_by(key, name, LINE.c.source)
    ):
        rows.setdefault(row.key, SumRow(row.key, row.name)).by[row.source] += int(row.amount)
    return sorted(rows.values(), key=_order(way))


def _order(way: str) -> Any:
    places = {code: place for place, code in enumerate(PURPOSES)}
    orders: dict[str, Any] = {
        "purpose": lambda row: places.get(row.key, len(places)),
        "year": lambda row: -row.key,
    }
    return orders.get(way, lambda row: (-row.total, str(row.name or "")))


def totals(rows: Sequence[SumRow]) -> Counter[str]:
    """All rows together, by source."""
    return sum((row.by for row in rows), Counter[str]())


def lines_meant(asked: Asked, person: Person, most: int | None = None) -> Sequence[Any]:
    """The lines behind a number, commune by commune; at most so many."""
    wanted = (
        select(
            LINE, ESTIMATE.c.year, ESTIMATE.c.state, COMMUNE.c.code.label("commune_code"),
            COMMUNE.c.full_name.label("commune_name"), UNIT.c.name.label("unit_name"),
        )
        .select_from(_JOINED)
        .where(_meant(asked, person))
        .order_by(ESTIMATE.c.year.desc(), COMMUNE.c.sort_key, LINE.c.id)
    )  # fmt: skip
    return db.session.execute(wanted.limit(most)).all()


def total_meant(asked: Asked, person: Person) -> tuple[int, int]:
    """How many lines are meant, and how much they come to."""
    wanted = select(func.count(LINE.c.id), func.coalesce(func.sum(LINE.c.amount), 0))
    count, amount = db.session.execute(wanted.select_from(_JOINED).where(_meant(asked, person))).one()
    return int(count), int(amount)


SOURCES = tuple(fund.value for fund in Fund)
