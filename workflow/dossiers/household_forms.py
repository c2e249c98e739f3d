"""The lines of the household list on a page: what was typed in each cell, kept as typed."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from workflow.dossiers.household_rows import COLUMNS, CellProblem, HouseholdRow, RowEdit, is_blank, judge, tidy
from workflow.dossiers.request_queries import HOUSEHOLDS_A_PAGE, HouseholdsPage
from workflow.errors import BadInput
from workflow.extensions import new_id

BLANK_LINES = 5
MOST_LINES = HOUSEHOLDS_A_PAGE + 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: its number in the list, the id it is stored under, the text of its cells."""

    number: int
    id: uuid.UUID
    cells: Mapping[str, str]
    problems: tuple[CellProblem, ...] = ()

    @property
    def wrong(self) -> dict[str, str]:
        """What is wrong, by column."""
        return {problem.column: problem.message for problem in self.problems}


def lines_of(page: HouseholdsPage) -> list[Line]:
    """The stored lines of a page; the last page ends with blank ones, whose ids are made here."""
    lines = [Line(listed.number, listed.id, listed.row.typed()) for listed in page.rows]
    if page.is_last:
        blank = dict.fromkeys(COLUMNS, "")
        lines += [Line(page.count + number, new_id(), blank) for number in range(1, BLANK_LINES + 1)]
    return lines


def typed_lines(form: Mapping[str, str], first: int) -> list[Line]:
    """The lines as they were sent, numbered from `first`, each with its problems. Raises BadInput on a forged id."""
    lines: list[Line] = []
    for place in _places(form):
        cells = tidy({name: form.get(f"{name}-{place}", "") for name in COLUMNS})
        row_id = _row_id(form.get(f"id-{place}", ""))
        problems = () if is_blank(cells) else judge(first + len(lines), cells)[1]
        lines.append(Line(first + len(lines), row_id, cells, problems))
    return lines


def edits_of(lines: Iterable[Line]) -> list[RowEdit]:
    """What the lines change. Only for lines without problems."""
    return [RowEdit(line.id, _row(line)) for line in lines]


def _row(line: Line) -> HouseholdRow | None:
    return None if is_blank(dict(line.cells)) else judge(line.number, line.cells)[0]


def _places(form: Mapping[str, str]) -> list[str]:
    places = [name.removeprefix("id-") for name in form if name.startswith("id-")]
    if len(places) > MOST_LINES:
        raise BadInput(_("Trang này gửi quá nhiều dòng một lần. Hãy dán hoặc tải danh sách lên từ tệp Excel."))
    return places


def _row_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise BadInput(_("Một dòng của danh sách bị mất mã. Hãy tải lại trang rồi nhập lại dòng đó.")) from None
