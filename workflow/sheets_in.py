"""Tables out of files that people upload: opened, never evaluated, turned into lines of plain text.

Excel is read by calamine, which gives the values a sheet shows and runs no formula. Limits come first, so that a small
file that unpacks to a huge one is refused before it is opened.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

Line = Sequence[str]
Heads = Callable[[Line], bool]
"""Tells a line of headings from others."""

LARGEST_FILE = 8 * 1024 * 1024
LARGEST_UNPACKED = 150 * 1024 * 1024
_SCANNED = 100_000
_WIDEST = 40
_PEEKED, _HEADING_WITHIN = 4096, 15
_SIGNS = ";,\t|"
_ENCODINGS = ("utf-8-sig", "cp1258")
Cell = int | float | str | bool | time | date | datetime | timedelta


class Unreadable(Exception):
    """The file is not a list that can be opened. The message says what to do."""


def lines_of(name: str, content: bytes, heads: Heads) -> list[Line]:
    """The lines of an uploaded xlsx, xls or csv. Raises Unreadable."""
    if not content:
        raise Unreadable(_("Tệp “%(name)s” rỗng (0 byte). Hãy lưu lại tệp rồi tải lên lần nữa.", name=name))
    if len(content) > LARGEST_FILE:
        raise Unreadable(_("Tệp “%(name)s” lớn hơn 8 MB. Hãy xóa ảnh và các trang không cần rồi tải lại.", name=name))
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        return _sheet_lines(name, content)
    if b"\x00" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable(_("“%(name)s” không phải là tệp Excel hay CSV. Hãy chọn tệp .xlsx hoặc .csv.", name=name))
    return _csv_lines(name, content, heads)


def _sheet_lines(name: str, content: bytes) -> list[Line]:
    if content[:2] == b"PK":
        _refuse_bombs(name, content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_index(at) for at in range(len(book.sheet_names))]
        sheet = next((sheet for sheet in sheets if sheet.height), None)
        return _first_lines(sheet) if sheet else []
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable(
            _(
                "Không mở được “%(name)s”: tệp hỏng, có mật khẩu hay không phải Excel. Hãy lưu lại thành .xlsx.",
                name=name,
            )
        ) from error


def _refuse_bombs(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile:
        size = 0
    if size > LARGEST_UNPACKED:
        raise Unreadable(_("Tệp “%(name)s” bung ra quá lớn nên không được mở.", name=name))


def _first_lines(sheet: CalamineSheet) -> list[Line]:
    """The lines of a sheet from its first row, so that line numbers are those Excel shows."""
    lines: list[Line] = []
    for row in sheet.iter_rows():
        lines.append([as_text(cell) for cell in row[:_WIDEST]])
        if len(lines) > _SCANNED:
            break
    return lines


def as_text(cell: Cell) -> str:
    """A cell the way a person would have typed it."""
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def _csv_lines(name: str, content: bytes, heads: Heads) -> list[Line]:
    text = _decoded(name, content)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), _dialect(text, heads)))
    except csv.Error as error:
        raise Unreadable(_("Không đọc được “%(name)s” như một tệp CSV. Hãy lưu lại dạng .xlsx.", name=name)) from error


def _dialect(text: str, heads: Heads) -> Any:
    """How cells are told apart: by the sign that shows the headings; without headings by what the text looks like.

    A guess from the text alone takes the commas of "mây, tre, đan" for borders of cells.
    """
    for line in text[:_PEEKED].splitlines()[:_HEADING_WITHIN]:
        for sign in _SIGNS:
            if heads(line.split(sign)):
                return type("Marked", (csv.excel,), {"delimiter": sign})
    try:
        return csv.Sniffer().sniff(text[:_PEEKED], delimiters=_SIGNS)
    except csv.Error:
        return csv.excel


def _decoded(name: str, content: bytes) -> str:
    encodings: Iterable[str] = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("“%(name)s” không dùng bảng mã Unicode. Hãy lưu lại dạng .xlsx hoặc CSV UTF-8.", name=name))
