"""People, applications and money for tests of support."""

import uuid
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update

from states.actors import AgencyKind, Role
from states.support_kinds import kind_in
from tests.pages import Page
from tests.people import MUONG_HUM, People, Someone
from workflow.accounts.models import Agency, PostHolding
from workflow.dossiers.models import Dossier
from workflow.dossiers.services import Taken, take_step
from workflow.extensions import db, new_id
from workflow.papers.models import Attachment, StoredFile
from workflow.register.models import Unit
from workflow.support.models import FundLine
from workflow.transactions import writing
from workflow.wall_clock import now, today

SILVER = "Làng nghề chạm khắc bạc"
"""A recognised unit of Mường Hum (row B.I.17 of the annex)."""

APPLICANT = {
    "establishment": "HTX chạm bạc Séo Pờ Hồ", "applicant_name": "Lý A Sử", "applicant_role": "Giám đốc",
    "applicant_phone": "0912 345 678", "applicant_address": "Thôn Séo Pờ Hồ",
}  # fmt: skip
MONEY = {
    "purpose": "Thuê gian hàng ở hội chợ Hà Nội", "content": "Hai gian hàng, năm ngày.", "year": str(today().year),
    "cost": "120.000.000", "own_capital": "70.000.000", "requested": "50.000.000", "fund": "B", "twin_note": "",
}  # fmt: skip


def seat_at(app: Flask, someone: Someone, role: Role, kind: AgencyKind) -> Someone:
    """Move a person to a post at the agency of a kind."""
    with app.app_context(), writing() as session:
        agency = session.scalars(select(Agency.id).where(Agency.kind == kind.value)).first()
        held = update(PostHolding).where(PostHolding.account_id == someone.id)
        session.execute(held.values(role=role.value, agency_id=agency))
    assert agency is not None
    return Someone(someone.id, someone.username, agency)


def consulted(app: Flask, people: People, kind: AgencyKind, role: Role = Role.CONSULTED_OFFICER) -> Someone:
    """An officer (or leader) of a department that is neither the commune's nor the standing one."""
    return seat_at(app, people("dept_officer", name=f"{role.value} {kind.value}"), role, kind)


def unit_named(app: Flask, name: str = SILVER) -> uuid.UUID:
    with app.app_context():
        return db.session.scalars(select(Unit.id).where(Unit.name == name)).one()


def fund_line(app: Flask, allocation: int, source: str = "B", programme: str = "Khuyến công", year: int = 0) -> Any:
    """A fund line managed by the Department of Industry and Trade; its id."""
    line_id = new_id()
    with app.app_context(), writing() as session:
        agency = session.scalars(select(Agency.id).where(Agency.kind == AgencyKind.INDUSTRY_TRADE.value)).one()
        row = {"id": line_id, "year": year or today().year, "source": source, "programme": programme}
        session.execute(insert(FundLine), row | {"agency_id": agency, "allocation": allocation})
    return line_id


def line_of(app: Flask, line_id: uuid.UUID) -> Any:
    """A fund line as it stands."""
    with app.app_context():
        return db.session.execute(select(FundLine.__table__).where(FundLine.id == line_id)).one()


class Application:
    """A support application in the making, the officer who makes it, and the people on its road."""

    def __init__(self, app: Flask, people: People, kind: str = "trade_promotion", commune: str = MUONG_HUM) -> None:
        self.app, self.people, self.kind, self.commune = app, people, kind_in("2026.1", kind), commune
        self.officer = people("commune_officer", commune=commune)
        self.client: FlaskClient = people.client(self.officer)
        self.cast: dict[str, Someone] = {"commune_officer": self.officer}
        self.id = uuid.UUID(int=0)

    def begin(self, aim: str = "") -> "Application":
        """Choose the kind and the aim, through the page."""
        aim = aim or f"unit:{unit_named(self.app)}"
        answer = self.client.post("/support/new", data={"kind": self.kind.code, "aim": aim})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        self.id = uuid.UUID(answer.location.split("/")[2])
        return self

    def fill(self, applicant: dict[str, str] | None = None, **money: str) -> "Application":
        """Every page and every required paper."""
        assert self.send("applicant", **(APPLICANT if applicant is None else applicant)).status_code == 303
        typed = MONEY | money
        if not self.kind.has_money:
            typed = {name: typed[name] for name in ("purpose", "content", "year", "twin_note")}
        answer = self.send("money", **typed)
        assert answer.status_code == 303, Page(answer).text
        for need in self.kind.needs:
            if need.required:
                self.attach(need.codes[0])
        return self

    def attach(self, part: str) -> None:
        """A file under a part, as if it had been uploaded."""
        digest = uuid.uuid4().bytes * 2
        with self.app.app_context(), writing() as session:
            session.execute(insert(StoredFile), {"digest": digest, "size": 9, "media_type": "application/pdf"})
            row = {"id": new_id(), "dossier_id": self.id, "part_code": part, "digest": digest, "name": f"{part}.pdf"}
            kept = {"size": 9, "media_type": "application/pdf", "uploaded_by": self.officer.id, "at": now()}
            session.execute(insert(Attachment), row | kept)

    def url(self, section: str = "") -> str:
        return f"/dossiers/{self.id}/support" + (f"/{section}" if section else "")

    def page(self, section: str = "") -> Page:
        return Page(self.client.get(self.url(section)))

    def send(self, section: str, version: int | None = None, autosave: bool = False, **typed: str) -> Any:
        """Send a page; by default from the version that is stored now."""
        seen = self.row.version if version is None else version
        headers = {"X-Autosave": "1"} if autosave else None
        return self.client.post(self.url(section), data={"seen_version": str(seen)} | typed, headers=headers)

    def who(self, role: str) -> Someone:
        """The person of this application in a role; `lead_officer` and `lead_leader` sit at its lead agency."""
        if role not in self.cast:
            self.cast[role] = self._new(role)
        return self.cast[role]

    def _new(self, role: str) -> Someone:
        if not role.startswith("lead_"):
            return self.people(role, commune=self.commune)
        if self.kind.lead is AgencyKind.COMMUNE:
            return self.people(role.replace("lead_", "commune_"), commune=self.commune)
        if self.kind.lead is AgencyKind.AGRICULTURE_ENVIRONMENT:
            return self.people(role.replace("lead_", "dept_"))
        consulting = Role.CONSULTED_OFFICER if role == "lead_officer" else Role.CONSULTED_LEADER
        return consulted(self.app, self.people, self.kind.lead, consulting)

    def step(self, action: str, role: str, **inputs: str) -> Taken:
        """One step, taken now by the person in that role."""
        person = self.people.person(self.who(role))
        with self.app.app_context():
            return take_step(
                self.id, action, by=person, on=today(), at=now(), seen_version=self.row.version,
                token=uuid.uuid4().hex, inputs=inputs,
            )  # fmt: skip

    @property
    def row(self) -> Any:
        """The dossier's row, read anew."""
        with self.app.app_context():
            return db.session.execute(select(Dossier.__table__).where(Dossier.id == self.id)).one()
