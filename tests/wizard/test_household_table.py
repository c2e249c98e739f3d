"""A list as it really arrives: from Excel, from a USB stick, with the department's title on top."""

import pytest
from flask import Flask

from workflow.dossiers.household_import import draft_from_text
from workflow.dossiers.household_rows import HouseholdRow
from workflow.dossiers.household_table import Draft


@pytest.fixture
def read(app: Flask):
    def draft(text: str) -> Draft:
        with app.test_request_context():
            return draft_from_text(text)

    return draft


def rows(draft: Draft) -> list[HouseholdRow]:
    assert draft.is_sound, (draft.message, draft.problems)
    return [row for _line, row in draft.rows]


def test_lines_without_headings_follow_the_order_of_the_template(read) -> None:
    found = rows(read("Lý A Sử\tNậm Pung\tmây tre đan\t3\t12"))
    assert found == [HouseholdRow("Lý A Sử", "Nậm Pung", "mây tre đan", 3, 12)]


def test_a_first_column_of_serial_numbers_is_passed_over(read) -> None:
    found = rows(read("1\tLý A Sử\tNậm Pung\tđan\t3\t12\n2\tVàng Thị Mỷ\tNậm Pung\tđan\t2\t8"))
    assert [row.head_name for row in found] == ["Lý A Sử", "Vàng Thị Mỷ"]


def test_headings_may_stand_in_any_order_under_a_title(read) -> None:
    text = (
        "DANH SÁCH CÁC HỘ THAM GIA\t\t\t\t\n"
        "STT\tSố năm làm nghề\tThôn, bản\tHọ và tên chủ hộ\tSố lao động\tNgành nghề\n"
        "1\t12\tNậm Pung\tLý A Sử\t3\tmây tre đan\n"
        "\t\t\t\t\n"
        "Tổng cộng\t\t\t\t3\t\n"
    )
    assert rows(read(text)) == [HouseholdRow("Lý A Sử", "Nậm Pung", "mây tre đan", 3, 12)]


def test_the_row_of_column_numbers_under_the_headings_is_passed_over(read) -> None:
    found = rows(read("Họ tên chủ hộ\tThôn\tSố lao động\n(1)\t(2)\t(3)\nLý A Sử\tNậm Pung\t2\n"))
    assert [row.head_name for row in found] == ["Lý A Sử"]


def test_identity_numbers_and_birthdays_are_left_out_and_it_is_said(read) -> None:
    draft = read("Họ tên chủ hộ\tNgày sinh\tSố CCCD\tThôn\nLý A Sử\t01/02/1970\t010070001234\tNậm Pung")
    assert rows(draft) == [HouseholdRow("Lý A Sử", "Nậm Pung")]
    assert draft.left_out == ("Ngày sinh", "Số CCCD")


def test_a_decomposed_name_is_stored_composed(read) -> None:
    assert rows(read("Ly\u0301 A Su\u031b\u0309\tNa\u0323\u0302m Pung"))[0] == HouseholdRow("Lý A Sử", "Nậm Pung")


def test_every_wrong_cell_is_named_with_its_line_and_nothing_is_sound(read) -> None:
    draft = read("Họ tên chủ hộ\tThôn\tSố lao động\tSố năm làm nghề\nLý A Sử\tNậm Pung\tba\t1990\n\tNậm Pung\t2\t5")
    assert not draft.is_sound
    assert [(problem.line, problem.column) for problem in draft.problems] == [
        (2, "workers"), (2, "years_in_trade"), (3, "head_name"),
    ]  # fmt: skip
    assert "giống năm bắt đầu" in draft.problems[1].message


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+84912", "@SUM(A1)", "-2+3"])
def test_a_formula_is_refused_with_its_cell(read, text: str) -> None:
    draft = read(f"Họ tên chủ hộ\tThôn\nLý A Sử\t{text}")
    assert [(problem.line, problem.column) for problem in draft.problems] == [(2, "village")]
    assert "công thức" in draft.problems[0].message


def test_a_lone_dash_means_nothing_is_said(read) -> None:
    assert rows(read("Lý A Sử\tNậm Pung\t-\t–\t-"))[0] == HouseholdRow("Lý A Sử", "Nậm Pung")


def test_what_was_read_comes_back_as_text_that_reads_the_same(read) -> None:
    first = read("Họ tên chủ hộ\tThôn\tNghề\tSố lao động\tSố năm làm nghề\nLý A Sử\tNậm Pung\tđan\t3\t12")
    assert rows(read(first.as_text())) == rows(first)


def test_twins_in_one_village_are_pointed_out_and_not_refused(read) -> None:
    draft = read("Lý A Sử\tNậm Pung\nLY A SU\tnậm pung\nLý A Sử\tDền Sáng")
    assert draft.is_sound
    assert draft.twins == [[1, 2]]


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n"])
def test_an_empty_list_says_that_nothing_was_found(read, text: str) -> None:
    assert "Không thấy dòng nào" in read(text).message


def test_twenty_thousand_and_one_households_are_refused(read) -> None:
    draft = read("\n".join(f"Hộ số {chr(65 + number % 26)} {number}\tBản" for number in range(20_001)))
    assert "20.001" in draft.message
    assert not draft.is_sound
