"""A change of the calendar before it is made: what it says, and the calendar it would lead to."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from flask_babel import gettext as _

from states.clock import CalendarDay as LawDay
from states.clock import WorkCalendar
from workflow.calendar.models import YearStatus
from workflow.calendar.queries import Book, calendar_of
from workflow.calendar.seeding import SeedDay, seed_days
from workflow.errors import BadInput

FIRST_YEAR, LAST_YEAR = 2000, 2200


class ChangeKind(StrEnum):
    """What may be done to the calendar."""

    SET_DAY = "set_day"
    REMOVE_DAY = "remove_day"
    ADD_YEAR = "add_year"
    DECREE_YEAR = "decree_year"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `working`, `ground` and `source` are of a day; `status` and `note` of a year."""

    kind: ChangeKind
    on: date | None = None
    working: bool = False
    ground: str = ""
    source: str = ""
    year: int = 0
    status: YearStatus = YearStatus.COMPUTED
    note: str = ""

    def check(self, book: Book) -> None:
        """Raises BadInput when the change is none, or cannot be made to these tables."""
        if self.kind in (ChangeKind.SET_DAY, ChangeKind.REMOVE_DAY):
            self._check_day(book)
        elif not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise BadInput(_("Năm phải từ %(first)s đến %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))
        elif (self.year in book.years) is (self.kind is ChangeKind.ADD_YEAR):
            raise BadInput(_("Năm %(year)s đã có trong lịch.", year=self.year) if self.year in book.years
                           else _("Lịch chưa có năm %(year)s; hãy thêm năm đó trước.", year=self.year))  # fmt: skip
        elif self.kind is ChangeKind.ADD_YEAR and self.year not in (book.years[0] - 1, book.years[-1] + 1):
            raise BadInput(_("Chỉ thêm được năm liền trước hoặc liền sau các năm đã có, để lịch không bị đứt quãng."))

    def _check_day(self, book: Book) -> None:
        if self.on is None or self.on.year not in book.years:
            raise BadInput(_("Lịch chưa có năm của ngày này; hãy thêm năm đó trước."))
        if self.kind is ChangeKind.REMOVE_DAY:
            if self.on not in book.days:
                raise BadInput(_("Ngày này không có ngoại lệ nào trong lịch nên không có gì để bỏ."))
        elif not (self.ground.strip() and self.source.strip()):
            raise BadInput(_("Hãy ghi lý do và nguồn (văn bản, ngày) của ngày này."))

    def calendar(self, book: Book) -> WorkCalendar:
        """The calendar after the change."""
        days, years = dict(book.days), book.years
        if self.kind is ChangeKind.SET_DAY and self.on:
            days[self.on] = LawDay(self.working, self.ground)
        elif self.kind is ChangeKind.REMOVE_DAY and self.on:
            days.pop(self.on, None)
        elif self.kind is ChangeKind.ADD_YEAR:
            days |= {day.on: LawDay(day.working, day.ground) for day in self.seeded()}
            years = (*years, self.year)
        return calendar_of(days, years)

    def seeded(self) -> list[SeedDay]:
        """The days a new year begins with: public holidays by rule."""
        return seed_days(self.year) if self.kind is ChangeKind.ADD_YEAR else []

    def token(self, book: Book) -> str:
        """What ties a preview to its saving: this change, of the calendar as it was previewed."""
        said = asdict(self) | {"on": self.on and self.on.isoformat(), "kind": self.kind, "stamps": book.stamps}
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
