"""A supplement request as its people make it, through the pages."""

from typing import Any

from flask.testing import FlaskClient

from tests.pages import Page
from tests.story import Story
from workflow.dossiers.case import DossierCase
from workflow.dossiers.supplements.things import things_of
from workflow.extensions import db
from workflow.wall_clock import today

NOTE = "Nộp phương án bảo vệ môi trường còn hiệu lực"


class Desk:
    """One story with a browser for each of its people."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.clients: dict[str, FlaskClient] = {}

    def at(self, role: str) -> FlaskClient:
        if role not in self.clients:
            self.clients[role] = self.story.people.client(self.story.who(role))
        return self.clients[role]

    def url(self, page: str) -> str:
        return f"/dossiers/{self.story.id}/supplement/{page}"

    def places(self) -> dict[str, int]:
        """The number of the row of each thing on the page of the request."""
        with self.story.app.app_context():
            case = DossierCase(db.session(), self.story.row, today())
            return {thing.where: number for number, thing in enumerate(things_of(case))}

    def write(self, role: str, gaps: dict[str, tuple[str, str]], **more: str) -> Any:
        """Fill in the page of the request: {where: (fault, note)}."""
        places = self.places()
        data = {"seen_version": str(self.story.row.version)} | more
        for where, (fault, note) in gaps.items():
            data |= {f"fault-{places[where]}": fault, f"note-{places[where]}": note}
        return self.at(role).post(self.url("request"), data=data)

    def ask(self, role: str = "env_appraiser") -> None:
        """One gap, sent."""
        assert self.write(role, {"parts:CV-ENV": ("outdated", NOTE)}).status_code == 303
        self.story.step("ask_supplement", role)

    def reply(self, text: str = "Đã nộp phương án mới") -> Any:
        """Answer the first gap."""
        data = {"seen_version": str(self.story.row.version), "answer-1": text}
        return self.at("commune_officer").post(self.url("answer"), data=data)

    def page(self, role: str, address: str = "") -> Page:
        return Page(self.at(role).get(address or f"/dossiers/{self.story.id}"))
