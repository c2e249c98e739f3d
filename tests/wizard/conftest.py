"""An officer of Mường Hum at their desk, with the dossier that the plan expects of them (A.II.25)."""

import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from states.kinds import DossierBasis, Kind
from states.request import RequestAnswers
from tests.pages import Page
from tests.people import People, Someone
from workflow.dossiers import queries, request_queries, wizard_services
from workflow.dossiers.request_queries import Place
from workflow.dossiers.wizard_services import Change
from workflow.extensions import db
from workflow.register.models import PlanItem, Unit, UnitSite
from workflow.wall_clock import today


class Draft:
    """A dossier in the making, and the browser it is made in."""

    def __init__(self, people: People, officer: Someone, client: FlaskClient, dossier_id: uuid.UUID) -> None:
        self.app, self.people, self.officer, self.client, self.id = people.app, people, officer, client, dossier_id

    def url(self, section: str = "") -> str:
        return f"/dossiers/{self.id}/request" + (f"/{section}" if section else "")

    def page(self, section: str = "", **arguments: Any) -> Page:
        return Page(self.client.get(self.url(section), query_string=arguments))

    def send(self, section: str, version: int | None = None, autosave: bool = False, **typed: Any) -> Any:
        """Send a page; by default from the version that is stored now."""
        seen = self.version if version is None else version
        headers = {"X-Autosave": "1"} if autosave else None
        return self.client.post(self.url(section), data={"seen_version": seen} | typed, headers=headers)

    @property
    def row(self) -> Any:
        with self.app.app_context():
            return queries.get_dossier(self.id, self.people.person(self.officer)).row

    @property
    def version(self) -> int:
        found: int = self.row.version
        return found

    @property
    def answers(self) -> RequestAnswers:
        with self.app.app_context():
            return request_queries.answers(self.id)

    @property
    def content(self) -> dict[str, Any]:
        with self.app.app_context():
            return request_queries.content_of(self.id)

    def becomes(self, kind: Kind, basis: DossierBasis = DossierBasis.FULL) -> None:
        """Ask for another kind of recognition."""
        person, change = self.people.person(self.officer), Change(dossier={"kind": kind.value, "basis": basis.value})
        with self.app.app_context():
            wizard_services.save(self.id, change, by=person, on=today(), seen_version=None)


class Proven(NamedTuple):
    """A recognised unit."""

    id: uuid.UUID
    name: str


@pytest.fixture
def plan_item_id(app: Flask) -> Callable[[str, int], uuid.UUID]:
    def find(section: str, number: int) -> uuid.UUID:
        with app.app_context():
            found = select(PlanItem.id).where(PlanItem.section == section, PlanItem.no == number)
            return db.session.scalars(found).one()

    return find


@pytest.fixture
def draft(app: Flask, people: People, plan_item_id: Callable[[str, int], uuid.UUID]) -> Draft:
    officer = people("commune_officer")
    client = people.client(officer)
    answer = client.post("/dossiers/new", data={"plan_item_id": plan_item_id("A.II", 25)})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return Draft(people, officer, client, uuid.UUID(answer.location.split("/")[2]))


@pytest.fixture
def recognised(app: Flask, draft: Draft) -> Proven:
    """A recognised craft village, and the draft placed in its commune."""
    with app.app_context():
        unit = db.session.scalars(
            select(Unit).where(Unit.kind == Kind.CRAFT_VILLAGE.value, Unit.status == "active").order_by(Unit.sort_key)
        ).first()
        assert unit is not None
        code = db.session.scalars(select(UnitSite.commune_code).where(UnitSite.unit_id == unit.id)).first()
        assert code is not None
        person, change = draft.people.person(draft.officer), Change(sites=[Place(code, "Bản giữa")])
        found = Proven(unit.id, unit.name)
        wizard_services.save(draft.id, change, by=person, on=today(), seen_version=None)
    return found
