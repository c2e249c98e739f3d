"""A report as plain data. How it looks on a screen, on paper and in a file is written once for all (see `renderings`).

Its words are in the language in which it was built; what is kept or sent is built in Vietnamese.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from flask_babel import gettext as _

from workflow.formats import vndate, vndatetime


class Is(StrEnum):
    """What a column holds. PERCENT is a number of hundredths (75.0), MONEY whole VND."""

    TEXT = "text"
    DAY = "day"
    WHOLE = "whole"
    PERCENT = "percent"
    MONEY = "money"

    @property
    def is_number(self) -> bool:
        return self in (Is.WHOLE, Is.PERCENT, Is.MONEY)


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `width` is its share of a sheet, about the characters it needs."""

    title: str
    kind: Is = Is.TEXT
    width: int = 0

    @property
    def breadth(self) -> int:
        return self.width or (12 if self.kind is not Is.TEXT else 28)


class Linked(NamedTuple):
    """A value that leads to the rows behind it, on the screen."""

    value: Any
    address: str


Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, the first column names the row. `rows` may be a stream, which can be read once."""

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    totals: Row | None = None
    empty: str = ""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: words, then a table. Either may be missing."""

    title: str
    table: Table | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CutOff:
    """Up to when it was counted. `at` is given while the last day is not over: then figures may still change."""

    on: date
    at: datetime | None = None

    @property
    def words(self) -> str:
        if self.at is None:
            return str(_("Số liệu chốt đến hết ngày %(day)s.", day=vndate(self.on)))
        return str(
            _("Số liệu tính đến %(at)s; ngày %(day)s chưa hết nên còn có thể thay đổi.", at=vndatetime(self.at),
              day=vndate(self.on))
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what it is, about what, up to when, and its parts. `figures` are the same for machines."""

    code: str
    title: str
    scope: str
    cut_off: CutOff
    sections: tuple[Section, ...]
    is_wide: bool = False
    figures: Mapping[str, Any] = field(default_factory=dict)


def cut_off(on: date, now: datetime, today: date) -> CutOff:
    """The cut-off at the end of a day, or now where that day is not over."""
    return CutOff(on, None if on < today else now)


def bare(value: Any) -> Any:
    """A value without what it leads to."""
    return value.value if isinstance(value, Linked) else value
