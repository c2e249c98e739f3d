"""Reading estimates: a commune its own, in any state; the department and Finance what every commune has sent."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from states.actors import AgencyKind, Post
from states.estimates import COUNTED, EDITOR
from states.money import reads_whole
from workflow.accounts.models import Account
from workflow.accounts.person import Person
from workflow.errors import NotFound
from workflow.estimates.models import Estimate, EstimateLine
from workflow.extensions import db
from workflow.register.models import Commune, Unit, UnitSite

ESTIMATE, LINE, COMMUNE = Estimate.__table__, EstimateLine.__table__, Commune.__table__
UNIT, SITE, ACCOUNT = Unit.__table__, UnitSite.__table__, Account.__table__
_TOTAL = select(func.coalesce(func.sum(LINE.c.amount), 0)).where(LINE.c.estimate_id == ESTIMATE.c.id).scalar_subquery()


def reads_all(person: Person) -> bool:
    """Whether the person reads what every commune has sent."""
    return any(reads_whole(seat.role, seat.agency_kind) for seat in person.seats)


def readable(person: Person) -> ColumnElement[bool]:
    """The condition on an estimate under which the person may read it."""
    own = ESTIMATE.c.commune_code.in_(person.commune_codes)
    return or_(own, ESTIMATE.c.state.in_(COUNTED)) if reads_all(person) else own


def posts_for(person: Person, commune_code: str) -> frozenset[Post]:
    """The posts by which a person acts on an estimate of a commune: those of another commune do not count."""
    return frozenset(
        seat.post
        for seat in person.seats
        if seat.agency_kind is not AgencyKind.COMMUNE or seat.commune_code == commune_code
    )


def own_communes(person: Person) -> tuple[str, ...]:
    """The communes for which a person writes estimates."""
    return tuple(code for code in person.commune_codes if EDITOR in posts_for(person, code))


def own_estimates(person: Person) -> Sequence[Any]:
    """The estimates of the person's own communes, the latest year first, each with its total."""
    return _listed(ESTIMATE.c.commune_code.in_(person.commune_codes))


def _listed(which: ColumnElement[bool]) -> Sequence[Any]:
    wanted = select(ESTIMATE, COMMUNE.c.full_name.label("commune_name"), _TOTAL.label("total"))
    joined = wanted.join(COMMUNE, COMMUNE.c.code == ESTIMATE.c.commune_code)
    return db.session.execute(joined.where(which).order_by(ESTIMATE.c.year.desc(), COMMUNE.c.sort_key)).all()


def communes_in(year: int) -> Sequence[Any]:
    """Every commune with the estimate it has sent for a year, `id` None where nothing was sent."""
    sent = and_(ESTIMATE.c.commune_code == COMMUNE.c.code, ESTIMATE.c.year == year, ESTIMATE.c.state.in_(COUNTED))
    columns = (ESTIMATE.c.id, ESTIMATE.c.state, ESTIMATE.c.submitted_on, _TOTAL.label("total"))
    wanted = select(COMMUNE.c.code, COMMUNE.c.full_name, *columns).select_from(COMMUNE.outerjoin(ESTIMATE, sent))
    return db.session.execute(wanted.order_by(COMMUNE.c.sort_key)).all()


def get_estimate(estimate_id: uuid.UUID, person: Person) -> Any:
    """One estimate with its commune and who sent it. Raises NotFound, also when the person may not read it."""
    found = db.session.execute(
        select(
            ESTIMATE, COMMUNE.c.full_name.label("commune_name"), ACCOUNT.c.name.label("sender"), _TOTAL.label("total")
        )
        .join(COMMUNE, COMMUNE.c.code == ESTIMATE.c.commune_code)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == ESTIMATE.c.submitted_by)
        .where(ESTIMATE.c.id == estimate_id, readable(person))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def lines_of(estimate_id: uuid.UUID) -> Sequence[Any]:
    """The lines of an estimate in the order they were written."""
    wanted = select(LINE, UNIT.c.name.label("unit_name")).outerjoin(UNIT, UNIT.c.id == LINE.c.unit_id)
    return db.session.execute(wanted.where(LINE.c.estimate_id == estimate_id).order_by(LINE.c.id)).all()


def units_in(commune_code: str) -> Sequence[Any]:
    """The recognised units of a commune in Vietnamese order."""
    there = select(SITE.c.unit_id).where(SITE.c.commune_code == commune_code)
    wanted = select(UNIT.c.id, UNIT.c.name).where(UNIT.c.status == "active", UNIT.c.id.in_(there))
    return db.session.execute(wanted.order_by(UNIT.c.sort_key, UNIT.c.id)).all()


def years() -> Sequence[int]:
    """Years for which some commune has sent an estimate, the latest first."""
    wanted = select(ESTIMATE.c.year).where(ESTIMATE.c.state.in_(COUNTED)).distinct()
    return db.session.scalars(wanted.order_by(ESTIMATE.c.year.desc())).all()
