"""Writing the register: a decision of the province makes or renews a unit."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from workflow.errors import NotFound
from workflow.register.models import Commune, Decision, PlanItem, Unit, UnitSite
from workflow.register.naming import search_key, unit_sort_key


class Place(Protocol):
    """Where a unit works: the official code of the commune, the village, the former commune if it is known."""

    @property
    def commune_code(self) -> str: ...
    @property
    def village(self) -> str: ...
    @property
    def former_commune(self) -> str: ...


class Signer(NamedTuple):
    """Who signed a decision, and as what ("KT. CHỦ TỊCH, PHÓ CHỦ TỊCH")."""

    name: str
    title: str


class Entered(NamedTuple):
    """What a recognition left in the register."""

    unit_id: uuid.UUID
    decision_id: uuid.UUID


@dataclass(frozen=True)
class Recognition:
    """A recognition as decided. `unit_id` is the recognised unit the dossier started from, if any."""

    dossier_id: uuid.UUID
    kind: str
    name: str
    trade: str
    trade_group: int
    sites: Sequence[Place]
    decision_number: str
    decided_on: date
    signer: Signer
    agency_id: uuid.UUID | None = None
    plan_item_id: uuid.UUID | None = None
    unit_id: uuid.UUID | None = None


def recognise(session: Session, granted: Recognition) -> Entered:
    """Enter a recognition in the register. Runs inside the caller's transaction.

    A new unit is made; when the earlier unit is active and of the same kind it is renewed instead, because one village
    is one unit of a kind; else the earlier one stays and is named as such. The row of the plan is linked if it was not.
    Idempotent by dossier: called again it changes nothing. Raises NotFound for an unknown commune, unit or row of the
    plan. Legal source: Decree 52/2018, art. 6.4.
    """
    told = select(Decision).where(Decision.dossier_id == granted.dossier_id, Decision.kind == "recognise")
    if before := session.scalar(told):
        return Entered(before.unit_id, before.id)
    unit = _unit_for(session, granted)
    session.add(unit)
    session.flush()
    decision = _decision(unit, granted)
    session.add(decision)
    if granted.plan_item_id is not None:
        _link(session, granted.plan_item_id, unit)
    session.flush()
    return Entered(unit.id, decision.id)


def _unit_for(session: Session, granted: Recognition) -> Unit:
    earlier = _earlier(session, granted.unit_id)
    if earlier is not None and (earlier.kind, earlier.status) == (granted.kind, "active"):
        unit = earlier
    else:
        year, day = granted.decided_on.year, granted.decided_on
        unit = Unit(kind=granted.kind, status="active", recognised_year=year, recognised_on=day, sites=[])
        unit.earlier_id = earlier.id if earlier else None
    unit.name, unit.trade, unit.trade_group = granted.name, granted.trade, granted.trade_group
    _write_places(session, unit, granted)
    return unit


def _earlier(session: Session, unit_id: uuid.UUID | None) -> Unit | None:
    if unit_id is None:
        return None
    unit = session.scalar(select(Unit).where(Unit.id == unit_id).options(selectinload(Unit.sites)))
    if unit is None:
        raise NotFound
    return unit


def _write_places(session: Session, unit: Unit, granted: Recognition) -> None:
    """Write the places of a unit that has none, and the keys it is found and sorted by."""
    codes = {place.commune_code for place in granted.sites}
    names = {c.code: c.name for c in session.scalars(select(Commune).where(Commune.code.in_(codes)))}
    if not granted.sites or codes - set(names):
        raise NotFound
    if not unit.sites:
        unit.sites = [
            UnitSite(position=n, village=p.village, former_commune=p.former_commune, commune_code=p.commune_code)
            for n, p in enumerate(granted.sites, 1)
        ]
    texts = [granted.name, granted.trade]
    texts += [text for site in unit.sites for text in (site.village, site.former_commune)]
    texts += names.values()
    first = granted.sites[0]
    unit.search_key = search_key(texts)
    unit.sort_key = unit_sort_key(granted.name, names[first.commune_code], first.village)


def _decision(unit: Unit, granted: Recognition) -> Decision:
    return Decision(
        unit_id=unit.id,
        kind="recognise",
        number=granted.decision_number,
        decided_on=granted.decided_on,
        signer_name=granted.signer.name,
        signer_title=granted.signer.title,
        agency_id=granted.agency_id,
        dossier_id=granted.dossier_id,
    )


def _link(session: Session, plan_item_id: uuid.UUID, unit: Unit) -> None:
    item = session.get(PlanItem, plan_item_id)
    if item is None:
        raise NotFound
    if item.unit_id is None:
        item.unit_id = unit.id
        item.link_ground = "Quyết định công nhận từ hồ sơ của mục này"
