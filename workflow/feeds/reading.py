"""A table becomes rows: headings found, each row judged by its form, every problem told with its line and column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from workflow.accounts.person import Person
from workflow.feeds.kinds import Feed
from workflow.sheets_in import Line
from workflow.text import fold, nfc

MOST_ROWS = 5000
_HEADING_WITHIN = 15
Cells = dict[str, str]
Kept = Sequence[tuple[int, Cells]]


class Column(NamedTuple):
    """A column of a sheet: the field it fills, its heading, whether it must be filled, what to write, its list."""

    field: str
    heading: str
    required: bool
    hint: str
    labels: Sequence[str]


class Table(NamedTuple):
    """What a sheet holds: rows with the line numbers that Excel shows, or a sentence why nothing can be read."""

    rows: Kept
    message: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One row: its cells, what is wrong in which column, what is wrong with the whole, and what it would write."""

    line: int
    cells: Mapping[str, str]
    errors: Mapping[str, str]
    faults: tuple[str, ...]
    new: Any

    @property
    def is_sound(self) -> bool:
        return not self.errors and not self.faults


class Reader:
    """A feed as one person may fill it. Lists are read once, not for every row."""

    def __init__(self, feed: Feed, person: Person) -> None:
        self.feed = feed
        self.choices = feed.choices(person)
        self._values = {name: {_same(label): value for value, label in some} for name, some in self.choices.items()}
        form = self._form({})
        self.columns = tuple(self._column(form, name) for name in feed.columns)

    def _form(self, values: Mapping[str, str]) -> Any:
        form = self.feed.form(MultiDict(values), meta={"csrf": False})
        for name in [field.name for field in form if field.name not in self.feed.columns]:
            del form[name]
        for name, some in self.choices.items():
            form[name].choices = some
        return form

    def _column(self, form: Any, name: str) -> Column:
        field = form[name]
        heading = self.feed.headings.get(name) or str(field.label.text)
        required = bool(field.flags.required) or name in self.choices
        labels = [label for _value, label in self.choices.get(name, ())]
        return Column(name, heading, required, str(field.description or ""), labels)

    def heads(self, line: Line) -> bool:
        """Whether a line of a table holds the headings."""
        known = {_same(column.heading) for column in self.columns}
        return len(known & {_same(cell) for cell in line}) >= min(2, len(known))

    def table(self, lines: Sequence[Line]) -> Table:
        """The rows under the headings; empty lines are passed over."""
        at = next((n for n, line in enumerate(lines[:_HEADING_WITHIN]) if self.heads(line)), None)
        if at is None:
            return Table((), _("Không thấy dòng tiêu đề cột. Hãy dùng tệp mẫu của mục này."))
        places = {_same(cell): place for place, cell in reversed(list(enumerate(lines[at])))}
        missing = [c.heading for c in self.columns if c.required and _same(c.heading) not in places]
        if missing:
            return Table((), _("Thiếu cột: %(names)s.", names=", ".join(missing)))
        rows = [(n, self._cells(line, places)) for n, line in enumerate(lines[at + 1 :], at + 2)]
        filled = [(n, cells) for n, cells in rows if any(cells.values())]
        if not filled:
            return Table((), _("Chỉ thấy dòng tiêu đề, chưa có dòng nào."))
        if len(filled) > MOST_ROWS:
            return Table((), _("Tệp có %(n)s dòng; mỗi lần nhập được %(most)s dòng.", n=len(filled), most=MOST_ROWS))
        return Table(filled)

    def _cells(self, line: Line, places: Mapping[str, int]) -> Cells:
        cells = {}
        for column in self.columns:
            place = places.get(_same(column.heading))
            cells[column.field] = nfc(line[place]).strip()[:2000] if place is not None and place < len(line) else ""
        return cells

    def judge(self, rows: Kept, on: date) -> Iterable[Judged]:
        """Every row as its form and its room judge it on a day."""
        return (self._judged(line, cells, on) for line, cells in rows)

    def _judged(self, line: int, cells: Cells, on: date) -> Judged:
        unlisted = {
            name: self._not_listed(name, cells[name]) for name in self._values if self._is_unlisted(name, cells)
        }
        form = self._form({name: self._value(name, text) for name, text in cells.items()})
        fine = form.validate()
        errors = {name: str(some[0]) for name, some in form.errors.items() if name} | unlisted
        if not fine or errors:
            return Judged(line, cells, errors, (), None)
        new = self.feed.new(form)
        return Judged(line, cells, {}, tuple(reason.text for reason in self.feed.faults(new, on)), new)

    def _value(self, name: str, text: str) -> str:
        return self._values[name].get(_same(text), "") if name in self._values else text

    def _is_unlisted(self, name: str, cells: Cells) -> bool:
        return bool(cells[name]) and _same(cells[name]) not in self._values[name]

    def _not_listed(self, name: str, text: str) -> str:
        near = [label for _value, label in self.choices[name] if fold(label) == fold(text)]
        if len(near) == 1:
            return str(_("“%(text)s” không có trong danh sách; có phải “%(near)s”?", text=text, near=near[0]))
        return str(_("“%(text)s” không có trong danh sách. Hãy chép đúng từ tệp mẫu.", text=text))


def _same(text: str) -> str:
    """Texts that differ only in capitals and blanks are the same; tones and marks are not passed over."""
    return " ".join(nfc(text).casefold().split()).removesuffix(" *")
