"""Reading the annex from its files: every row checked before anything is written. No database, no clock."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask_babel import gettext as _

from workflow.errors import BadInput
from workflow.register.annex import PLAN_YEARS, SECTION_MEANS, Item, Key, Link, Place, Slip, show
from workflow.text import nfc

DATA = Path(__file__).parent / "data"
FIELDS = ("name", "village", "old_commune", "commune")

Row = dict[str, str]


class BadAnnex(BadInput):
    """The files contradict themselves. Nothing was written; every problem is named with its file and line."""

    def __init__(self, problems: list[str]) -> None:
        head = _("Không nhập phụ lục: %(n)s lỗi. Chưa có gì được ghi.", n=len(problems))
        super().__init__("\n".join([head, *problems]))
        self.problems = problems


@dataclass
class _Reading:
    folder: Path
    problems: list[str] = field(default_factory=list)

    def rows(self, name: str, read: Callable[[Row], None]) -> None:
        """Give each row of a file to `read`; what it cannot take becomes a problem with its line."""
        try:
            lines = list(_lines(self.folder / name))
        except (OSError, UnicodeDecodeError, csv.Error):
            self.problems.append(_("%(file)s: không đọc được (cần tệp CSV, mã UTF-8)", file=name))
            return
        for line, row in lines:
            try:
                read(row)
            except (KeyError, ValueError) as bad:
                self.problems.append(_("%(file)s, dòng %(line)s: %(why)s", file=name, line=line, why=_why(bad)))


def _lines(path: Path) -> Iterator[tuple[int, Row]]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source)
        for row in reader:
            yield reader.line_num, {k: nfc(v).strip() if v else "" for k, v in row.items() if k is not None}


def _why(bad: Exception) -> str:
    if isinstance(bad, KeyError):
        return str(_("thiếu cột %(name)s", name=str(bad).strip("'")))
    return str(bad)


def read_rows(name: str, folder: Path = DATA) -> list[Row]:
    """The rows of one data file, NFC and stripped."""
    return [row for _line, row in _lines(folder / name)]


def _whole(text: str, what: str, low: int, high: int) -> int:
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        said = {"what": what, "low": low, "high": high, "text": text}
        raise ValueError(_("%(what)s phải là số từ %(low)s đến %(high)s, nhận được “%(text)s”", **said))
    return int(text)


def _key(row: Row, section: str = "section", no: str = "no") -> Key:
    return (row[section], _whole(row[no], _("số thứ tự"), 1, 999))


class Annex:
    """The whole annex, read and checked. Raises BadAnnex with every problem at once; never half of it."""

    def __init__(self, folder: Path = DATA) -> None:
        self.items: dict[Key, Item] = {}
        self.links: list[Link] = []
        self._slips: dict[Key, list[Slip]] = {}
        self._communes = {row["code"]: row["name"] for row in read_rows("communes.csv")}
        reading = _Reading(folder)
        reading.rows("annex.csv", self._read_item)
        reading.rows("corrections.csv", self._read_slip)
        reading.rows("annex_sites.csv", self._read_place)
        reading.rows("plan_links.csv", self._read_link)
        reading.problems += self._loose_ends()
        if reading.problems:
            raise BadAnnex(reading.problems)

    def _loose_ends(self) -> list[str]:
        placeless = [show(item.key) for item in self.items.values() if not item.places]
        astray = [
            show(item.key)
            for item in self.items.values()
            for slip in item.slips
            if slip.position and slip.position not in {place.position for place in item.places}
        ]
        return [_("annex_sites.csv: mục %(key)s không có địa điểm nào", key=key) for key in placeless] + [
            _("corrections.csv: mục %(key)s không có địa điểm mà dòng sửa nói tới", key=key) for key in astray
        ]

    def _read_item(self, row: Row) -> None:
        key = _key(row)
        if key in self.items:
            raise ValueError(_("mục %(key)s bị lặp", key=show(key)))
        if SECTION_MEANS.get(key[0]) != (row["kind"], row["goal"]):
            said = {"kind": row["kind"], "goal": row["goal"], "section": key[0]}
            raise ValueError(_("loại “%(kind)s”, mục tiêu “%(goal)s” không hợp phần %(section)s", **said))
        if not row["name"] or len(row["name"]) > 300:
            raise ValueError(_("tên trống hoặc quá 300 ký tự"))
        maintained = row["goal"] == "maintain"
        year = _whole(row["recognised_year"], _("năm công nhận"), 1990, 2100) if maintained else None
        group = _whole(row["trade_group"], _("nhóm ngành nghề"), 1, 7)
        planned = _whole(row["plan_year"], _("năm kế hoạch"), *PLAN_YEARS)
        name, location = row["name"], row["location"]
        self.items[key] = Item(*key, name, location, name, group, year, planned, row["kind"], row["goal"])

    def _read_slip(self, row: Row) -> None:
        item = self.items[_known(_key(row), self.items)]
        position = _whole(row["site"] or "0", _("địa điểm"), 0, 99)
        if row["field"] not in FIELDS or (row["field"] == "name") != (position == 0) or row["mark"] not in "PFM":
            raise ValueError(_("cột sửa hoặc mức chắc chắn không đúng"))
        if not row["ground"]:
            raise ValueError(_("chưa ghi căn cứ sửa"))
        slip = Slip(item.key, position, row["field"], row["printed"], row["corrected"], row["mark"], row["ground"])
        name = _corrected(item.name, [slip], 0, "name") if position == 0 else item.name
        self.items[item.key] = replace(item, name=name, slips=(*item.slips, slip))

    def _read_place(self, row: Row) -> None:
        item = self.items[_known(_key(row), self.items)]
        position = _whole(row["site"], _("địa điểm"), 1, 99)
        if any(place.position == position for place in item.places):
            raise ValueError(_("địa điểm %(n)s của mục %(key)s bị lặp", n=position, key=show(item.key)))
        shown = {name: _corrected(row[name], list(item.slips), position, name) for name in FIELDS[1:]}
        if self._communes.get(row["commune_code"]) != shown["commune"]:
            said = {"name": shown["commune"], "code": row["commune_code"]}
            raise ValueError(_("“%(name)s” không phải tên của xã, phường có mã %(code)s", **said))
        printed = (row["village"], row["old_commune"], row["commune"])
        place = Place(position, *printed, **shown, commune_code=row["commune_code"])
        self.items[item.key] = replace(item, places=(*item.places, place))

    def _read_link(self, row: Row) -> None:
        item, unit_of = _known(_key(row), self.items), _known(_key(row, "unit_section", "unit_no"), self.items)
        if self.items[unit_of].goal != "maintain" or self.items[item].goal == "maintain":
            raise ValueError(_("chỉ nối một mục mới với một mục đã công nhận"))
        self.links.append(Link(item, unit_of, row["ground"]))


def _known(key: Key, items: dict[Key, Item]) -> Key:
    if key not in items:
        raise ValueError(_("không có mục %(key)s trong phụ lục", key=show(key)))
    return key


def _corrected(text: str, slips: list[Slip], position: int, name: str) -> str:
    """Apply the sure slips of one field. A fragment that is not printed exactly once is a mistake of the file."""
    for slip in slips:
        if slip.position != position or slip.field != name:
            continue
        if text.count(slip.printed) != 1:
            said = {"printed": slip.printed, "text": text}
            raise ValueError(_("“%(printed)s” không có đúng một lần trong “%(text)s”", **said))
        if slip.is_sure:
            text = text.replace(slip.printed, slip.corrected)
    return text
