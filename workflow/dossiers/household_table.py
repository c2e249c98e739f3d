"""A pasted or imported table becomes household lines: headings found in any order, what is not asked left out.

All or nothing: either every line can be kept, or every problem is told and nothing is stored.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from workflow.dossiers.household_rows import COLUMNS, MOST_HOUSEHOLDS, CellProblem, HouseholdRow, judge, tidy, twins
from workflow.forms import grouped
from workflow.text import fold

Line = Sequence[str]
_HEADINGS = (
    ("head_name", re.compile(r"\b(chu ho|ho (va )?ten|ten ho|ho gia dinh)\b")),
    ("years_in_trade", re.compile(r"\b((so )?nam (lam|theo|hanh|tham gia)|tham nien|so nam|nam kinh nghiem)\b")),
    ("workers", re.compile(r"\b(lao dong|so nguoi|so nhan cong|nhan cong)\b")),
    ("village", re.compile(r"\b(thon|ban|to dan pho|tdp|xom|khu pho|dia chi|noi o|cho o)\b")),
    ("trade", re.compile(r"\b(nghe|nganh nghe|san pham|cong viec)\b")),
)
_NOT_ASKED = re.compile(r"\b(cccd|cmnd|can cuoc|chung minh|ngay sinh|nam sinh|so dinh danh|dien thoai|sdt)\b")
_TOTALS = re.compile(r"(tong( cong| so)?|cong)( (so|cac|ho|lao dong|nguoi))*[\s:.]*[\d.,\s]*( ?(ho|lao dong|nguoi))*")
"""What a line of totals begins with. More than these words is a name: Tống and Công are families."""

EXAMPLE = "Ví dụ"
"""Stands in the first cell of the template's example."""

_HEADING_WITHIN = 15


@dataclass(frozen=True, slots=True)
class Draft:
    """What a table holds. `rows` keep the line number of the source; nothing is stored while there are problems."""

    rows: tuple[tuple[int, HouseholdRow], ...] = ()
    problems: tuple[CellProblem, ...] = ()
    message: str = ""
    left_out: tuple[str, ...] = ()
    lines: tuple[tuple[int, dict[str, str]], ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the whole table may be stored."""
        return bool(self.rows) and not self.problems and not self.message

    @property
    def twins(self) -> list[list[int]]:
        """Groups of lines that name the same head in the same village."""
        return sorted(twins(self.rows).values())

    @property
    def wrong_lines(self) -> list[tuple[int, dict[str, str], dict[str, str]]]:
        """The lines with something to mend, in order: number, cells, and by column what is wrong there."""
        wrong: dict[int, dict[str, str]] = {}
        for problem in self.problems:
            wrong.setdefault(problem.line, {})[problem.column] = problem.message
        return [(number, cells, wrong[number]) for number, cells in self.lines if number in wrong]

    def as_text(self) -> str:
        """The table as tab-separated text under the usual headings, ready to be corrected and sent again."""
        head = "\t".join(str(label) for label in COLUMNS.values())
        body = ("\t".join(cells[name] for name in COLUMNS) for _line, cells in self.lines)
        return "\n".join((head, *body))


@dataclass(slots=True)
class _Layout:
    """Which column holds what, and the columns that are not kept."""

    places: dict[str, int]
    first_line: int = 0
    left_out: list[str] = field(default_factory=list)


def read_table(table: Sequence[Line]) -> Draft:
    """Read the lines of a table; empty ones, totals and the row of column numbers are passed over."""
    filled = [(number, line) for number, line in enumerate(table, 1) if any(cell.strip() for cell in line)]
    if not filled:
        return Draft(message=_("Không thấy dòng nào. Hãy kiểm tra rồi gửi lại; danh sách đã lưu vẫn nguyên."))
    layout = _layout([line for _number, line in filled])
    lines = tuple(_lines(filled[layout.first_line :], layout))
    if len(lines) > MOST_HOUSEHOLDS:
        return Draft(message=too_many(len(lines)))
    if not lines:
        return Draft(message=_("Chỉ thấy dòng tiêu đề, chưa có hộ nào."))
    return _judged(lines, tuple(layout.left_out))


def too_many(count: int) -> str:
    """What to say of a list beyond the limit."""
    sentence = _(
        "Danh sách có %(count)s hộ, nhiều hơn mức %(most)s hộ cho một hồ sơ. Chưa có gì được lưu; hãy kiểm tra lại.",
        count=grouped(count),
        most=grouped(MOST_HOUSEHOLDS),
    )
    return str(sentence)


def _judged(lines: tuple[tuple[int, dict[str, str]], ...], left_out: tuple[str, ...]) -> Draft:
    rows: list[tuple[int, HouseholdRow]] = []
    problems: list[CellProblem] = []
    for number, cells in lines:
        row, faults = judge(number, cells)
        problems.extend(faults)
        if row is not None:
            rows.append((number, row))
    return Draft(tuple(rows), tuple(problems), left_out=left_out, lines=lines)


def _layout(lines: Sequence[Line]) -> _Layout:
    for number, line in enumerate(lines[:_HEADING_WITHIN]):
        places, left_out = _headings(line)
        if "head_name" in places and len(places) > 1:
            return _Layout(places, number + 1, left_out)
    return _Layout(_usual_order(lines))


def _headings(line: Line) -> tuple[dict[str, int], list[str]]:
    places: dict[str, int] = {}
    left_out = []
    for column, cell in enumerate(line):
        words = fold(cell)
        name = None if _NOT_ASKED.search(words) else _column_of(words)
        if name and name not in places:
            places[name] = column
        elif words and words not in ("stt", "tt", "so tt"):
            left_out.append(" ".join(cell.split()))
    return places, left_out


def names_columns(line: Line) -> bool:
    """Whether a line is that of the headings."""
    places, _left_out = _headings([cell.strip('"') for cell in line])
    return "head_name" in places and len(places) > 1


def _column_of(words: str) -> str | None:
    return next((name for name, heading in _HEADINGS if heading.search(words)), None)


def _usual_order(lines: Sequence[Line]) -> dict[str, int]:
    """Without headings: the order of the template, after a column of serial numbers if there is one."""
    first = 1 if all(re.fullmatch(r"\s*\d+\.?\s*", line[0]) for line in lines if line) else 0
    return {name: first + place for place, name in enumerate(COLUMNS)}


def _lines(filled: Sequence[tuple[int, Line]], layout: _Layout) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in filled:
        cells = tidy({name: line[at] if at < len(line) else "" for name, at in layout.places.items()})
        if any(cells.values()) and not _is_furniture(line, cells):
            yield number, cells


def _is_furniture(line: Line, cells: dict[str, str]) -> bool:
    """A line of totals, the template's example, or the row "(1) (2) (3)" under the headings."""
    texts = [cell.strip() for cell in line if cell.strip()]
    if texts and texts[0] == EXAMPLE:
        return True
    if all(re.fullmatch(r"\(?\d{1,2}\)?", text) for text in texts) and cells["head_name"]:
        return True
    first_words = next((text for text in texts if not text.isdigit()), "")
    return bool(_TOTALS.fullmatch(fold(first_words))) and not cells["village"]
