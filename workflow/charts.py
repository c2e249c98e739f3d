"""Charts as numbers: where each bar and point lies. `templates/macros/charts.html` draws them, each with its table.

Lengths are in the units of the picture, which is 340 wide so that its words can still be read on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from workflow.forms import grouped

WIDTH, STEP, BAR, THIN = 340, 34, 12, 9
NUMBERS = 44
"""Room for the number at the end of a bar."""

ASIDE = 56
"""Room for the label beside bars that stand under each other."""

FIELD = (34, 10, 300, 150)
"""Where lines are drawn: left, top, right, bottom."""
FILLS = ("solid", "hatch", "dots", "open")
DASHES = ("", "6 3", "2 3")


class Segment(NamedTuple):
    """A part of a bar."""

    x: float
    y: int
    width: float
    height: int
    fill: str
    value: int


class Mark(NamedTuple):
    """A word, and where it stands."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its parts; `marks` are its label and its numbers."""

    label: str
    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]
    href: str = ""

    @property
    def total(self) -> int:
        return sum(segment.value for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars; `parts` name what the fills mean, `adds_up` says whether they are shares of one bar."""

    name: str
    title: str
    parts: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]
    height: int
    adds_up: bool


Row = tuple[str, Sequence[int], str]


def bars(name: str, title: str, parts: Sequence[str], rows: Sequence[Row]) -> Bars:
    """Bars of (label, a value for each part, address or ""), the parts one after the other.

    At most four parts; `name` is unique on its page.
    """
    most = max((sum(values) for _label, values, _href in rows), default=0) or 1
    drawn = []
    for place, (label, values, href) in enumerate(rows):
        x, y, segments = 0.0, STEP * place, []
        for fill, value in zip(FILLS, values, strict=False):
            width = round((WIDTH - NUMBERS) * value / most, 1)
            segments.append(Segment(round(x, 1), y + 17, width, BAR, fill, value))
            x += width
        marks = Mark(label, 0, y + 12), Mark(grouped(sum(values)), round(x + 5, 1), y + 27)
        drawn.append(Bar(label, tuple(segments), marks, href))
    return Bars(name, title, tuple(zip(FILLS, parts, strict=False)), tuple(drawn), STEP * len(rows) + 4, adds_up=True)


def beside(name: str, title: str, parts: Sequence[str], rows: Sequence[Row]) -> Bars:
    """The same with the parts under each other, for what does not add up; the label (short) stands beside them."""
    most = max((value for _label, values, _href in rows for value in values), default=0) or 1
    step, drawn = (THIN + 2) * len(parts) + 8, []
    for place, (label, values, href) in enumerate(rows):
        y, segments, marks = step * place + 2, [], [Mark(label, 0, step * place + 11)]
        for fill, value in zip(FILLS, values, strict=False):
            width = round((WIDTH - NUMBERS - ASIDE) * value / most, 1)
            segments.append(Segment(ASIDE, y, width, THIN, fill, value))
            marks.append(Mark(grouped(value), round(ASIDE + width + 5, 1), y + THIN))
            y += THIN + 2
        drawn.append(Bar(label, tuple(segments), tuple(marks), href))
    return Bars(name, title, tuple(zip(FILLS, parts, strict=False)), tuple(drawn), step * len(rows) + 4, adds_up=False)


class Point(NamedTuple):
    """A value on a line, with where it lies."""

    label: str
    value: Decimal
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A series: its points, those without a value left out."""

    name: str
    dash: str
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)


@dataclass(frozen=True, slots=True)
class Lines:
    """A chart of lines over the same labels, in percent of a whole."""

    name: str
    title: str
    labels: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    lines: tuple[Line, ...]


def lines(
    name: str, title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[Decimal | None]]]
) -> Lines:
    """Lines of (name, a percentage 0-100 or None for each label). At most three series."""
    left, top, right, bottom = FIELD
    step = (right - left) / max(1, len(labels) - 1)
    xs = [round(left + step * place, 1) for place in range(len(labels))]

    def down(value: Decimal) -> float:
        return round(bottom - (bottom - top) * min(float(value), 100.0) / 100, 1)

    drawn = []
    for dash, (called, values) in zip(DASHES, series, strict=False):
        points = (Point(t, v, x, down(v)) for t, v, x in zip(labels, values, xs, strict=True) if v is not None)
        drawn.append(Line(called, dash, tuple(points)))
    ticks = tuple(Mark(f"{share} %", left - 4, down(Decimal(share)) + 3) for share in (0, 25, 50, 75, 100))
    names = tuple(Mark(label, x, bottom + 16) for label, x in zip(labels, xs, strict=True))
    return Lines(name, title, names, ticks, tuple(drawn))
