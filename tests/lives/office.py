"""An office for thousands of short lives: one application, one SQLite file that is put back as it was in a millisecond.

Durability is switched off for this file alone (nobody pulls the plug here); everything else is the product as it is.
"""

import sqlite3
import uuid
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from flask import Flask
from sqlalchemy import event, insert, select

from states.actors import AgencyKind, Role
from states.kinds import Kind
from states.reviewing import Kept, criteria_to_keep
from states.voting import CouncilSeat
from tests.lives.people import Cast, hire
from tests.lives.slow_clock import Days
from tests.people import MUONG_HUM
from workflow.calendar.models import CalendarDay
from workflow.council.setting_up import NewCouncil
from workflow.dossiers.meetings.services import set_up_council
from workflow.extensions import db, new_id
from workflow.register.models import Commune, Unit, UnitSite
from workflow.reviews.facts import stored
from workflow.reviews.models import AnnualReview
from workflow.support.models import FundLine
from workflow.transactions import writing

MILLION = 1_000_000
FOUNDED = date(2026, 11, 2)
FOUNDED_AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
QUORUM = Fraction(2, 3)
LINES = (
    (2026, "H", 60 * MILLION), (2027, "H", 45 * MILLION), (2028, "H", 30 * MILLION), (2027, "B", 50 * MILLION),
    (2028, "B", 70 * MILLION),
)  # fmt: skip
UNMET_SINCE = (2020, 2023)
"""The first year in which the criteria of the first and of the second unit were not met."""


class Office:
    """The application, its people, and what stands in its books before anything happens."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            event.listen(db.engine, "connect", _make_hasty)
            db.engine.dispose()
        self.cast: Cast = hire(app)
        self.commune_id = self.cast.one("commune_officer").seats[0].agency_id
        self.province_id = self.cast.one("province_clerk").seats[0].agency_id
        self.department_id = self.cast.one("dept_officer").seats[0].agency_id
        self._inside = app.app_context()
        self._inside.push()
        self.commune_code = db.session.scalars(select(Commune.code).where(Commune.name == MUONG_HUM)).one()
        days = db.session.execute(select(CalendarDay.on, CalendarDay.working))
        self.days = Days((row.on, row.working) for row in days)
        self.units = self._units_in_trouble()
        self.lines = self._fund_lines()
        self.council_id = self._council()
        self.new = self.picture()

    def close(self) -> None:
        """The office is left."""
        db.session.remove()
        db.engine.dispose()
        self._inside.pop()

    def _units_in_trouble(self) -> list[uuid.UUID]:
        """Two recognised units of the commune, with years of reviews in which the criteria were not met."""
        with writing() as session:
            found = list(session.scalars(select(Unit).where(Unit.status == "active").order_by(Unit.id).limit(2)))
            for unit, since in zip(found, UNMET_SINCE, strict=True):
                session.add(UnitSite(unit_id=unit.id, position=9, commune_code=self.commune_code, village="Thôn"))
                words = stored({one.code: Kept(False, "Chỉ còn ba hộ") for one in criteria_to_keep(Kind(unit.kind))})
                session.execute(insert(AnnualReview), [self._review(unit.id, y, words) for y in range(since, 2026)])
            return [unit.id for unit in found]

    def _review(self, unit_id: uuid.UUID, year: int, words: dict[str, Any]) -> dict[str, Any]:
        by = self.cast.one("dept_officer").id
        who = {"opened_by": by, "opened_at": FOUNDED_AT, "confirmed_by": by, "confirmed_at": FOUNDED_AT}
        told = {"state": "confirmed", "criteria": words, "maintained": False, "procedure_version": "2026.1"}
        return {"unit_id": unit_id, "year": year, "commune_agency_id": self.commune_id} | told | who

    def _fund_lines(self) -> list[uuid.UUID]:
        agency = self.cast.at(AgencyKind.FINANCE, Role.CONSULTED_OFFICER).seats[0].agency_id
        rows = [
            {"id": new_id(), "year": year, "source": source, "programme": f"Chương trình {number}",
             "allocation": allocation, "agency_id": agency}
            for number, (year, source, allocation) in enumerate(LINES)
        ]  # fmt: skip
        with writing() as session:
            session.execute(insert(FundLine), rows)
        return [row["id"] for row in rows]

    def _council(self) -> uuid.UUID:
        one = self.cast.one
        seats = {
            one("province_leader", 1): CouncilSeat.CHAIR, one("dept_leader", 1): CouncilSeat.VICE_CHAIR,
            one("dept_officer", 1): CouncilSeat.SECRETARY, one("consulted_leader"): CouncilSeat.MEMBER,
            one("consulted_officer"): CouncilSeat.MEMBER,
        }  # fmt: skip
        new = NewCouncil("Hội đồng xét duyệt", "77/QĐ-UBND", FOUNDED, self.province_id, FOUNDED)
        given = {person.id: (seat, person.seats[0].agency_id) for person, seat in seats.items()}
        return set_up_council(new, given, by=one("province_clerk"), on=FOUNDED, at=FOUNDED_AT)

    def picture(self) -> sqlite3.Connection:
        """The whole database as it stands, kept in memory."""
        kept = sqlite3.connect(":memory:")
        db.session.remove()
        raw = db.engine.raw_connection()
        raw.driver_connection.backup(kept)  # type: ignore[union-attr]
        raw.close()
        return kept

    def put_back(self, picture: sqlite3.Connection) -> None:
        """Be again as in a picture."""
        db.session.remove()
        raw = db.engine.raw_connection()
        picture.backup(raw.driver_connection)  # type: ignore[arg-type]
        raw.close()


def _make_hasty(connection: Any, record: object) -> None:
    for pragma in ("journal_mode=MEMORY", "synchronous=OFF"):
        connection.execute(f"PRAGMA {pragma}")
