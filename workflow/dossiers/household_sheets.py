"""The household list as a file: an empty template with checks and notes; the stored list, which reads back the same.

Every text is written as text: whatever a cell begins with, no program evaluates it.
"""

import io
from collections.abc import Iterable
from typing import Any, NamedTuple

from flask_babel import gettext as _

from workflow.dossiers.household_rows import COLUMNS, LARGEST, LONGEST, MOST_HOUSEHOLDS, HouseholdRow
from workflow.dossiers.household_table import EXAMPLE
from workflow.sheets import as_csv

_WIDTHS = (8, 30, 26, 26, 12, 14)
_BOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LIVED_EXAMPLE = HouseholdRow("Ly Giờ Xá", "Thôn Nậm Pung", "Mây tre đan", 3, 12)


class Note(NamedTuple):
    """What the template says of a column, and a name of it short enough for the head of a balloon."""

    title: str
    text: str


def notes() -> dict[str, Note]:
    """The note of each column, as the balloon of its cells and the page of guidance show it."""
    return {
        "head_name": Note(_("Chủ hộ"), _("Bắt buộc. Họ và tên viết có dấu. Không ghi số căn cước, ngày sinh.")),
        "village": Note(_("Nơi ở"), _("Thôn, bản, tổ dân phố nơi hộ làm nghề, ví dụ Thôn Nậm Pung.")),
        "trade": Note(_("Nghề"), _("Công việc hoặc sản phẩm hộ làm, ví dụ Mây tre đan.")),
        "workers": Note(_("Số lao động"), _("Số nguyên từ 0 đến 1.000: số người của hộ làm nghề này.")),
        "years_in_trade": Note(
            _("Số năm"), _("Số năm đã làm nghề, ví dụ 12. Không ghi năm bắt đầu (như 2014).")
        ),
    }  # fmt: skip


def template_workbook() -> bytes:
    """An empty list to fill in by hand or in Excel: known headings, a note and a check for every column, an example."""
    packed = io.BytesIO()
    with _workbook(packed) as book:
        sheet = _headed(book)
        grey = book.add_format({"italic": True, "font_color": "#5B6475", "bg_color": "#F6F5F1"})
        _write_line(sheet, 1, EXAMPLE, _LIVED_EXAMPLE, grey)
        for column, (name, note) in enumerate(notes().items(), 1):
            sheet.data_validation(1, column, MOST_HOUSEHOLDS + 1, column, _check(name, note))
        _guidance(book)
    return packed.getvalue()


def list_workbook(rows: Iterable[HouseholdRow]) -> bytes:
    """The stored list as a sheet in the layout of the template."""
    packed = io.BytesIO()
    with _workbook(packed) as book:
        sheet = _headed(book)
        for number, row in enumerate(rows, 1):
            _write_line(sheet, number, number, row)
    return packed.getvalue()


def list_csv(rows: Iterable[HouseholdRow]) -> bytes:
    """The same as CSV."""
    head = ["STT", *(str(label) for label in COLUMNS.values())]
    return as_csv([head, *([number, *row.stored().values()] for number, row in enumerate(rows, 1))])


def _workbook(packed: io.BytesIO) -> Any:
    import xlsxwriter  # a third of a second that only these pages need

    return xlsxwriter.Workbook(packed, _BOOK)


def _headed(book: Any) -> Any:
    sheet = book.add_worksheet("Danh sách hộ")
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#EEF1FB"})
    sheet.write_row(0, 0, ["STT", *(str(label) for label in COLUMNS.values())], head)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    return sheet


def _write_line(sheet: Any, at: int, first: str | int, row: HouseholdRow, look: Any = None) -> None:
    for column, value in enumerate((first, *row.stored().values())):
        if isinstance(value, str) and value:
            sheet.write_string(at, column, value, look)
        elif isinstance(value, int):
            sheet.write_number(at, column, value, look)


def _check(name: str, note: Note) -> dict[str, Any]:
    shown = {"input_title": note.title, "input_message": note.text, "error_title": _("Chưa đúng")}
    if name in LARGEST:
        said = _("Hãy nhập một số nguyên từ 0 đến %(most)s.", most=LARGEST[name])
        return shown | {
            "validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST[name], "error_message": said,
        }  # fmt: skip
    said = _("Dài quá %(most)d ký tự; xin rút gọn.", most=LONGEST[name])
    return shown | {"validate": "length", "criteria": "<=", "value": LONGEST[name], "error_message": said}


def _guidance(book: Any) -> None:
    sheet = book.add_worksheet("Hướng dẫn")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28, wrapped)
    sheet.set_column(1, 1, 80, wrapped)
    sheet.write_row(0, 0, [_("Cột"), _("Ghi gì")], bold)
    for line, (name, note) in enumerate(notes().items(), 1):
        sheet.write_string(line, 0, str(COLUMNS[name]))
        sheet.write_string(line, 1, note.text)
    for line, said in enumerate(
        (
            _("Mỗi hộ một dòng. Dòng “Ví dụ” không được tính; có thể xóa hoặc để nguyên."),
            _("Công thức không được nhận: hãy nhập chữ và số bình thường."),
            _("Điền xong, tải tệp này lên ở trang “Danh sách hộ tham gia” của hồ sơ."),
        ),
        len(COLUMNS) + 2,
    ):
        sheet.write_string(line, 1, said)
