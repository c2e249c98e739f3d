"""Dossiers whose decision was signed, without the road that led there: what the room of decisions needs of them."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from tests.people import People, Someone
from tests.story import Story
from workflow.decisions import services
from workflow.decisions.book_services import OnPaper, enter_paper_numbers, void
from workflow.decisions.kinds import VICE_CHAIRMAN, DecisionKind
from workflow.decisions.models import DecisionPaper
from workflow.decisions.services import Book, Numbered, Signature
from workflow.dossiers.models import Dossier
from workflow.extensions import db
from workflow.transactions import writing

DAY = date(2026, 12, 1)
AT = datetime(2026, 12, 1, 2, tzinfo=UTC)


class Office:
    """The province's clerk, and dossiers signed by its leader."""

    def __init__(self, app: Flask, people: People) -> None:
        self.app, self.people = app, people
        self.clerk = people("province_clerk")
        self.leader = people("province_leader", name="Phan Trung Bá")
        self._number = 0

    def book(self, on: date = DAY, at: datetime = AT) -> Book:
        return Book(self.clerk.agency_id, self.clerk.id, on, at)

    def signed(self, on: date = DAY, by: Someone | None = None) -> uuid.UUID:
        """A dossier whose decision was signed."""
        dossier_id, signer = Story(self.app, self.people).draft().id, by or self.leader
        self._number += 1
        signature = Signature(signer.id, "Phan Trung Bá", VICE_CHAIRMAN, on)
        with self.app.app_context(), writing() as session:
            session.execute(update(Dossier).where(Dossier.id == dossier_id).values(stage="numbering"))
            services.sign(session, dossier_id, self._number, signature)
        return dossier_id

    def number(self, dossier_id: uuid.UUID, chosen: uuid.UUID | None = None, on: date = DAY) -> Numbered:
        with self.app.app_context(), writing() as session:
            return services.number(session, dossier_id, self.book(on), chosen=chosen)

    def issue(self, dossier_id: uuid.UUID, on: date = DAY) -> Numbered:
        with self.app.app_context(), writing() as session:
            return services.issue(session, dossier_id, by=self.clerk.id, on=on, at=AT)

    def void(self, decision_id: uuid.UUID, reason: str = "Ghi nhầm trích yếu", on: date = DAY) -> Numbered | None:
        with self.app.app_context(), writing() as session:
            return void(session, decision_id, reason, self.book(on))

    def enter(
        self,
        until: int,
        seen_last: int = 0,
        kind: DecisionKind = DecisionKind.OTHER,
        year: int = 2026,
        at: datetime = AT,
    ) -> list[uuid.UUID]:
        entered = OnPaper(year, seen_last, until, kind, "Sổ văn bản đi, trang 12")
        with self.app.app_context(), writing() as session:
            return enter_paper_numbers(session, entered, self.book(at=at))

    def papers(self) -> list[Any]:
        """Every number of the book in order."""
        table = DecisionPaper.__table__
        with self.app.app_context():
            return list(db.session.execute(select(table).order_by(table.c.year, table.c.number)))
