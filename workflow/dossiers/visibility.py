"""What one may not see does not exist: the only source of lists, counts, search and look-ups of dossiers.

The law says in each stage which kinds of agency see a dossier (Stage.seen_by); a commune sees only its own, an agency
that leads only what it leads. To keep the
system is not to read its dossiers: an administrator's post opens none.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_

from states.actors import AgencyKind, Role
from states.procedures import PROCEDURES
from workflow.accounts.person import Person, Seat
from workflow.dossiers.by_law import in_each
from workflow.dossiers.models import Dossier

DOSSIER = Dossier.__table__


@lru_cache
def stages_open_to(kind: AgencyKind) -> Mapping[tuple[str, str], frozenset[str]]:
    """Stages by procedure version in which people of such an agency see a dossier."""
    return {
        key: frozenset(stage.name for stage in procedure.stages if kind in stage.seen_by)
        for key, procedure in PROCEDURES.items()
    }


def sees(person: Person, row: Any, stage: str | None = None) -> bool:
    """Whether a person may see this dossier (in another stage); equals the condition of `visible_to` on one row."""
    key, stage = (row.procedure_code, row.procedure_version), stage or row.stage
    return any(
        (
            stage in stages_open_to(seat.agency_kind).get(key, ())
            and (seat.agency_kind is not AgencyKind.COMMUNE or seat.agency_id == row.commune_agency_id)
        )
        or (seat.agency_id == row.lead_agency_id and stage in stages_open_to(AgencyKind.LEAD).get(key, ()))
        for seat in _reading_seats(person.seats)
    )


def visible_to(person: Person) -> ColumnElement[bool]:
    """The condition on a dossier under which the person may see it."""
    return visible_with(person.seats)


@lru_cache(maxsize=1024)
def visible_with(seats: tuple[Seat, ...]) -> ColumnElement[bool]:
    """The same for whoever sits in these seats; built once for each set of them."""
    kinds = dict.fromkeys(seat.agency_kind for seat in _reading_seats(seats))
    return or_(*(_seen_as(kind, seats) for kind in (*kinds, AgencyKind.LEAD))) if kinds else false()


def _seen_as(kind: AgencyKind, seats: tuple[Seat, ...]) -> ColumnElement[bool]:
    stages = in_each(DOSSIER.c.stage, stages_open_to(kind))
    if kind is AgencyKind.LEAD:
        led = {seat.agency_id for seat in _reading_seats(seats)}
        return and_(DOSSIER.c.lead_agency_id.in_(sorted(led)), stages)
    if kind is AgencyKind.COMMUNE:
        own = [seat.agency_id for seat in _reading_seats(seats) if seat.agency_kind is kind]
        return and_(DOSSIER.c.commune_agency_id.in_(own), stages)
    return stages


def _reading_seats(seats: tuple[Seat, ...]) -> tuple[Seat, ...]:
    return tuple(seat for seat in seats if seat.role is not Role.ADMINISTRATOR)
