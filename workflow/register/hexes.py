"""The province as a tile map: every commune one hexagon of the same size (look.md). Only numbers, no markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from workflow.register.queries import CommuneCount

SIDE = 20.0
MARGIN = 2.0
SHADES = 4


@dataclass(frozen=True)
class Hex:
    """One commune on the map: its corners, its middle, how dark it is (0-4)."""

    code: str
    name: str
    count: int
    points: str
    x: float
    y: float

    @property
    def shade(self) -> int:
        return min(self.count, SHADES)


@dataclass(frozen=True)
class HexMap:
    """All communes, and the size of the picture."""

    hexes: tuple[Hex, ...]
    width: float
    height: float


def hex_map(counts: Sequence[CommuneCount]) -> HexMap:
    """Place every commune: x = (col + shift/2)·√3·side, y = row·1.5·side."""
    half = SIDE * sqrt(3) / 2
    hexes = tuple(_hex(one, MARGIN + (one.commune.hex_x + 1) * half) for one in counts)
    right = max((one.x for one in hexes), default=0.0) + half + MARGIN
    bottom = max((one.y for one in hexes), default=0.0) + SIDE + MARGIN
    return HexMap(hexes, round(right, 1), round(bottom, 1))


def _hex(one: CommuneCount, x: float) -> Hex:
    y = MARGIN + SIDE + one.commune.hex_row * 1.5 * SIDE
    corners = ((x + SIDE * sin(turn * pi / 3), y - SIDE * cos(turn * pi / 3)) for turn in range(6))
    points = " ".join(f"{across:.1f},{down:.1f}" for across, down in corners)
    return Hex(one.commune.code, one.commune.full_name, one.count, points, round(x, 1), round(y, 1))
