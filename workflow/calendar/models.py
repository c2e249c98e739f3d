"""The days that are not what their weekday says: holidays on weekdays, and weekend days that are worked."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, IdType, UtcDateTime, new_id


class YearStatus(StrEnum):
    """Whether the days of a year come from decisions, or were computed from the rules while waiting for them."""

    DECREED = "decreed"
    COMPUTED = "computed"


class CalendarYear(Base):
    """A year whose working days are known. `stamp` changes with every edit of the year's days."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    status: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(300), default="")
    stamp: Mapped[uuid.UUID] = mapped_column(IdType, default=new_id)

    __table_args__ = (
        CheckConstraint("status IN ('decreed', 'computed')", name="known_status"),
        CheckConstraint("year BETWEEN 2000 AND 2200", name="sane_year"),
    )


class CalendarDay(Base):
    """One day off on a weekday, or worked at a weekend, with its ground and where that was read."""

    __tablename__ = "calendar_day"

    on: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    ground: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(200))
    entered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("ground <> ''", name="says_why"),)


class LawStamp(Base):
    """When data of the law that every process keeps in memory was last changed, by name: `stamp` is drawn anew then.

    Read together with the stamps of the years, so that knowing of a change costs a request no statement of its own.
    """

    __tablename__ = "law_stamp"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    stamp: Mapped[uuid.UUID] = mapped_column(IdType)

    __table_args__ = (CheckConstraint("name = 'editions'", name="known_name"),)
