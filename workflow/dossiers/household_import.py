"""Files and pasted text with a household list: opened, never evaluated, turned into lines of plain text.

Excel is read by calamine, which gives the values a sheet shows and runs no formula. Limits come first, so that a small
file that unpacks to a huge one is refused before it is opened.
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from workflow.dossiers.household_rows import COLUMNS, MOST_HOUSEHOLDS
from workflow.dossiers.household_table import Draft, Line, read_table

LARGEST_FILE = 8 * 1024 * 1024
LARGEST_UNPACKED = 150 * 1024 * 1024
_SCANNED = 100_000
_WIDEST = 40
_ENCODINGS = ("utf-8-sig", "cp1258")
Cell = int | float | str | bool | time | date | datetime | timedelta


class Unreadable(Exception):
    """The file is not a list that can be opened. The message says what to do."""


def draft_from_text(text: str) -> Draft:
    """Read a list copied from Excel or typed: one household a line, cells apart by tabs (or by ; or |)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    separator = next((sign for sign in ("\t", ";", "|") if any(sign in line for line in lines)), "\t")
    try:
        return read_table(list(csv.reader(lines, delimiter=separator, strict=False)))
    except csv.Error:
        return read_table([line.split(separator) for line in lines])


def draft_from_file(name: str, content: bytes) -> Draft:
    """Read an uploaded xlsx, xls or csv. Raises Unreadable."""
    if not content:
        raise Unreadable(_("Tệp “%(name)s” rỗng (0 byte). Hãy lưu lại tệp rồi tải lên lần nữa.", name=name))
    if len(content) > LARGEST_FILE:
        raise Unreadable(_("Tệp “%(name)s” lớn hơn 8 MB. Hãy xóa ảnh và các trang không cần rồi tải lại.", name=name))
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        return read_table(_sheet_lines(name, content))
    if b"\x00" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable(_("“%(name)s” không phải là tệp Excel hay CSV. Hãy chọn tệp .xlsx hoặc .csv.", name=name))
    return read_table(_csv_lines(name, content))


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


def _csv_lines(name: str, content: bytes) -> list[Line]:
    text = _decoded(name, content)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        return list(csv.reader(io.StringIO(text, newline=""), dialect))
    except csv.Error as error:
        raise Unreadable(_("Không đọc được “%(name)s” như một tệp CSV. Hãy lưu lại dạng .xlsx.", name=name)) from error


def _decoded(name: str, content: bytes) -> str:
    encodings: Iterable[str] = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("“%(name)s” không dùng bảng mã Unicode. Hãy lưu lại dạng .xlsx hoặc CSV UTF-8.", name=name))


def template_workbook() -> bytes:
    """An empty list to fill in by hand or in Excel: the headings that the import knows, numbers are checked."""
    import xlsxwriter  # a third of a second that only this page needs

    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Danh sách hộ")
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#EEF1FB"})
        sheet.write_row(0, 0, ["STT", *(str(label) for label in COLUMNS.values())], head)
        for column, width in enumerate((6, 30, 26, 26, 12, 14)):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 32)
        sheet.data_validation(1, 4, MOST_HOUSEHOLDS, 5, {
            "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 1000,
            "error_title": "Số chưa đúng", "error_message": "Hãy nhập một số nguyên, ví dụ 3.",
        })  # fmt: skip
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
    return packed.getvalue()
