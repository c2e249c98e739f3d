"""A report as CSV: its head, then each section with its title, its columns and its rows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from workflow.reports.shape import Report, Section, bare
from workflow.sheets import as_csv


def as_csv_file(report: Report) -> bytes:
    """All of a report in one file."""
    return as_csv(_lines(report))


def _lines(report: Report) -> Iterator[list[Any]]:
    yield [report.title]
    yield [report.scope]
    yield [report.cut_off.words]
    for section in report.sections:
        yield []
        yield [section.title]
        yield from ([words] for words in section.words)
        yield from _table(section)


def _table(section: Section) -> Iterator[list[Any]]:
    if section.table is None:
        return
    yield [column.title for column in section.table.columns]
    for row in section.table:
        yield [_plain(value) for value in row]
    if section.table.totals is not None:
        yield [_plain(value) for value in section.table.totals]


def _plain(value: Any) -> Any:
    value = bare(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else "" if value is None else value
