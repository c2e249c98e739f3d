"""An administrator with a schedule, and days that pass."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from tests.people import People, Someone
from workflow.dossiers.journal import verify
from workflow.dossiers.models import Dossier
from workflow.dossiers.retention import jobs, services
from workflow.extensions import Base, db
from workflow.wall_clock import today

YEARS = 10
NOTICE = timedelta(days=30)


def at(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 1, tzinfo=UTC)


def years_on(years: int, days: int = 0) -> date:
    day = today()
    return day.replace(year=day.year + years, day=min(day.day, 28)) + timedelta(days=day.day - min(day.day, 28) + days)


class Office:
    """What runs every day, and what the administrator decides."""

    def __init__(self, app: Flask, people: People) -> None:
        self.app, self.people = app, people
        self.admin: Someone = people("administrator")

    @property
    def by(self) -> Any:
        return self.people.person(self.admin)

    def keeps(self, months: int | None = YEARS * 12) -> "Office":
        """Set the agency's schedule from today."""
        with self.app.app_context():
            services.set_schedule(
                months, today(), "Công văn của Chi cục Văn thư", by=self.by, on=today(), at=at(today())
            )
        return self

    def run(self, on: date) -> tuple[int, int]:
        """The two jobs of a day: how many were told of, how many deleted."""
        with self.app.app_context():
            return jobs.give_notice(on, at(on)), jobs.delete_what_is_due(on, at(on))

    def run_days(self, first: date, last: date) -> list[tuple[date, int, int]]:
        """Day by day; the days on which something happened."""
        found, day = [], first
        while day <= last:
            told, gone = self.run(day)
            if told or gone:
                found.append((day, told, gone))
            day += timedelta(days=1)
        return found

    def purged(self, dossier_id: Any) -> bool:
        with self.app.app_context():
            return db.session.scalar(select(Dossier.purged_on).where(Dossier.id == dossier_id)) is not None

    def chain_is_whole(self) -> bool:
        with self.app.app_context():
            return verify(db.session()) == []

    def count(self, table: str) -> int:
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(Base.metadata.tables[table])) or 0

    def tables_that_say(self, *words: str) -> set[str]:
        """Every table that has one of these words in any of its rows."""
        found = set()
        with self.app.app_context():
            for table in Base.metadata.sorted_tables:
                for row in db.session.execute(select(table)):
                    text = repr(tuple(row))
                    if any(word in text for word in words):
                        found.add(table.name)
        return found
