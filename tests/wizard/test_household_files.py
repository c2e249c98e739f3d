"""Files with a household list: Excel in both dresses, CSV in the encodings of old machines, and neither."""

import io

import pytest
import xlsxwriter
from flask import Flask

from workflow.dossiers.household_import import draft_from_file
from workflow.dossiers.household_rows import HouseholdRow
from workflow.dossiers.household_table import Draft
from workflow.sheets_in import Unreadable

HEAD = ["STT", "Họ và tên chủ hộ", "Thôn, bản", "Nghề", "Số lao động", "Số năm làm nghề"]


def workbook(lines: list[list[object]], formulas: dict[str, str] | None = None) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
        for cell, formula in (formulas or {}).items():
            sheet.write_formula(cell, formula)
    return packed.getvalue()


@pytest.fixture
def read(app: Flask):
    def draft(name: str, content: bytes) -> Draft:
        with app.test_request_context():
            return draft_from_file(name, content)

    return draft


def test_a_sheet_of_ten_thousand_households_is_read_whole(read) -> None:
    lines = [[number, f"Lò Văn {number}", "Bản Xèo", "nấu rượu", 2, 15] for number in range(1, 10_001)]
    draft = read("ds.xlsx", workbook([HEAD, *lines]))
    assert draft.is_sound
    assert len(draft.rows) == 10_000
    assert draft.rows[-1][1] == HouseholdRow("Lò Văn 10000", "Bản Xèo", "nấu rượu", 2, 15)


def test_a_formula_gives_its_shown_value_and_is_never_run(read) -> None:
    draft = read("ds.xlsx", workbook([HEAD, [1, "Lý A Sử", "Nậm Pung", "đan", "", 12]], {"E2": "=1+1"}))
    assert draft.is_sound
    assert draft.rows[0][1].workers == 0


def test_a_formula_in_the_place_of_a_name_is_refused_with_its_cell(read) -> None:
    draft = read("ds.xlsx", workbook([HEAD, [1, "", "Nậm Pung", "đan", 2, 12]], {"B2": "=A1&A2"}))
    assert [(problem.line, problem.column) for problem in draft.problems] == [(2, "head_name")]


def test_text_that_looks_like_a_formula_is_refused_in_a_sheet_too(read) -> None:
    draft = read("ds.xlsx", workbook([HEAD, [1, "=cmd|'/C calc'!A0", "Nậm Pung", "đan", 2, 12]]))
    assert "công thức" in draft.problems[0].message


def test_line_numbers_are_those_that_excel_shows(read) -> None:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(4, 0, HEAD)
        sheet.write_row(7, 0, [1, "Lý A Sử", "Nậm Pung", "đan", "hai", 12])
    assert read("ds.xlsx", packed.getvalue()).problems[0].line == 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_csv_is_read_in_the_encodings_of_old_machines(read, encoding: str, sign: str) -> None:
    text = f"Họ tên chủ hộ{sign}Thôn{sign}Số lao động\r\nLý A Sử{sign}Nậm Pung{sign}3\r\n"
    draft = read("ds.csv", text.encode(encoding))
    assert [row for _line, row in draft.rows] == [HouseholdRow("Lý A Sử", "Nậm Pung", "", 3)]


def test_a_csv_of_old_windows_is_read_and_composed(read) -> None:
    content = b"Ho ten chu ho;Thon\r\nL\xdd A S\xfd;N\xe2\xf2m Pung\r\n"  # cp1258: letters first, tones after
    draft = read("ds.csv", content)
    assert draft.rows[0][1].village == "Nậm Pung"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rong.xlsx", b"", "rỗng"),
        ("hong.xlsx", b"PK\x03\x04 broken", "Không mở được"),
        ("anh.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "không phải là tệp Excel"),
        ("to.csv", b"a" * (8 * 1024 * 1024 + 1), "lớn hơn 8 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_by_name(read, name: str, content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refusal:
        read(name, content)
    assert name in str(refusal.value)
