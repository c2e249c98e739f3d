"""Reading artisans and products: what is public of them, and what their keepers wrote down."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from states.artisans import PRODUCT_KEEPERS, RANKS, READERS, Rank, may_be_named
from states.consents import ConsentKind
from workflow.accounts.models import Account
from workflow.accounts.person import Person
from workflow.artisans.models import Artisan, UnitProduct
from workflow.consents.models import DataSubject
from workflow.consents.shown import UnitIds, agreed
from workflow.extensions import db
from workflow.register.keeping import seat_for, units_for
from workflow.register.models import Unit

ARTISAN, PRODUCT, UNIT, ACCOUNT = Artisan.__table__, UnitProduct.__table__, Unit.__table__, Account.__table__
SUBJECT = DataSubject.__table__
ORDER = list(RANKS)


@dataclass(frozen=True, slots=True)
class Named:
    """An artisan as the public may read of them."""

    name: str
    rank: Rank
    craft: str
    decision_number: str
    decided_on: date | None


def named_artisans(unit_ids: UnitIds) -> defaultdict[uuid.UUID, list[Named]]:
    """The artisans of these units whose names may stand in public now, the highest title first. One statement."""
    has_agreed = agreed(ConsentKind.NAME, ARTISAN.c.subject_id)
    wanted = select(ARTISAN, has_agreed.label("has_agreed")).where(
        ARTISAN.c.unit_id.in_(unit_ids), ARTISAN.c.withdrawn_on.is_(None)
    )
    rows = [
        row
        for row in db.session.execute(wanted.order_by(ARTISAN.c.id))
        if may_be_named(RANKS[row.rank], bool(row.has_agreed))
    ]
    found: defaultdict[uuid.UUID, list[Named]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: ORDER.index(row.rank)):
        found[row.unit_id].append(Named(row.name, RANKS[row.rank], row.craft, row.decision_number, row.decided_on))
    return found


def products_of(unit_ids: Collection[uuid.UUID] | Select[Any]) -> defaultdict[uuid.UUID, list[Any]]:
    """What these units make now, in the order it was written down. One statement."""
    wanted = PRODUCT.c.unit_id.in_(unit_ids), PRODUCT.c.withdrawn_on.is_(None)
    found: defaultdict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in db.session.execute(select(PRODUCT).where(*wanted).order_by(PRODUCT.c.id)):
        found[row.unit_id].append(row)
    return found


def artisans_for(person: Person) -> Sequence[Any]:
    """Every artisan the reader may read of, withdrawn ones included, in Vietnamese order of units.

    `has_agreed`: the person agreed that the name is public.
    """
    wanted = (
        select(
            ARTISAN, UNIT.c.name.label("unit_name"), ACCOUNT.c.name.label("by_name"),
            agreed(ConsentKind.NAME, ARTISAN.c.subject_id).label("has_agreed"),
        )
        .join(UNIT, UNIT.c.id == ARTISAN.c.unit_id)
        .join(ACCOUNT, ACCOUNT.c.id == ARTISAN.c.recorded_by)
        .where(units_for(person, READERS, ARTISAN.c.unit_id))
        .order_by(UNIT.c.sort_key, UNIT.c.id, ARTISAN.c.id)
    )  # fmt: skip
    return db.session.execute(wanted).all()


def reads_artisans(person: Person) -> bool:
    """Whether the names that are not public are for this person at all."""
    return bool(person.posts & READERS)


def ranks_kept_by(person: Person) -> tuple[Rank, ...]:
    """The titles that a person keeps."""
    return tuple(rank for rank in RANKS.values() if rank.keeper in person.posts)


def every_product(unit_id: uuid.UUID) -> Sequence[Any]:
    """Everything written down of what a unit makes, the latest first, withdrawn ones included."""
    wanted = select(PRODUCT, ACCOUNT.c.name.label("by_name")).join(ACCOUNT, ACCOUNT.c.id == PRODUCT.c.recorded_by)
    return db.session.execute(wanted.where(PRODUCT.c.unit_id == unit_id).order_by(PRODUCT.c.id.desc())).all()


def keeps_products(person: Person, unit_id: uuid.UUID) -> bool:
    """Whether the person writes down what this unit makes."""
    return seat_for(person, PRODUCT_KEEPERS, unit_id) is not None


def people_who_agreed(person: Person) -> list[tuple[str, str]]:
    """People of units that the reader keeps, who agreed to their name: id and name, to link an artisan with."""
    keepers = [rank.keeper for rank in ranks_kept_by(person)]
    wanted = select(SUBJECT.c.id, SUBJECT.c.name, UNIT.c.name.label("unit_name")).join(
        UNIT, UNIT.c.id == SUBJECT.c.unit_id
    )
    mine = units_for(person, keepers, SUBJECT.c.unit_id), agreed(ConsentKind.NAME, SUBJECT.c.id)
    rows = db.session.execute(wanted.where(*mine).order_by(UNIT.c.sort_key, SUBJECT.c.id))
    return [(str(row.id), f"{row.name} ({row.unit_name})") for row in rows]
