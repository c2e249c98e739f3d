"""The household list as a file: the template a commune fills in, and the stored list that reads back the same."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.wizard.conftest import Draft as DraftAtDesk
from workflow.audit.models import Event
from workflow.dossiers.household_import import draft_from_file
from workflow.dossiers.household_rows import HouseholdRow
from workflow.dossiers.household_sheets import list_csv, list_workbook, template_workbook
from workflow.dossiers.household_table import Draft
from workflow.extensions import db
from workflow.sheets import harmless

Read = Callable[[str, bytes], Draft]
EVIL = (
    "=1+1", "=cmd|'/C calc'!A0", "+84912345678", "-2+3", "@SUM(A1:A9)", "\t=1", "\r=1", "=HYPERLINK(\"http://x\",\"y\")",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "=IMPORTXML(CONCAT(\"http://x\"))", "=DDE(\"a\",\"b\")", "+cmd|' /C calc'!A0",
)  # fmt: skip
ODD = (
    HouseholdRow("Tống Văn Páo", "", "đan", 2, 3),
    HouseholdRow("Công Thị Mẩy", "", "", None, None),
    HouseholdRow("Lò Văn “Ba”, Tổ 2; nhánh|phụ", "Thôn 'Mới'", 'mây, tre, "đan"', 0, 200),
    HouseholdRow("'Đào Thị Ế", "Bản Xèo", "100", 1000, 0),
    HouseholdRow("Vi Dụ", "Nậm Pung", "TRUE", 1, 1),
)


@pytest.fixture
def read(app: Flask) -> Read:
    def draft(name: str, content: bytes) -> Draft:
        with app.test_request_context():
            return draft_from_file(name, content)

    return draft


def rows_of(draft: Draft) -> tuple[HouseholdRow, ...]:
    assert draft.is_sound, (draft.message, draft.problems[:3])
    return tuple(row for _line, row in draft.rows)


def test_the_template_with_its_example_is_a_list_that_only_lacks_households(app: Flask, read: Read) -> None:
    with app.test_request_context():
        template = template_workbook()
    assert "chưa có hộ nào" in read("mau.xlsx", template).message


def test_the_template_checks_every_column_and_says_what_belongs_there(app: Flask) -> None:
    with app.test_request_context():
        packed = zipfile.ZipFile(io.BytesIO(template_workbook()))
    sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<dataValidation ") == 5
    assert sheet.count('type="whole"') == 2
    assert sheet.count("promptTitle=") == 5
    strings = packed.read("xl/sharedStrings.xml").decode()
    assert all(said in strings for said in ("Ví dụ", "Ly Giờ Xá", "Không ghi số căn cước"))


@pytest.mark.parametrize(("name", "made"), [("ds.xlsx", list_workbook), ("ds.csv", list_csv)])
def test_ten_thousand_households_come_back_the_same_in_seconds(app: Flask, read: Read, name: str, made: object) -> None:
    villages = ("Nậm Pung", "Dền Sáng", "", "Tổ dân phố 3")
    many = tuple(
        HouseholdRow(f"Lý A Sử {n}", villages[n % 4], "mây, tre đan", n % 1001 if n % 3 else None, n % 201)
        for n in range(10_000 - len(ODD))
    )
    begun = time.process_time()
    with app.test_request_context():
        content = made((*many, *ODD))  # type: ignore[operator]
    assert rows_of(read(name, content)) == (*many, *ODD)
    assert time.process_time() - begun < 10, "seconds of this process, whatever else the machine does"


@pytest.mark.parametrize("text", EVIL)
def test_no_export_holds_a_formula(app: Flask, text: str) -> None:
    """Even one that came into the database past every check."""
    row = HouseholdRow(text, text, text, 3, -2)
    with app.test_request_context():
        packed = zipfile.ZipFile(io.BytesIO(list_workbook([row])))
        line = list_csv([row]).decode("utf-8-sig").splitlines()[1:]
    assert "<f>" not in packed.read("xl/worksheets/sheet1.xml").decode()
    assert "".join(line).startswith(("1;'", "1;\"'"))
    assert (harmless(-2), harmless("12")) == (-2, "12")


@pytest.mark.parametrize("text", EVIL)
def test_no_import_takes_a_formula(app: Flask, read: Read, text: str) -> None:
    with app.test_request_context():
        content = list_workbook([HouseholdRow("Lý A Sử", text, "đan", 1, 1)])
    draft = read("ds.xlsx", content)
    assert [problem.column for problem in draft.problems] == ["village"] or rows_of(draft)[0].village[0] not in "=+-@"


def test_families_that_sound_like_a_total_are_kept_and_totals_are_not(read: Read) -> None:
    lines = [
        "STT;Họ và tên chủ hộ;Thôn",
        "1;Tống Văn Páo;",
        "2;Công Thị Mẩy;",
        ";Tổng cộng: 2 hộ;",
        ";Cộng;",
        ";Tổng số hộ;",
    ]
    found = rows_of(read("ds.csv", "\n".join(lines).encode()))
    assert [row.head_name for row in found] == ["Tống Văn Páo", "Công Thị Mẩy"]


def test_a_csv_with_more_commas_than_borders_is_told_by_its_headings(read: Read) -> None:
    lines = ["Họ tên chủ hộ;Thôn;Nghề", *("Lý A Sử;Nậm Pung;mây, tre, nứa, lá, vầu, giang" for _n in range(9))]
    assert {row.trade for row in rows_of(read("ds.csv", "\n".join(lines).encode()))} == {
        "mây, tre, nứa, lá, vầu, giang"
    }


def test_what_is_wrong_stands_beside_its_row(draft: DraftAtDesk) -> None:
    text = "Họ tên chủ hộ\tThôn\tSố lao động\nLý A Sử\tNậm Pung\t2\nVàng Thị Mỷ\t=1+1\tba\n"
    answer = draft.send("households/import", text=text)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    row = page.split('<th scope="row" class="num">3</th>')[1].split("</tr>")[0]
    assert all(said in row for said in ("Vàng Thị Mỷ", "không nhận công thức", "Hãy nhập một số nguyên"))
    assert page.count('<th scope="row"') == 1


@pytest.mark.parametrize("wanted", ["xlsx", "csv"])
def test_taking_the_list_away_is_written_down(draft: DraftAtDesk, read: Read, wanted: str) -> None:
    draft.send("households/import", text="Lý A Sử\tNậm Pung\tđan\t2\t3")
    answer = draft.client.post(draft.url("households/export"), data={"format": wanted})
    assert answer.status_code == 200
    assert rows_of(read(f"ds.{wanted}", answer.data)) == (HouseholdRow("Lý A Sử", "Nậm Pung", "đan", 2, 3),)
    with draft.app.app_context():
        noted = db.session.scalars(select(Event).where(Event.kind == "dossier:households:exported")).one()
        assert (noted.subject, noted.actor_id, noted.detail) == (
            str(draft.id), draft.officer.id, {"count": 1, "format": wanted},
        )  # fmt: skip


def test_the_list_of_another_commune_does_not_exist(draft: DraftAtDesk) -> None:
    stranger = draft.people.client(draft.people("commune_officer", commune="Y Tý"))
    assert stranger.post(draft.url("households/export"), data={"format": "csv"}).status_code == 404
    assert draft.client.post(draft.url("households/export"), data={"format": "exe"}).status_code == 400
