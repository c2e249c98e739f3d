"""The empty sheet of a feed: its headings, a note on each column, and the lists to choose from."""

import io

import xlsxwriter
from flask_babel import gettext as _

from workflow.feeds.reading import MOST_ROWS, Column, Reader

_BOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def template(reader: Reader) -> bytes:
    """An Excel file to fill in; it reads back as it was filled in."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, _BOOK) as book:
        bold = book.add_format({"bold": True, "bg_color": "#EEF1FB", "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})
        sheet, lists, guide = (book.add_worksheet(name) for name in (_("Dữ liệu"), "DanhSach", _("Hướng dẫn")))
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(reader.columns):
            sheet.write_string(0, place, column.heading + (" *" if column.required else ""), bold)
            sheet.set_column(place, place, 36 if column.labels else 22, text)
            for line, label in enumerate(column.labels):
                lists.write_string(line, place, label)
            if column.labels:
                source = f"=DanhSach!{_span(place, len(column.labels))}"
                sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": source})
            _explain(guide, place, column)
        guide.set_column(0, 1, 44)
    return packed.getvalue()


def _span(place: int, lines: int) -> str:
    letter = xlsxwriter.utility.xl_col_to_name(place)
    return f"${letter}$1:${letter}${lines}"


def _explain(guide: xlsxwriter.worksheet.Worksheet, place: int, column: Column) -> None:
    must = _("Bắt buộc.") if column.required else _("Có thể để trống.")
    chosen = _("Chọn trong danh sách.") if column.labels else ""
    guide.write_string(place, 0, column.heading)
    guide.write_string(place, 1, " ".join(filter(None, (must, chosen, column.hint))))
