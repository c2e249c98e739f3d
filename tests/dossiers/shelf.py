"""A dossier in every place of the law, at two communes: what lists and permissions are held against."""

import uuid
from datetime import date
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import insert, select

from states.actors import POSTS, AgencyKind, Post, Role, concrete
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
LEADS = AgencyKind.INDUSTRY_TRADE
"""The agency that leads the applications on this shelf."""


KINDS = {"support": "trade_promotion", "artisan_title": "artisan_title"}
"""What an application on this shelf asks for."""


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
        posts, lead = procedure.handlers(place.stage, place.hold), self.agencies[LEADS]
        kind = posts[0].agency if posts else None
        known = self.agencies | {AgencyKind.COMMUNE: officer.agency_id, AgencyKind.LEAD: lead}
        waiting = known[kind] if kind else None
        led = any(step.by.agency is AgencyKind.LEAD for step in procedure.all_steps)
        day = date(2026, 3, 2)
        return {
            "id": new_id(), "procedure_code": place.code, "procedure_version": place.version, "stage": place.stage,
            "hold": place.hold, "is_open": waiting is not None, "waiting_agency_id": waiting,
            "kind": KINDS.get(place.code, "craft_village"),
            "lead_agency_id": lead if led else None,
            "basis": "2026.1" if led else "full", "title": f"{place.stage} {place.hold or ''}",
            "commune_code": self.codes[commune],
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
    """Whether the dossier waits, where it stands, for a step the law gives this desk."""
    steps = PROCEDURES[row.procedure_code, row.procedure_version].steps_from(row.stage, row.hold)
    return any(not step.beside and _is_of(seat, step.by, row) for step in steps)


def _is_of(seat: Seat, post: Post, row: Any) -> bool:
    """Whether the desk is the one the law means by a post, for this dossier."""
    own = {AgencyKind.COMMUNE: row.commune_agency_id, AgencyKind.LEAD: row.lead_agency_id}
    return seat.post in concrete(post) and own.get(post.agency, seat.agency_id) == seat.agency_id


def may_read(seat: Seat, row: Any) -> bool:
    """Whether the law shows this desk a dossier where it stands."""
    stage = PROCEDURES[row.procedure_code, row.procedure_version].stage(row.stage)
    own = seat.agency_kind is not AgencyKind.COMMUNE or seat.agency_id == row.commune_agency_id
    leads = AgencyKind.LEAD in stage.seen_by and seat.agency_id == row.lead_agency_id
    return (leads or (own and seat.agency_kind in stage.seen_by)) and seat.role is not Role.ADMINISTRATOR
