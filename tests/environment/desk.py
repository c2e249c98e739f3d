"""The environmental desk of tests: a recognised unit, its commune, the department, and what each of them sends."""

import uuid
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from states.checklist import ItemResult
from states.environment import current_checklist
from states.inspecting import items_of_an_establishment
from tests.people import People, Someone
from workflow.environment.follow_models import PollutionInspection, Remedy
from workflow.environment.models import (
    EnvironmentalPlan,
    Establishment,
    EstablishmentAnswer,
    EstablishmentInspection,
)
from workflow.environment.visit_models import SiteVisit, SiteVisitStop
from workflow.extensions import db
from workflow.notices.models import Notice
from workflow.register.models import Commune, Unit, UnitSite
from workflow.wall_clock import today

COMMUNE = "Tả Van"
ROLES = ("commune_officer", "commune_leader", "env_appraiser", "dept_officer", "dept_leader", "province_clerk")
CODES = tuple(item.code for item in items_of_an_establishment(current_checklist(today())))


def typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


class Desk:
    """Everybody who has to do with one unit. Names of roles are names of browsers."""

    def __init__(self, app: Flask, people: People, commune: str = COMMUNE) -> None:
        self.app, self.people, self.commune = app, people, commune
        with app.app_context():
            once = select(UnitSite.unit_id).group_by(UnitSite.unit_id).having(func.count() == 1)
            place = select(Unit.id, Unit.name).join(UnitSite, UnitSite.unit_id == Unit.id).join(Commune)
            found = db.session.execute(
                place.where(Commune.name == commune, Unit.id.in_(once)).order_by(Unit.id)
            ).first()
        assert found is not None
        self.unit: uuid.UUID = found.id
        self.unit_name: str = found.name
        self.cast: dict[str, Someone] = {}
        self._browsers: dict[str, FlaskClient] = {}

    def who(self, role: str) -> Someone:
        if role not in self.cast:
            self.cast[role] = self.people(role, commune=self.commune)
        return self.cast[role]

    def as_(self, role: str) -> FlaskClient:
        """The browser of the person in a role."""
        if role not in self._browsers:
            self._browsers[role] = self.people.client(self.who(role))
        return self._browsers[role]

    def rows(self, model: Any, **where: Any) -> list[Any]:
        with self.app.app_context():
            return list(db.session.execute(select(model.__table__).filter_by(**where).order_by(model.__table__.c.id)))

    def one(self, model: Any, **where: Any) -> Any:
        (found,) = self.rows(model, **where)
        return found

    def told(self, role: str, kind: str = "") -> list[Any]:
        """What the person in a role was told."""
        found = self.rows(Notice, account_id=self.who(role).id)
        return [row for row in found if row.kind.startswith(f"environment:{kind}")]

    # what people do

    def add(self, name: str = "Má A Phử", **typed_in: str) -> Any:
        """A household of the unit."""
        data = {"kind": "household", "name": name, "village": "Tả Van Giáy", "trade": "Thổ cẩm"}
        data |= {"active_from": "01/01/2025"} | typed_in
        return self.as_("commune_officer").post(f"/environment/units/{self.unit}/establishments", data=data)

    def household(self, name: str = "Má A Phử") -> Any:
        """The same, added, as its row."""
        assert self.add(name).status_code == 303
        return self.one(Establishment, name=name)

    def inspect(self, row: Any, result: str = "met", role: str = "env_appraiser", **answers: str) -> Any:
        """An inspection of today in which every item has one result; `ENV_H01_remedy="…"` says more of one."""
        data = {f"{code}-result": result for code in CODES if result}
        data |= {f"{code}-reason": "Không phát sinh" for code in CODES if result == ItemResult.NOT_APPLICABLE}
        data |= {"inspected_on": typed(today()), "seen_version": str(self.one(Establishment, id=row.id).version)}
        for name, value in answers.items():
            code, _, part = name.rpartition("_")
            data[f"{code.replace('_', '-')}-{part}" if name.startswith("ENV") else name] = value
        return self.as_(role).post(f"/environment/establishments/{row.id}/inspection", data=data)

    def remedy(self, due_on: date | None = None) -> Any:
        """A remedy that an inspection asked for."""
        row, day = self.household(f"Hộ {uuid.uuid4().hex[:6]}"), due_on or in_days(30)
        asked = {"ENV_H01_result": "not_met", "ENV_H01_remark": "Đào rãnh", "ENV_H01_remedy": typed(day)}
        assert self.inspect(row, **asked).status_code == 303
        return self.rows(Remedy)[-1]

    def act(self, role: str, remedy: Any, action: str, **inputs: str) -> Any:
        version = inputs.pop("seen_version", "") or str(self.one(Remedy, id=remedy.id).version)
        data = {f"{action}-{name}": text for name, text in inputs.items()} | {f"{action}-seen_version": version}
        return self.as_(role).post(f"/environment/remedies/{remedy.id}/{action}", data=data)

    def ask(self, role: str = "commune_leader", **inputs: str) -> Any:
        data = {"ground": "Dân phản ánh nước suối đổi màu", "by_on": typed(in_days(30))} | inputs
        return self.as_(role).post(f"/environment/units/{self.unit}/requests", data=data)

    def asked(self, role: str = "commune_leader", **inputs: str) -> Any:
        """A request, as its row."""
        assert self.ask(role, **inputs).status_code == 303
        return self.rows(PollutionInspection)[-1]

    def answer(self, request: Any, action: str, role: str = "env_appraiser", **inputs: str) -> Any:
        version = inputs.pop("seen_version", "") or str(self.one(PollutionInspection, id=request.id).version)
        data = {f"{action}-{name}": text for name, text in inputs.items()} | {f"{action}-seen_version": version}
        return self.as_(role).post(f"/environment/requests/{request.id}/{action}", data=data)

    def plan(self, approved_on: date, number: str = "12/QĐ-UBND", role: str = "commune_officer") -> Any:
        data = {"number": number, "approved_on": typed(approved_on), "approved_by": "UBND xã Tả Van"}
        return self.as_(role).post(f"/environment/units/{self.unit}/plans", data=data)

    def trip(self, *stops: str, on: date | None = None, role: str = "env_appraiser", **more: Any) -> Any:
        data = {"stop": list(stops), "planned_on": typed(on or today()), "member": [str(self.who("env_appraiser").id)]}
        return self.as_(role).post("/environment/visits", data=data | more)

    def visit(self, *stops: str, on: date | None = None) -> Any:
        """A planned trip, as its row."""
        answer = self.trip(*stops, on=on)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return self.one(SiteVisit, id=uuid.UUID(answer.location.rsplit("/", 1)[1]))

    def results(
        self, visit: Any, outcome: str = "done", words: str = "", role: str = "env_appraiser", **more: str
    ) -> Any:
        """The same result for every stop of a trip."""
        stops = self.rows(SiteVisitStop, visit_id=visit.id)
        data = {f"outcome-{stop.id}": outcome for stop in stops} | {f"words-{stop.id}": words for stop in stops}
        data |= {"seen_version": str(self.one(SiteVisit, id=visit.id).version)} | more
        return self.as_(role).post(f"/environment/visits/{visit.id}/results", data=data)

    def inspections(self, row: Any) -> list[Any]:
        return self.rows(EstablishmentInspection, establishment_id=row.id)

    def establishments(self) -> list[Any]:
        return self.rows(Establishment, unit_id=self.unit)

    def rows_of_answers(self) -> list[Any]:
        with self.app.app_context():
            return list(db.session.execute(select(EstablishmentAnswer.__table__)))

    def plans(self) -> list[Any]:
        return self.rows(EnvironmentalPlan, unit_id=self.unit)
