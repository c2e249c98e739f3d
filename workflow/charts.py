"""Charts as numbers: where each bar and point lies. `templates/macros/charts.html` draws them, each with its table.

Lengths are in the units of the picture, which is 340 wide so that its words can still be read on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

WIDTH, STEP, BAR = 340, 34, 12
FIELD = (34, 10, 300, 150)
"""Where lines are drawn: left, top, right, bottom."""
FILLS = ("solid", "hatch", "dots", "open")
DASHES = ("", "6 3", "2 3")


class Segment(NamedTuple):
    """A part of a bar."""

    x: float
    width: float
    fill: str
    value: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its parts, from the left."""

    label: str
    segments: tuple[Segment, ...]
    y: int
    href: str = ""

    @property
    def total(self) -> int:
        return sum(segment.value for segment in self.segments)

    @property
    def end(self) -> float:
        return max((segment.x + segment.width for segment in self.segments), default=0.0)


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars; `parts` name what the fills mean."""

    name: str
    title: str
    parts: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return STEP * len(self.bars) + 4


def bars(name: str, title: str, parts: Sequence[str], rows: Sequence[tuple[str, Sequence[int], str]]) -> Bars:
    """Bars of (label, a value for each part, address or ""). At most four parts; `name` is unique on its page."""
    room = WIDTH - 44.0
    most = max((sum(values) for _label, values, _href in rows), default=0) or 1
    drawn = []
    for place, (label, values, href) in enumerate(rows):
        x, segments = 0.0, []
        for fill, value in zip(FILLS, values, strict=False):
            width = round(room * value / most, 1)
            segments.append(Segment(round(x, 1), width, fill, value))
            x += width
        drawn.append(Bar(label, tuple(segments), STEP * place, href))
    return Bars(name, title, tuple(zip(FILLS, parts, strict=False)), tuple(drawn))


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


class Mark(NamedTuple):
    """A word beside an axis."""

    text: str
    at: float


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
    ticks = tuple(Mark(f"{share} %", down(Decimal(share))) for share in (0, 25, 50, 75, 100))
    return Lines(name, title, tuple(map(Mark, labels, xs)), ticks, tuple(drawn))
