"""The plan on the map: recognitions of those expected by a year, and dossiers beyond their day. As far as one sees."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import case, func, select

from workflow.accounts.person import Person
from workflow.dossiers.board.counts import condition_of
from workflow.dossiers.models import Dossier
from workflow.dossiers.visibility import visible_to
from workflow.extensions import db
from workflow.plan.queries import rows_for
from workflow.register.annex import PLAN_YEARS
from workflow.register.hexes import Band, HexMap, Tile, bands_of, hex_map, shade_of
from workflow.register.map_table import Row, Table, heads, ordered
from workflow.register.models import Commune
from workflow.register.plan_queries import Expected, PlanSearch, PlanState
from workflow.register.queries import communes

DOSSIER = Dossier.__table__
Address = Callable[..., str]
NOTHING_EXPECTED, NONE_YET, SOME, MOST, ALL = range(5)
"""Shades of progress: half and more is most."""


class Share(NamedTuple):
    """So many of so many."""

    done: int
    of: int

    @property
    def shade(self) -> int:
        """How dark it is drawn."""
        if self.of == 0:
            return NOTHING_EXPECTED
        if self.done in (0, self.of):
            return ALL if self.done else NONE_YET
        return MOST if 2 * self.done >= self.of else SOME


@dataclass(frozen=True, slots=True)
class PlanMap:
    """A map with its legend (shades with words) and its table."""

    map: HexMap
    shades: Sequence[tuple[int, str]]
    table: Table


def asks_for_recognition(row: Expected) -> bool:
    """Whether a row of the annex expects a new recognition: not one that was recognised before the plan began."""
    unit = row.item.unit
    before = unit is not None and unit.recognised_year < PLAN_YEARS[0]
    return row.item.goal != "maintain" and not before


def progress_by_commune(person: Person, until: int, on: date) -> dict[str, Share]:
    """New recognitions there are, of those the annex expects by the end of a year, by commune.

    A row in several communes counts in each. One whose recognition was taken back is expected still.
    """
    return _shares(_expected(person, until, on))


def _expected(person: Person, until: int, on: date) -> list[Expected]:
    rows = rows_for(person, PlanSearch(), on)
    return [row for row in rows if asks_for_recognition(row) and row.item.plan_until <= until]


def _shares(rows: Sequence[Expected]) -> dict[str, Share]:
    done: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row in rows:
        for code in {site.commune_code for site in row.item.sites}:
            asked[code] += 1
            done[code] += row.state is PlanState.RECOGNISED
    return {code: Share(done[code], number) for code, number in asked.items()}


def late_by_commune(person: Person, on: date) -> dict[str, Share]:
    """Dossiers beyond their day of those open, by commune; only what the reader may see. One statement."""
    late = func.sum(case((condition_of("late", on), 1), else_=0))
    seen = DOSSIER.c.is_open, visible_to(person)
    rows = db.session.execute(
        select(DOSSIER.c.commune_code, late, func.count()).where(*seen).group_by(DOSSIER.c.commune_code)
    )
    return {code: Share(int(number), of) for code, number, of in rows}


def progress_map(person: Person, until: int, on: date, order: str, here: Address, listed: Address) -> PlanMap:
    """Progress, each commune "2/3"."""
    expected = _expected(person, until, on)
    shares = _shares(expected)
    shades = (
        (NOTHING_EXPECTED, _("không có mục nào")), (NONE_YET, _("chưa mục nào")), (SOME, _("dưới một nửa")),
        (MOST, _("từ một nửa")), (ALL, _("đủ cả")),
    )  # fmt: skip
    label = _("Mục đã công nhận mới trên số mục Kế hoạch cần công nhận đến hết năm %(year)s", year=until)
    total = Share(sum(row.state is PlanState.RECOGNISED for row in expected), len(expected))
    tiles = _tiles(shares, lambda share: (f"{share.done}/{share.of}" if share.of else "–", share.shade), listed)
    names = [_("Xã, phường"), _("Đã công nhận"), _("Cần công nhận"), _("Còn lại")]
    table = _table(label, names, shares, total, order, here, listed)
    return PlanMap(hex_map(tiles, label), shades, table)


def late_map(person: Person, on: date, order: str, here: Address, listed: Address) -> PlanMap:
    """Dossiers beyond their day: the one map in red."""
    shares = late_by_commune(person, on)
    bands: tuple[Band, ...] = bands_of(max((share.done for share in shares.values()), default=0))
    label = _("Hồ sơ đang giải quyết đã quá hạn")
    tiles = _tiles(shares, lambda share: (str(share.done), shade_of(share.done, bands)), listed)
    names = [_("Xã, phường"), _("Quá hạn"), _("Đang giải quyết"), _("Trong hạn")]
    total = Share(sum(share.done for share in shares.values()), sum(share.of for share in shares.values()))
    table = _table(label, names, shares, total, order, here, listed, late=0)
    return PlanMap(hex_map(tiles, label, tone="l"), [(band.shade, band.words) for band in bands], table)


def _tiles(
    shares: Mapping[str, Share], drawn: Callable[[Share], tuple[str, int]], listed: Address
) -> list[tuple[Commune, Tile]]:
    found = []
    for one in communes():
        share = shares.get(one.code, Share(0, 0))
        text, shade = drawn(share)
        title = _("%(name)s: %(done)s trên %(of)s", name=one.full_name, done=share.done, of=share.of)
        found.append((one, Tile(text, title, shade, listed(one.code))))
    return found


def _table(
    label: str, names: Sequence[str], shares: Mapping[str, Share], total: Share, order: str, here: Address,
    listed: Address, late: int | None = None,
) -> Table:  # fmt: skip
    rows = []
    for one in communes():
        share = shares.get(one.code, Share(0, 0))
        rows.append(Row(one.full_name, listed(one.code) if share.of else "", share.done, _cells(share)))
    top = heads(names, 1, order, lambda way: here(order=way))
    return Table(label, top, ordered(rows, order), _("Tất cả"), _cells(total), late)


def _cells(share: Share) -> tuple[str, ...]:
    return str(share.done), str(share.of), str(share.of - share.done)
