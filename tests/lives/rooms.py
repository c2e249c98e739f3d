"""What other rooms do meanwhile: the calendar is decreed, money is moved between lines, people say they are biased."""

from datetime import date

from sqlalchemy import select

from states.actors import AgencyKind, Role
from tests.lives.desks import Desks
from tests.lives.memory import Life
from tests.lives.slow_clock import Days
from workflow.accounts.person import Person
from workflow.accounts.session_services import Visit
from workflow.calendar.changes import Change, ChangeKind
from workflow.calendar.queries import book
from workflow.dossiers.assignment import services as assignment
from workflow.dossiers.preview.services import change_calendar
from workflow.dossiers.support import funds
from workflow.extensions import db
from workflow.support.models import FundLine

LINE = FundLine.__table__


class Rooms(Desks):
    """The same hand in rooms beside the dossiers."""

    def decree(self, day: date) -> None:
        """A worked day is decreed off, or a day off is worked in exchange; the dates of open dossiers move."""
        worked = not self.worked(day)
        change = Change(ChangeKind.SET_DAY, day, worked, "Theo quyết định", "QĐ 5/2027")
        admin, visit = self.office.cast.strangers[-1], Visit(self.at)
        token = change.token(book())
        if self.tried("a decree on the calendar", change_calendar, change, token, by=admin, on=self.on, visit=visit):
            self.days = Days({**self.days.named, day: worked})
            for life in self.lives():
                life.seen = None

    def allocate(self, place: int, more: int) -> None:
        """The Department of Finance changes what a line holds: so much more (or less) than what is promised of it."""
        line = db.session.execute(select(LINE).where(LINE.c.id == self.office.lines[place])).one()
        by = self.office.cast.at(AgencyKind.FINANCE, Role.CONSULTED_OFFICER)
        self.tried(
            "a change of a fund line", funds.change, line.id, seen=line.allocation, allocation=line.committed + more,
            note="Điều chỉnh", by=by, on=self.on, at=self.at,
        )  # fmt: skip

    def declare_conflict(self, life: Life, by: Person) -> None:
        """Somebody has an interest of his own in a dossier."""
        ground = "Có người nhà làm nghề tại thôn"
        told = {"by": by, "on": self.on, "at": self.at}
        self.tried("a conflict of interest", assignment.declare_conflict, life.id, ground, **told, entries=1)

    def assign(self, life: Life, to: Person | None, by: Person) -> None:
        """A dossier is given to somebody, or back to all."""
        self.tried(
            "an assignment", assignment.assign, life.id, to.id if to else None, by=by, on=self.on, at=self.at,
            seen_version=self.row(life).version, entries=1,
        )  # fmt: skip
