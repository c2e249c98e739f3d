"""One line of the household list: what may stand in each cell, and what to say when it may not.

Typed rows, pasted rows and imported rows all pass here, so that the same line is judged the same way.
"""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workflow.forms import clean
from workflow.text import fold

COLUMNS: dict[str, Any] = {
    "head_name": _l("Họ và tên chủ hộ"),
    "village": _l("Thôn, bản, tổ dân phố"),
    "trade": _l("Nghề tham gia"),
    "workers": _l("Số lao động"),
    "years_in_trade": _l("Số năm làm nghề"),
}
LONGEST = {"head_name": 120, "village": 120, "trade": 200}
LARGEST = {"workers": 1000, "years_in_trade": 200}
MOST_HOUSEHOLDS = 20_000
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_DASHES = {"-", "–", "—", "…", "..."}


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household as declared. None: not said."""

    head_name: str
    village: str = ""
    trade: str = ""
    workers: int | None = None
    years_in_trade: int | None = None

    def stored(self) -> dict[str, Any]:
        """The values of its row in the database."""
        return asdict(self)

    def typed(self) -> dict[str, str]:
        """The same line as text, the way a person would type it."""
        return {name: "" if value is None else str(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class RowEdit:
    """One line of the page. The id is made when the page is, so that the same page twice is one change.

    `row` is None when the line was emptied: the household leaves the list.
    """

    id: uuid.UUID
    row: HouseholdRow | None


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in one cell. `line` is the number shown to the person."""

    line: int
    column: str
    message: str
    text: str = ""

    @property
    def label(self) -> str:
        """The name of the column, as on the page."""
        return str(COLUMNS.get(self.column, self.column))


def tidy(cells: Mapping[str, str]) -> dict[str, str]:
    """One spelling for each cell: NFC, single spaces; a lone dash is how people write "nothing"."""
    texts = {name: " ".join((clean(cells.get(name) or "") or "").split()) for name in COLUMNS}
    return {name: "" if text in _DASHES else text for name, text in texts.items()}


def is_blank(cells: Mapping[str, str]) -> bool:
    """Whether the line says nothing at all."""
    return not any(cells.values())


def judge(line: int, cells: Mapping[str, str]) -> tuple[HouseholdRow | None, tuple[CellProblem, ...]]:
    """Read one tidy line. Returns the household, or every problem of the line."""
    problems = []
    for name, text in cells.items():
        if message := _fault(name, text):
            problems.append(CellProblem(line, name, message, text[:80]))
    if problems:
        return None, tuple(problems)
    numbers = {name: _whole(cells[name]) for name in LARGEST}
    return HouseholdRow(cells["head_name"], cells["village"], cells["trade"], **numbers), ()


def _fault(name: str, text: str) -> str:
    if not text:
        return str(_("Thiếu họ tên chủ hộ.")) if name == "head_name" else ""
    if name in LARGEST:
        return _number_fault(text, LARGEST[name], name)
    if _FORMULA.match(text):
        return str(_("Ô này bắt đầu bằng “%(sign)s”: không nhận công thức. Hãy nhập chữ bình thường.", sign=text[0]))
    if len(text) > LONGEST[name]:
        return str(_("Dài quá %(most)d ký tự; xin rút gọn.", most=LONGEST[name]))
    if name == "head_name" and not any(char.isalpha() for char in text):
        return str(_("Đây không phải là họ tên."))
    return ""


def _number_fault(text: str, most: int, name: str) -> str:
    number = _whole(text)
    if number is None:
        return str(_("Hãy nhập một số nguyên, ví dụ 3."))
    if name == "years_in_trade" and 1900 <= number <= 2100:
        return str(_("%(year)d giống năm bắt đầu. Cột này cần số năm đã làm nghề, ví dụ 12.", year=number))
    if not 0 <= number <= most:
        return str(_("Số phải từ 0 đến %(most)d.", most=most))
    return ""


def _whole(text: str) -> int | None:
    bare = re.sub(r"(?<=\d)[.\s\u00a0](?=\d{3}(\D|$))", "", text)
    return int(bare) if re.fullmatch(r"-?\d{1,9}", bare) else None


def twins(rows: Iterable[tuple[int, HouseholdRow]]) -> dict[tuple[str, str], list[int]]:
    """Lines that name the same head in the same village: worth a second look, never refused (namesakes exist)."""
    seen: dict[tuple[str, str], list[int]] = {}
    for line, row in rows:
        seen.setdefault((fold(row.head_name), fold(row.village)), []).append(line)
    return {key: lines for key, lines in seen.items() if len(lines) > 1}
