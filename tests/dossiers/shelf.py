"""A dossier in every place of the law, at two communes: what lists and permissions are held against."""

import uuid
from datetime import date
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import insert, select

from states.actors import POSTS, AgencyKind, Post, Role
from states.procedures import PROCEDURES
from tests.people import MUONG_HUM, People, Someone
from workflow.accounts.models import Agency
from workflow.accounts.person import Person, Seat
from workflow.dossiers.models import Dossier
from workflow.extensions import db, new_id
from workflow.register.models import Commune
from workflow.transactions import writing
from workflow.wall_clock import now

ELSEWHERE = "Y Tý"


class Place(NamedTuple):
    """Where a dossier may stand."""

    code: str
    version: str
    stage: str
    hold: str | None


def places() -> list[Place]:
    """Every place of every procedure version."""
    found = []
    for (code, version), procedure in PROCEDURES.items():
        found += [Place(code, version, stage.name, None) for stage in procedure.stages]
        found += [Place(code, version, stage, held.action) for held in procedure.holds for stage in held.during]
    return found


class Shelf:
    """The dossiers, and people at any desk made of thin air: a post at an agency, without an account."""

    def __init__(self, app: Flask, people: People) -> None:
        self.app = app
        self.officers = {name: people("commune_officer", commune=name) for name in (MUONG_HUM, ELSEWHERE)}
        with app.app_context(), writing() as session:
            self.agencies = {
                AgencyKind(kind): agency_id
                for kind, agency_id in session.execute(select(Agency.kind, Agency.id).where(Agency.kind != "commune"))
            }
            self.codes = {row.name: row.code for row in session.execute(select(Commune.name, Commune.code))}
            for name, officer in self.officers.items():
                session.execute(insert(Dossier), [self._row(place, name, officer) for place in places()])

    def _row(self, place: Place, commune: str, officer: Someone) -> dict[str, Any]:
        procedure = PROCEDURES[place.code, place.version]
        steps = procedure.steps_from(place.stage, place.hold)
        kind = steps[0].by.agency if steps else None
        waiting = officer.agency_id if kind is AgencyKind.COMMUNE else self.agencies.get(kind) if kind else None
        day = date(2026, 3, 2)
        return {
            "id": new_id(), "procedure_code": place.code, "procedure_version": place.version, "stage": place.stage,
            "hold": place.hold, "is_open": waiting is not None, "waiting_agency_id": waiting, "kind": "craft_village",
            "basis": "full", "title": f"{place.stage} {place.hold or ''}", "commune_code": self.codes[commune],
            "commune_agency_id": officer.agency_id, "opened_by": officer.id, "opened_on": day, "opened_at": now(),
        }  # fmt: skip

    def rows(self) -> list[Any]:
        with self.app.app_context():
            return list(db.session.execute(select(Dossier.__table__).order_by(Dossier.id)))

    def seat(self, post: Post, commune: str = MUONG_HUM) -> Seat:
        """A desk of this post; a commune's stands at `commune`."""
        if post.agency is AgencyKind.COMMUNE:
            agency_id, code = self.officers[commune].agency_id, self.codes[commune]
            return Seat(post.role, agency_id, post.agency, commune, code)
        return Seat(post.role, self.agencies.get(post.agency, uuid.UUID(int=1)), post.agency, post.agency.value)

    def seats(self) -> list[Seat]:
        """Every desk there can be: each post, the communes' at both communes."""
        communal = [post for post in POSTS if post.agency is AgencyKind.COMMUNE]
        return [self.seat(post) for post in POSTS] + [self.seat(post, ELSEWHERE) for post in communal]


def at(*seats: Seat) -> Person:
    """Somebody who sits at these desks."""
    return Person(uuid.UUID(int=7), "Người thử", "nguoi.thu", seats)


def may_act(seat: Seat, row: Any) -> bool:
    """Whether the law gives this desk a step where the dossier stands."""
    steps = PROCEDURES[row.procedure_code, row.procedure_version].steps_from(row.stage, row.hold)
    own = seat.agency_kind is not AgencyKind.COMMUNE or seat.agency_id == row.commune_agency_id
    return own and any(step.by == seat.post for step in steps)


def may_read(seat: Seat, row: Any) -> bool:
    """Whether the law shows this desk a dossier where it stands."""
    stage = PROCEDURES[row.procedure_code, row.procedure_version].stage(row.stage)
    own = seat.agency_kind is not AgencyKind.COMMUNE or seat.agency_id == row.commune_agency_id
    return own and seat.agency_kind in stage.seen_by and seat.role is not Role.ADMINISTRATOR
