"""A report as a spreadsheet: a sheet for each section, written row by row so that memory stays small.

Text stays text ("=1+1" is not evaluated), days are days, numbers are numbers.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from workflow.reports.shape import Column, Is, Report, Row, Section, Table, bare

EVERY = 1_000
"""Rows between two words about how far it is."""

_BOOK = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS = {Is.DAY: "dd/mm/yyyy", Is.WHOLE: "#,##0", Is.MONEY: "#,##0", Is.PERCENT: '0.0" %"'}
_HEAD = {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#EEF1FB", "valign": "top"}
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")

Tell = Callable[[int], None]


def write_xlsx(report: Report, path: Path, tell: Tell = lambda _rows: None) -> int:
    """Write a report to a file; how many rows it has. `tell` hears now and then how many there are so far."""
    import xlsxwriter  # a third of a second that only this needs

    with xlsxwriter.Workbook(str(path), _BOOK) as file:
        file.set_properties({"title": report.title, "comments": f"{report.scope} {report.cut_off.words}"})
        writer = _Writer(file, report, tell)
        for section, name in zip(report.sections, _names(report.sections), strict=True):
            writer.section(section, file.add_worksheet(name))
    return writer.count


class _Writer:
    """Writes sections one after the other, each row once and in order."""

    def __init__(self, file: Any, report: Report, tell: Tell) -> None:
        self.report, self.tell, self.count = report, tell, 0
        self.bold, self.head = file.add_format({"bold": True}), file.add_format(_HEAD)
        self.plain = {kind: file.add_format(_look(kind)) for kind in Is}
        self.total = {kind: file.add_format(_look(kind) | {"bold": True, "top": 1}) for kind in Is}

    def section(self, section: Section, sheet: Any) -> None:
        _page(sheet, section)
        report = self.report
        lines = [report.title, section.title, report.scope, report.cut_off.words, *section.words]
        for at, words in enumerate(lines):
            sheet.write_string(at, 0, words[:_LONGEST_TEXT], self.bold if at < 2 else None)
        if section.table is not None:
            self._table(section.table, sheet, len(lines) + 1)

    def _table(self, table: Table, sheet: Any, at: int) -> None:
        for place, column in enumerate(table.columns):
            sheet.write_string(at, place, column.title, self.head)
        sheet.freeze_panes(at + 1, 1)
        sheet.repeat_rows(at)
        for row in table:
            at += 1
            self._row(sheet, at, table.columns, row, self.plain)
            self.count += 1
            if self.count % EVERY == 0:
                self.tell(self.count)
        if table.totals is not None:
            self._row(sheet, at + 1, table.columns, table.totals, self.total)

    def _row(self, sheet: Any, at: int, columns: tuple[Column, ...], row: Row, looks: dict[Is, Any]) -> None:
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            told = bare(value)
            if told is None or told == "":
                continue
            if isinstance(told, str):
                sheet.write_string(at, place, told[:_LONGEST_TEXT], looks[Is.TEXT])
            elif column.kind is Is.DAY:
                sheet.write_datetime(at, place, told, looks[Is.DAY])
            else:
                sheet.write_number(at, place, told, looks[column.kind])


def _look(kind: Is) -> dict[str, Any]:
    look: dict[str, Any] = {"valign": "top"}
    return look | ({"num_format": _FORMATS[kind]} if kind in _FORMATS else {"text_wrap": True})


def _page(sheet: Any, section: Section) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for place, column in enumerate(section.table.columns if section.table else ()):
        sheet.set_column(place, place, min(60, column.breadth))


def _names(sections: tuple[Section, ...]) -> Iterator[str]:
    """A name of its own for each sheet, short and of letters that are allowed."""
    taken: set[str] = set()
    for number, section in enumerate(sections, 1):
        name = _NOT_IN_A_NAME.sub(" ", section.title).strip()[:_LONGEST_NAME] or str(number)
        if name.lower() in taken:
            name = f"{number} {name}"[:_LONGEST_NAME]
        taken.add(name.lower())
        yield name
