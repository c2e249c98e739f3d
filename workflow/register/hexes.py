"""The province as a tile map: every commune one hexagon of the same size (look.md). Only numbers, no markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from workflow.register.models import Commune

SIDE = 20.0
MARGIN = 2.0
STEPS = 4
"""Shades beside that of nothing; they differ in lightness, so that a grey print tells them apart."""


@dataclass(frozen=True, slots=True)
class Band:
    """Values that are drawn in one shade: `shade` is 0 for nothing, up to `STEPS`."""

    shade: int
    least: int
    most: int

    @property
    def words(self) -> str:
        """The values, for the legend: "0", "1", "3–4"."""
        return str(self.least) if self.least == self.most else f"{self.least}–{self.most}"


@dataclass(frozen=True, slots=True)
class Tile:
    """What one hexagon says: its number as text, the sentence read aloud, its shade, and the list it leads to."""

    text: str
    title: str
    shade: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Hex:
    """One commune on the map: what it says, its corners, its middle."""

    tile: Tile
    points: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class HexMap:
    """All communes, the size of the picture, what it shows in words. `tone` chooses the ink: "h", or "l" for late."""

    hexes: tuple[Hex, ...]
    width: float
    height: float
    label: str
    tone: str = "h"


def bands_of(most: int) -> tuple[Band, ...]:
    """Nothing, and up to four steps to the largest value; small values, which are many, keep steps of their own."""
    found = [Band(0, 0, 0)]
    for step in range(STEPS):
        least = found[-1].most + 1
        if least <= most:
            upper = most if step == STEPS - 1 else max(least, round(most ** (step / (STEPS - 1))))
            found.append(Band(step + 1, least, upper if most > STEPS else least))
    return tuple(found)


def shade_of(value: int, bands: Sequence[Band]) -> int:
    """The shade of a value within these bands."""
    return next(band.shade for band in bands if band.least <= value <= band.most)


def hex_map(tiles: Sequence[tuple[Commune, Tile]], label: str, tone: str = "h") -> HexMap:
    """Place every commune: x = (col + shift/2)·√3·side, y = row·1.5·side."""
    half = SIDE * sqrt(3) / 2
    hexes = tuple(_hex(commune, tile, MARGIN + (commune.hex_x + 1) * half) for commune, tile in tiles)
    right = max((one.x for one in hexes), default=0.0) + half + MARGIN
    bottom = max((one.y for one in hexes), default=0.0) + SIDE + MARGIN
    return HexMap(hexes, round(right, 1), round(bottom, 1), label, tone)


def _hex(commune: Commune, tile: Tile, x: float) -> Hex:
    y = MARGIN + SIDE + commune.hex_row * 1.5 * SIDE
    corners = ((x + SIDE * sin(turn * pi / 3), y - SIDE * cos(turn * pi / 3)) for turn in range(6))
    points = " ".join(f"{across:.1f},{down:.1f}" for across, down in corners)
    return Hex(tile, points, round(x, 1), round(y, 1))
