"""Reading schemes and projects with the communes and units they are for."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from states.actors import LEAD_OFFICER, AgencyKind
from states.passage import holds
from states.policies import LEADS, draws_up
from states.schemes import DRAFT
from workflow.accounts.person import Person
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.policies.models import Scheme, SchemeCommune, SchemeUnit
from workflow.register.models import Commune, Unit

SCHEME, COMMUNE, UNIT = Scheme.__table__, Commune.__table__, Unit.__table__
FOR_COMMUNE, FOR_UNIT = SchemeCommune.__table__, SchemeUnit.__table__


@dataclass(frozen=True, slots=True)
class ShownScheme:
    """A scheme with (code, name) of its communes and (id, name) of its units."""

    row: Any
    communes: tuple[tuple[str, str], ...]
    units: tuple[tuple[uuid.UUID, str], ...]

    @property
    def lead(self) -> AgencyKind:
        """Who draws it up."""
        return AgencyKind(self.row.lead)


def leads_of(person: Person) -> list[AgencyKind]:
    """The agencies for which a person may draw up a scheme."""
    return [lead for lead in LEADS if holds(LEAD_OFFICER, person.posts, lead)]


def _readable(person: Person) -> ColumnElement[bool]:
    """Drafts are read where schemes are drawn up; what was submitted, by every officer."""
    drafts = any(draws_up(seat.role, seat.agency_kind) for seat in person.seats)
    return SCHEME.c.id.is_not(None) if drafts else SCHEME.c.state != DRAFT


def schemes_for(person: Person, state: str = "") -> Sequence[ShownScheme]:
    """The schemes the person may read, the latest first."""
    wanted = select(SCHEME).where(_readable(person))
    return _shown(wanted.where(SCHEME.c.state == state) if state else wanted)


def get_scheme(scheme_id: uuid.UUID, person: Person) -> ShownScheme:
    """One scheme. Raises NotFound."""
    found = _shown(select(SCHEME).where(SCHEME.c.id == scheme_id, _readable(person)))
    if not found:
        raise NotFound
    return found[0]


def schemes_of(unit_id: uuid.UUID, commune_codes: Sequence[str], person: Person) -> Sequence[ShownScheme]:
    """The schemes for a unit, or for a commune where it is at home."""
    for_unit = select(FOR_UNIT.c.scheme_id).where(FOR_UNIT.c.unit_id == unit_id)
    for_commune = select(FOR_COMMUNE.c.scheme_id).where(FOR_COMMUNE.c.commune_code.in_(commune_codes))
    return _shown(select(SCHEME).where(_readable(person), or_(SCHEME.c.id.in_(for_unit), SCHEME.c.id.in_(for_commune))))


def _shown(wanted: Any) -> Sequence[ShownScheme]:
    rows = db.session.execute(wanted.order_by(SCHEME.c.id.desc())).all()
    ids = [row.id for row in rows]
    communes = _grouped(
        select(FOR_COMMUNE.c.scheme_id, COMMUNE.c.code, COMMUNE.c.full_name)
        .join(COMMUNE, COMMUNE.c.code == FOR_COMMUNE.c.commune_code)
        .where(FOR_COMMUNE.c.scheme_id.in_(ids))
        .order_by(COMMUNE.c.sort_key)
    )
    units = _grouped(
        select(FOR_UNIT.c.scheme_id, UNIT.c.id, UNIT.c.name)
        .join(UNIT, UNIT.c.id == FOR_UNIT.c.unit_id)
        .where(FOR_UNIT.c.scheme_id.in_(ids))
        .order_by(UNIT.c.sort_key, UNIT.c.id)
    )
    return [ShownScheme(row, communes.get(row.id, ()), units.get(row.id, ())) for row in rows]


def _grouped(wanted: Any) -> Mapping[uuid.UUID, tuple[Any, ...]]:
    found: defaultdict[uuid.UUID, tuple[Any, ...]] = defaultdict(tuple)
    for scheme_id, key, name in db.session.execute(wanted):
        found[scheme_id] += ((key, name),)
    return found
