"""Where on the earth a unit works: who may say so, and how a place is typed. Degrees north and east (WGS 84)."""

import re
from dataclasses import dataclass

from states.actors import COMMUNE_OFFICER, DEPT_OFFICER, Post

KEEPERS: frozenset[Post] = frozenset({COMMUNE_OFFICER, DEPT_OFFICER})


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the earth between two parallels and two meridians."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a place is inside."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


LAO_CAI = Box(21.30, 22.90, 103.40, 105.20)
"""The province since 1 July 2025, with a margin of about ten kilometres."""

_PLAIN = re.compile(r"\s*(\d{1,3}[.,]\d+)\s*°?\s*N?\s*[,;\s]\s*(\d{1,3}[.,]\d+)\s*°?\s*E?\s*")
_DEGREES = re.compile(
    r"""\s*(\d{1,3})°\s*(\d{1,2})['′’]\s*(\d{1,2}(?:[.,]\d+)?)(?:["″”]|'')\s*[NB]?\s*[,;\s]?\s*"""
    r"""(\d{1,3})°\s*(\d{1,2})['′’]\s*(\d{1,2}(?:[.,]\d+)?)(?:["″”]|'')\s*[E\u0110]?\s*"""
)
_DIGITS = 6
"""Decimals that are kept: a tenth of a metre."""


class NoPlace(ValueError):
    """What was typed is no place in the province. `is_outside` says that it is one elsewhere."""

    def __init__(self, is_outside: bool) -> None:
        super().__init__("outside" if is_outside else "unreadable")
        self.is_outside = is_outside


def read_place(text: str) -> tuple[float, float]:
    """Latitude and longitude as a map on a telephone gives them: 22.3456, 103.8765 or 22°20'44.2"N 103°52'35.4"E.

    The two may stand in either order, because in this province no latitude is a longitude. Raises NoPlace.
    """
    first, second = _numbers(text)
    for latitude, longitude in ((first, second), (second, first)):
        if LAO_CAI.holds(latitude, longitude):
            return round(latitude, _DIGITS), round(longitude, _DIGITS)
    raise NoPlace(is_outside=True)


def _numbers(text: str) -> tuple[float, float]:
    if found := _PLAIN.fullmatch(text):
        return _decimal(found[1]), _decimal(found[2])
    if found := _DEGREES.fullmatch(text):
        parts = [_decimal(part) for part in found.groups()]
        if max(parts[1], parts[2], parts[4], parts[5]) < 60:
            return parts[0] + parts[1] / 60 + parts[2] / 3600, parts[3] + parts[4] / 60 + parts[5] / 3600
    raise NoPlace(is_outside=False)


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))
