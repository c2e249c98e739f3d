"""Reading partners: the list with its filter, and those of one unit."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from states.actors import AgencyKind
from states.partners import PARTNER_KINDS
from workflow.accounts.person import Person
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.partners.models import Partner, PartnerUnit
from workflow.register.models import Commune, Unit
from workflow.text import fold

PARTNER, LINK = Partner.__table__, PartnerUnit.__table__
COMMUNE, UNIT = Commune.__table__, Unit.__table__
_JOINED = PARTNER.outerjoin(COMMUNE, COMMUNE.c.code == PARTNER.c.commune_code)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed down to; blanks ask nothing."""

    text: str = ""
    kind: str = ""
    commune: str = ""
    with_past: bool = False


def active_on(on: date) -> ColumnElement[bool]:
    """The condition under which a partner works on a day."""
    return (PARTNER.c.active_from <= on) & or_(PARTNER.c.active_until.is_(None), PARTNER.c.active_until >= on)


def partners(asked: Asked, on: date) -> Sequence[tuple[Any, Sequence[Any]]]:
    """The partners that are meant in Vietnamese order, each with its units."""
    wanted = select(PARTNER, COMMUNE.c.full_name.label("commune_name")).select_from(_JOINED)
    if not asked.with_past:
        wanted = wanted.where(active_on(on))
    if asked.text:
        wanted = wanted.where(PARTNER.c.search_key.contains(fold(asked.text), autoescape=True))
    exact = ((PARTNER.c.kind, asked.kind), (PARTNER.c.commune_code, asked.commune))
    wanted = wanted.where(*(column == value for column, value in exact if value))
    rows = db.session.execute(wanted.order_by(PARTNER.c.sort_key, PARTNER.c.id)).all()
    units = _units_of([row.id for row in rows])
    return [(row, units.get(row.id, ())) for row in rows]


def get_partner(partner_id: uuid.UUID) -> tuple[Any, Sequence[Any]]:
    """One partner with its units. Raises NotFound."""
    row = db.session.execute(select(PARTNER).where(PARTNER.c.id == partner_id)).one_or_none()
    if row is None:
        raise NotFound
    return row, _units_of([partner_id]).get(partner_id, ())


def partners_of(unit_id: uuid.UUID, on: date | None = None) -> Sequence[Any]:
    """The partners of a unit in Vietnamese order: id, kind, name, commune_name, active_from, active_until.

    What anybody may read: no contact is among it. With a day, only those who work on it.
    """
    told = (PARTNER.c.id, PARTNER.c.kind, PARTNER.c.name, PARTNER.c.active_from, PARTNER.c.active_until)
    wanted = (
        select(*told, COMMUNE.c.full_name.label("commune_name"))
        .select_from(_JOINED.join(LINK, LINK.c.partner_id == PARTNER.c.id))
        .where(LINK.c.unit_id == unit_id)
        .order_by(PARTNER.c.sort_key, PARTNER.c.id)
    )
    return db.session.execute(wanted.where(active_on(on)) if on else wanted).all()


def _units_of(ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[Any]]:
    found: defaultdict[uuid.UUID, list[Any]] = defaultdict(list)
    wanted = select(LINK.c.partner_id, UNIT.c.id, UNIT.c.name).join(UNIT, UNIT.c.id == LINK.c.unit_id)
    for row in db.session.execute(wanted.where(LINK.c.partner_id.in_(ids)).order_by(UNIT.c.sort_key, UNIT.c.id)):
        found[row.partner_id].append(row)
    return found


def kinds_kept_by(person: Person) -> Sequence[str]:
    """The kinds of partners that a person keeps."""
    return [code for code, kind in PARTNER_KINDS.items() if kind.keeper in person.posts]


def keeps(person: Person, kind: str, commune_code: str | None) -> bool:
    """Whether the person keeps a partner of a kind in a commune: an officer of a commune keeps its own only."""
    keeper = PARTNER_KINDS[kind].keeper
    return any(
        seat.post == keeper and (keeper.agency is not AgencyKind.COMMUNE or seat.commune_code == commune_code)
        for seat in person.seats
    )
