"""Spreadsheets: how their files are called, and CSV as they open it: UTF-8 with its mark, cells apart by semicolons."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """A value of a cell: text that a spreadsheet would evaluate gets an apostrophe; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA) else value


def as_csv(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows as a file; the first of them are usually heads."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerows([harmless(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
