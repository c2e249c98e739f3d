"""A report as JSON, for machines and for what is kept of an approved one."""

from datetime import date
from decimal import Decimal
from typing import Any

from workflow.extensions import JsonDict
from workflow.reports.shape import Column, CutOff, Is, Report, Row, Section, Table, bare


def as_json(report: Report) -> JsonDict:
    """Everything a report says; equal reports give equal documents."""
    told: JsonDict = {
        "report": report.code, "title": report.title, "scope": report.scope, "cut_off": report.cut_off.on.isoformat(),
        "is_final": report.cut_off.at is None, "sections": [_section(each) for each in report.sections],
    }  # fmt: skip
    return dict(report.figures) | told


def from_json(told: JsonDict) -> Report:
    """The report of such a document, to be shown again. What its numbers led to is gone."""
    sections = tuple(_read(section) for section in told["sections"])
    cut = CutOff(date.fromisoformat(told["cut_off"]))
    return Report(told["report"], told["title"], told["scope"], cut, sections)


def _read(told: JsonDict) -> Section:
    table = None
    if "columns" in told:
        columns = tuple(Column(each["title"], Is(each["kind"])) for each in told["columns"])
        rows = [_values(row, columns) for row in told["rows"]]
        table = Table(columns, rows, _values(told["totals"], columns) if told["totals"] else None, told["empty"])
    return Section(told["title"], table, tuple(told["words"]))


def _values(row: list[Any], columns: tuple[Column, ...]) -> Row:
    return [
        date.fromisoformat(value) if column.kind is Is.DAY and value else value
        for value, column in zip(row, columns, strict=True)
    ]


def _section(section: Section) -> JsonDict:
    told: JsonDict = {"title": section.title, "words": list(section.words)}
    table = section.table
    if table is None:
        return told
    columns = [{"title": column.title, "kind": column.kind.value} for column in table.columns]
    totals = [_plain(value) for value in table.totals] if table.totals is not None else None
    return told | {
        "columns": columns,
        "rows": [[_plain(value) for value in row] for row in table],
        "totals": totals,
        "empty": table.empty,
    }


def _plain(value: Any) -> Any:
    value = bare(value)
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
