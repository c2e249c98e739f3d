"""Where things are, so that one trip serves several: communes by former district, and which communes touch.

Former districts are no authority any more; people who drive there still think in them. Two communes touch when their
hexagons on the tile map do.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import func, select

from workflow.extensions import db
from workflow.register.models import Commune, FormerCommune

COMMUNE, FORMER = Commune.__table__, FormerCommune.__table__
BESIDE = frozenset({(2, 0), (-2, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)})
"""From a hexagon to the six around it, in half-steps to the right and rows."""


class Placed(Protocol):
    """Anything that is in a commune."""

    @property
    def commune_code(self) -> str: ...


T = TypeVar("T", bound=Placed)


@dataclass(frozen=True, slots=True)
class Spot:
    """One commune: its name, the former district most of it belonged to, its place on the tile map."""

    code: str
    name: str
    district: str
    sort_key: str
    hex_x: int
    hex_row: int

    def touches(self, other: "Spot") -> bool:
        """Whether the two share a border on the tile map."""
        return (other.hex_x - self.hex_x, other.hex_row - self.hex_row) in BESIDE


@dataclass(frozen=True)
class CommuneGroup:
    """What is in one commune, and the neighbours that also have something, wherever they are listed."""

    spot: Spot
    things: tuple[Placed, ...]
    neighbours: tuple[Spot, ...]


@dataclass(frozen=True)
class Area:
    """The communes of one former district that have something."""

    name: str
    communes: tuple[CommuneGroup, ...]

    @property
    def count(self) -> int:
        return sum(len(group.things) for group in self.communes)


def spots() -> dict[str, Spot]:
    """Every commune by its code. Two statements."""
    counted = select(FORMER.c.commune_code, FORMER.c.district, func.count().label("number"))
    district: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in db.session.execute(counted.group_by(FORMER.c.commune_code, FORMER.c.district)):
        district[row.commune_code][row.district] = row.number
    return {
        row.code: Spot(row.code, row.full_name, most_of(district[row.code]), row.sort_key, row.hex_x, row.hex_row)
        for row in db.session.execute(select(COMMUNE))
    }


def most_of(districts: Counter[str]) -> str:
    """The district that gave a commune most of its parts; the first by name among equals."""
    return min(districts, key=lambda name: (-districts[name], name), default="")


def by_area(things: Iterable[T], known: Mapping[str, Spot]) -> list[Area]:
    """Group things by former district and commune, the fullest district first; order inside a commune is kept."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    for thing in things:
        found[thing.commune_code].append(thing)
    here = sorted((known[code] for code in found), key=lambda spot: spot.sort_key)
    groups: defaultdict[str, list[CommuneGroup]] = defaultdict(list)
    for spot in here:
        beside = tuple(other for other in here if spot.touches(other))
        groups[spot.district].append(CommuneGroup(spot, tuple(found[spot.code]), beside))
    areas = [Area(name, tuple(communes)) for name, communes in groups.items()]
    return sorted(areas, key=lambda area: (-area.count, area.name))
