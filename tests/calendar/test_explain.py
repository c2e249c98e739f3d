"""`flask clock explain`: the due date with every day counted or skipped."""

import json
from typing import Any

import pytest
from flask import Flask

from workflow.calendar.cli import clock_cli
from workflow.calendar.models import CalendarDay, CalendarYear
from workflow.extensions import db
from workflow.transactions import writing

TET = ("--received", "2027-01-29", "--days", "30")


def explain(app: Flask, *words: str) -> Any:
    return app.test_cli_runner().invoke(clock_cli, ["explain", *words])


def test_thirty_days_across_tet_end_on_the_nineteenth_of_march(app: Flask) -> None:
    answer = explain(app, *TET)
    assert answer.exit_code == 0
    assert "Hẹn trả kết quả: 19/03/2027" in answer.stdout
    assert "05/02/2027  Thứ Sáu    Giao thừa Tết Nguyên Đán" in answer.stdout
    assert answer.stderr == ""


def test_json_names_every_day_with_its_ground(app: Flask) -> None:
    told = json.loads(explain(app, *TET, "--json").stdout)
    assert told["due_on"] == "2027-03-19"
    assert [day["number"] for day in told["days"] if day["counted"]] == list(range(1, 31))
    assert set(told["days"][0]) == {"on", "counted", "number", "ground"}
    skipped = {day["on"]: day["ground"] for day in told["days"] if not day["counted"]}
    assert skipped["2027-02-06"] == "Tết Nguyên Đán"
    assert skipped["2027-02-13"] == "Thứ Bảy"


def test_days_under_a_hold_do_not_count(app: Flask) -> None:
    told = json.loads(explain(app, *TET, "--hold", "2027-02-15..2027-03-01", "--json").stdout)
    assert told["due_on"] == "2027-04-02"
    held = next(day for day in told["days"] if day["on"] == "2027-02-15")
    assert (held["counted"], held["ground"]) == (False, "Tạm dừng chờ bổ sung hồ sơ")
    assert next(day for day in told["days"] if day["on"] == "2027-03-01")["counted"]


def test_two_holds_may_follow_each_other(app: Flask) -> None:
    holds = ("--hold", "2027-02-22..2027-03-01", "--hold", "2027-02-15..2027-02-22")
    assert json.loads(explain(app, *TET, *holds, "--json").stdout)["due_on"] == "2027-04-02"


def test_an_extension_prints_both_dates_and_keeps_the_first(app: Flask) -> None:
    told = json.loads(explain(app, *TET, "--extension", "2027-03-26", "--json").stdout)
    assert (told["due_on"], told["extended_to"]) == ("2027-03-19", "2027-03-26")
    assert [day["number"] for day in told["extension_days"] if day["counted"]] == [1, 2, 3, 4, 5]
    assert told["days"][-1]["on"] == "2027-03-19"
    said = explain(app, *TET, "--extension", "2027-03-26").stdout
    assert "Hẹn trả kết quả: 19/03/2027" in said
    assert "Hẹn trả kết quả sau gia hạn: 26/03/2027 (thêm 5 ngày làm việc)" in said


def test_without_an_extension_there_is_no_second_date(app: Flask) -> None:
    told = json.loads(explain(app, *TET, "--json").stdout)
    assert told["extended_to"] is None
    assert told["extension_days"] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((*TET, "--extension", "26/03/2027"), "không phải là ngày"),
        ((*TET, "--extension", "2027-03-19"), "phải sau hạn giải quyết 19/03/2027"),
        ((*TET, "--extension", "2027-02-19"), "phải sau hạn giải quyết 19/03/2027"),
        ((*TET, "--extension", "2027-03-20"), "không phải là ngày làm việc (Thứ Bảy)"),
        ((*TET, "--extension", "2027-04-16"), "không phải là ngày làm việc (Ngày Giỗ Tổ Hùng Vương)"),
        ((*TET, "--extension", "2032-01-05"), "chưa có ngày 05/01/2032"),
        (("--received", "29/01/2027"), "không phải là ngày"),
        (("--received", "2027-02-30"), "không phải là ngày"),
        ((), "không phải là ngày"),
        (("--received", "2027-01-29", "--days", "ba mươi"), "số nguyên từ 1 đến 1000"),
        (("--received", "2027-01-29", "--days", "0"), "số nguyên từ 1 đến 1000"),
        (("--received", "1999-01-29"), "chưa có ngày 29/01/1999"),
        (("--received", "2031-12-20"), "chưa có ngày 01/01/2032"),
        ((*TET, "--hold", "2027-02-15"), "không phải là khoảng tạm dừng"),
        ((*TET, "--hold", "2027-03-01..2027-02-15"), "bị ngược"),
        ((*TET, "--hold", "2027-02-15..2027-02-15"), "bị ngược"),
        ((*TET, "--hold", "2027-01-20..2027-02-15"), "trước ngày tiếp nhận"),
        ((*TET, "--hold", "2027-02-15..2027-03-01", "--hold", "2027-02-20..2027-03-05"), "chồng lên nhau"),
    ],
)
def test_what_cannot_be_used_is_said_in_words(app: Flask, words: tuple[str, ...], sentence: str) -> None:
    answer = explain(app, *words, "--json")
    assert answer.exit_code == 2
    assert sentence in answer.stderr
    assert answer.stdout == ""


def test_without_a_stored_calendar_the_default_one_is_used_and_said(app: Flask) -> None:
    with app.app_context(), writing() as session:
        session.query(CalendarDay).delete()
        session.query(CalendarYear).delete()
    answer = explain(app, *TET, "--json")
    assert json.loads(answer.stdout)["due_on"] == "2027-03-19"
    assert "chưa có lịch làm việc" in answer.stderr


def test_even_without_tables_a_date_can_be_explained(app: Flask) -> None:
    with app.app_context():
        db.drop_all()
    assert json.loads(explain(app, *TET, "--json").stdout)["due_on"] == "2027-03-19"
