"""The register as open data: one record for each place of a recognised unit. Of people see `units.exports`."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from states.kinds import KIND_TITLES, TRADE_GROUPS, Kind
from workflow.extensions import db
from workflow.register.models import Unit, UnitSite
from workflow.register.places import degrees_of_sites
from workflow.register.queries import recognising

FIELDS = (
    "id", "name", "kind", "kind_title", "trade", "trade_group", "trade_group_title", "recognised_year", "decision",
    "decided_on", "village", "former_commune", "commune_code", "commune", "latitude", "longitude",
)  # fmt: skip


def records(address: Any) -> list[dict[str, Any]]:
    """Every place of every unit recognised now, in Vietnamese order; `address` gives the page of a unit by its id.

    `unit_id` is for whoever adds to a record, and leaves it there.
    """
    loaded = (selectinload(Unit.sites).joinedload(UnitSite.commune), selectinload(Unit.decisions))
    units = db.session.scalars(
        select(Unit).where(Unit.status == "active").options(*loaded).order_by(Unit.sort_key, Unit.id)
    )
    degrees = degrees_of_sites(active())
    return [
        _record(unit, site, degrees.get(site.id, (None, None))) | {"page": address(unit.id), "unit_id": unit.id}
        for unit in units
        for site in unit.sites
    ]


def active() -> Select[Any]:
    """The ids of the units recognised now."""
    return select(Unit.id).where(Unit.status == "active")


def _record(unit: Unit, site: UnitSite, degrees: tuple[float | None, float | None]) -> dict[str, Any]:
    decision = recognising(unit)
    values = (
        str(unit.id), unit.name, unit.kind, KIND_TITLES[Kind(unit.kind)], unit.trade, unit.trade_group,
        TRADE_GROUPS[unit.trade_group], unit.recognised_year, decision.number if decision else "",
        decision.decided_on.isoformat() if decision else "", site.village, site.former_commune, site.commune_code,
        site.commune.full_name, *degrees,
    )  # fmt: skip
    return dict(zip(FIELDS, values, strict=True))
