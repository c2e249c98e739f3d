"""The register of dossiers as a spreadsheet: one line for each, text as text, days as days, the totals below."""

import io
from typing import Any

from workflow.dossiers.control.book import Book
from workflow.papers.control import BOOK_HEAD

_WIDTHS = (6, 22, 40, 8, 36, 30, 30, 12, 12, 12, 20, 22, 34)
_BOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(book: Book) -> bytes:
    """Mẫu 07 as xlsx, A4 landscape."""
    import xlsxwriter  # a third of a second that only this file needs

    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, _BOOK) as file:
        file.set_properties({"title": "Sổ theo dõi hồ sơ"})
        sheet = file.add_worksheet("Sổ theo dõi hồ sơ")
        bold = file.add_format({"bold": True})
        sheet.write_string(0, 0, f"SỔ THEO DÕI HỒ SƠ · {book.agency}", bold)
        period = book.period
        sheet.write_string(1, 0, f"Hồ sơ tiếp nhận từ ngày {period.first:%d/%m/%Y} đến ngày {period.last:%d/%m/%Y}")
        head = file.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#EEF1FB"})
        sheet.write_row(3, 0, BOOK_HEAD, head)
        _lines(sheet, book, file.add_format({"text_wrap": True, "valign": "top"}), file.add_format({
            "num_format": "dd/mm/yyyy", "valign": "top"}))  # fmt: skip
        for at, (label, count) in enumerate(book.totals, len(book.lines) + 5):
            sheet.write_string(at, 2, label, bold)
            sheet.write_number(at, 3, count, bold)
        _page(sheet)
    return packed.getvalue()


def _lines(sheet: Any, book: Book, text: Any, day: Any) -> None:
    for number, line in enumerate(book.lines, 1):
        at = number + 3
        sheet.write_number(at, 0, number, text)
        for column, value in enumerate(line.row, 1):
            if isinstance(value, str):
                sheet.write_string(at, column, value, text)
            elif value is not None:
                sheet.write_datetime(at, column, value, day)


def _page(sheet: Any) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
