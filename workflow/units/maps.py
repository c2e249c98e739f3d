"""The register on the map: how many units, by kind, by group of trades, by year of recognition."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from states.kinds import KIND_TITLES, TRADE_GROUPS
from workflow.extensions import db
from workflow.register.hexes import Band, HexMap, Tile, bands_of, hex_map, shade_of
from workflow.register.map_table import Row, Table, heads, ordered
from workflow.register.models import Commune, Unit, UnitSite
from workflow.register.queries import communes, years_of_recognition

UNIT, SITE = Unit.__table__, UnitSite.__table__
SHOWS = ("count", "kind", "group", "year")
_COLUMNS = {"kind": UNIT.c.kind, "group": UNIT.c.trade_group, "year": UNIT.c.recognised_year}
Counts = Mapping[str, Counter[str]]
Address = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader wants coloured: a way of counting, the value of it, and the order of the table."""

    show: str
    of: str
    order: str


@dataclass(frozen=True, slots=True)
class CountMap:
    """The map, its legend, the table beside it, and what else it could show."""

    asked: Asked
    map: HexMap
    bands: tuple[Band, ...]
    table: Table
    options: Mapping[str, str]


def options_of(show: str) -> dict[str, str]:
    """The values of a way of counting, with their titles; none for the plain count."""
    if show == "kind":
        return {kind.value: title for kind, title in KIND_TITLES.items()}
    if show == "group":
        return {str(group): f"{group}. {_(title)}" for group, title in TRADE_GROUPS.items()}
    return {str(year): str(year) for year in years_of_recognition()} if show == "year" else {}


def counts_by_commune(show: str) -> Counts:
    """Active units by commune (official code) and value. A unit in two communes counts in each. One statement."""
    value = _COLUMNS.get(show)
    keys = [SITE.c.commune_code, *([value] if value is not None else [])]
    wanted = select(*keys, func.count(UNIT.c.id.distinct())).join(UNIT, UNIT.c.id == SITE.c.unit_id)
    found: dict[str, Counter[str]] = {}
    for row in db.session.execute(wanted.where(UNIT.c.status == "active").group_by(*keys)):
        code, *values, number = row
        found.setdefault(code, Counter())[str(values[0]) if values else ""] = number
    return found


def totals(show: str) -> Counter[str]:
    """Active units by value, each once wherever it is."""
    value = _COLUMNS.get(show)
    keys = [value] if value is not None else []
    wanted = select(*keys, func.count()).select_from(UNIT).where(UNIT.c.status == "active").group_by(*keys)
    return Counter({str(row[0]) if keys else "": row[-1] for row in db.session.execute(wanted)})


def count_map(asked: Asked, here: Address, listed: Address) -> CountMap:
    """The map. `here` gives its address by parameters, `listed` that of the list of a commune."""
    options, counts, everything = options_of(asked.show), counts_by_commune(asked.show), communes()
    numbers = {one.code: counts.get(one.code, Counter())[asked.of] for one in everything}
    bands = bands_of(max(numbers.values(), default=0))
    what = options.get(asked.of, _("Làng nghề, nghề truyền thống"))
    picked = {asked.show: asked.of} if asked.of else {}
    tiles = [
        (one, Tile(str(numbers[one.code]), f"{one.full_name}: {numbers[one.code]}", shade_of(numbers[one.code], bands),
                   listed(commune=one.code, **picked)))
        for one in everything
    ]  # fmt: skip
    table = _table(asked, everything, counts, what, here, lambda code: listed(commune=code))
    return CountMap(asked, hex_map(tiles, _("Số đã công nhận: %(what)s", what=_(what))), bands, table, options)


def _table(
    asked: Asked, everything: Sequence[Commune], counts: Counts, what: str, here: Address, listed: Callable[[str], str]
) -> Table:
    """The chosen value and all of them together; for the three kinds, each of them."""
    values = list(options_of("kind")) if asked.show == "kind" else [asked.of] if asked.of else []
    titles = options_of("kind") if asked.show == "kind" else {asked.of: what}
    names = [_("Xã, phường"), *(_(titles[value]) for value in values), _("Tất cả")]
    coloured = values.index(asked.of) + 1 if values else 1
    rows = [_row(one, counts.get(one.code, Counter()), values, asked.of, listed) for one in everything]
    told = totals(asked.show)
    sums = *(str(told[value]) for value in values), str(told.total())
    return Table(
        _("Từng xã, phường"), heads(names, coloured, asked.order, lambda order: here(order=order)),
        ordered(rows, asked.order), _("Cả tỉnh"), sums,
    )  # fmt: skip


def _row(one: Commune, counted: Counter[str], values: Sequence[str], of: str, listed: Callable[[str], Any]) -> Row:
    cells = *(str(counted[value]) for value in values), str(counted.total())
    return Row(one.full_name, listed(one.code) if counted.total() else "", counted[of], cells)
