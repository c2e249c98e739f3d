"""Where a dossier comes from: a row of the plan's annex or a recognised unit, filled in, or a blank page."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from states.kernel import Forbidden
from states.kinds import BASES_OF_KIND, Kind
from states.procedures import current
from workflow.accounts.person import Person, Seat
from workflow.dossiers import queries, wizard_services
from workflow.dossiers.opening import Opening
from workflow.dossiers.request_queries import Place
from workflow.dossiers.unit_queries import open_dossiers_about
from workflow.dossiers.wizard_grounds import Ground, ground_for, grounds_in
from workflow.dossiers.wizard_services import Change
from workflow.errors import NotFound
from workflow.register import plan_queries
from workflow.register.models import PlanItem
from workflow.register.plan_queries import Expected, PlanSearch
from workflow.text import fold


def opening_seats(person: Person, on: date) -> tuple[Seat, ...]:
    """The seats from which a person may begin a dossier on a day. Raises Forbidden when there is none."""
    post = current("recognition", on).opened_by
    seats = tuple(seat for seat in person.seats if seat.post == post and seat.commune_code)
    if not seats:
        raise Forbidden("Hồ sơ do công chức của xã, phường có làng nghề lập.")
    return seats


def expected_here(person: Person, on: date) -> Sequence[Expected]:
    """What the plan expects of the person's communes and nobody has begun, the earliest year first."""
    codes = [seat.commune_code for seat in opening_seats(person, on) if seat.commune_code]
    rows = plan_queries.plan_items(PlanSearch(), on, communes=codes)
    begun = queries.in_hand(person, [row.item.id for row in rows])
    waiting = [row for row in rows if row.can_start and row.item.id not in begun]
    return sorted(waiting, key=lambda row: (row.item.plan_until, row.item.section, row.item.no))


def start_from_plan(plan_item_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Begin the dossier that a row of the annex expects: name, kind, trade, group and places are filled in.

    Raises NotFound when the row names no commune of the person, Forbidden unless the person may begin dossiers.
    """
    item = plan_queries.find_plan_item(plan_item_id)
    seats = opening_seats(by, on)
    places = {site.commune_code for site in item.sites} if item else set()
    seat = next((seat for seat in seats if seat.commune_code in places), None)
    if item is None or seat is None:
        raise NotFound
    sites = [Place(site.commune_code, site.village or site.former_commune, site.former_commune) for site in item.sites]
    change = Change(facts={"trade": item.trade, "trade_group": item.trade_group}, sites=sites)
    ground = ground_for(item.trade, places) if item.kind == Kind.TRADITIONAL_CRAFT_VILLAGE else None
    opening = _opening(seat, _title(item), Kind(item.kind), item.id, ground)
    return wizard_services.start(opening, change, by=by, on=on, at=at)


def start_free(title: str, kind: Kind, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Begin a dossier that the plan does not name. Raises Forbidden unless the person may begin dossiers."""
    seat = opening_seats(by, on)[0]
    change = Change(sites=[Place(seat.commune_code or "")])
    return wizard_services.start(_opening(seat, title, kind, None), change, by=by, on=on, at=at)


def grounds_here(person: Person, on: date) -> Sequence[Ground]:
    """The recognised units in the person's communes from which no dossier is in hand."""
    found = grounds_in([seat.commune_code for seat in opening_seats(person, on) if seat.commune_code])
    begun = open_dossiers_about([ground.unit.id for ground in found], "recognition", person)
    return [ground for ground in found if ground.unit.id not in begun]


def start_from_unit(unit_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Begin a dossier for a traditional craft village from a recognised unit: name, trade, places and basis filled in.

    Raises NotFound when the unit is not recognised, proves no basis, or has no place in a commune of the person;
    Forbidden unless the person may begin dossiers.
    """
    seats = opening_seats(by, on)
    ground = next((each for each in grounds_in([s.commune_code or "" for s in seats]) if each.unit.id == unit_id), None)
    if ground is None:
        raise NotFound
    unit, codes = ground.unit, {site.commune_code for site in ground.unit.sites}
    seat = next(seat for seat in seats if seat.commune_code in codes)
    sites = [Place(site.commune_code, site.village, site.former_commune) for site in unit.sites]
    change = Change(facts={"trade": unit.trade, "trade_group": unit.trade_group}, sites=sites)
    opening = _opening(seat, unit.name, Kind.TRADITIONAL_CRAFT_VILLAGE, None, ground)
    return wizard_services.start(opening, change, by=by, on=on, at=at)


def _opening(
    seat: Seat, title: str, kind: Kind, plan_item_id: uuid.UUID | None, ground: Ground | None = None
) -> Opening:
    basis = ground.basis if ground else BASES_OF_KIND[kind][0]
    return Opening(
        kind=kind.value, basis=basis.value, title=title, commune_code=seat.commune_code or "",
        commune_agency_id=seat.agency_id, plan_item_id=plan_item_id, unit_id=ground.unit.id if ground else None,
    )  # fmt: skip


def _title(item: PlanItem) -> str:
    """The name of the row; a single place is added when the name lacks it, for names repeat in the annex."""
    name = item.name.strip().rstrip(".")
    if len(item.sites) != 1:
        return name
    place = item.sites[0].village or item.sites[0].former_commune
    return name if not place or fold(place) in fold(name) else f"{name}, {place}"
