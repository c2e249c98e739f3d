"""Rows brought in from a spreadsheet: judged like what is typed, told by line and column, written all or none, once."""

import io
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select, update

from tests.pages import Page
from tests.people import People, Someone
from workflow.accounts.models import PostHolding
from workflow.achievements.models import UnitAchievement
from workflow.environment.models import Establishment
from workflow.errands.running import run_waiting
from workflow.extensions import db
from workflow.feeds.kinds import FEEDS
from workflow.feeds.models import FeedImport
from workflow.feeds.reading import Column, Reader
from workflow.jobs.sweeping import sweep
from workflow.register.queries import units_to_choose
from workflow.text import fold
from workflow.training.models import TrainingClass
from workflow.transactions import writing
from workflow.wall_clock import now, today

HEADINGS = (
    "Làng nghề, nghề *",
    "Nội dung",
    "Tên lớp",
    "Từ ngày",
    "Đến hết ngày",
    "Số người học",
    "Trong đó học lần đầu",
)
POSTS = {
    "tourism": ("consulted_officer", "culture_sports_tourism"), "ip_right": ("consulted_officer", "science_technology"),
    "ocop": ("dept_officer", ""), "training": ("consulted_officer", "education_training"),
    "establishments": ("commune_officer", ""),
}  # fmt: skip
DIGITAL = "Tin học cơ bản, kỹ năng số"


def sheet(*lines: Sequence[str]) -> io.BytesIO:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                page.write_string(number, place, cell)
    packed.seek(0)
    return packed


def send(client: FlaskClient, code: str, packed: io.BytesIO, name: str = "lop hoc.xlsx") -> Any:
    return client.post(f"/plan/feeds/{code}", data={"file": (packed, name)})


@pytest.fixture
def keeper(people: People) -> Someone:
    return people("consulted_officer", kind="education_training")


@pytest.fixture
def unit(app: Flask) -> str:
    with app.app_context():
        return units_to_choose()[0][1]


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model.__table__)) or 0


def test_every_wrong_cell_is_told_with_its_line_and_nothing_is_written(
    app: Flask, people: People, keeper: Someone, unit: str
) -> None:
    client = people.client(keeper)
    good = [unit, DIGITAL, "Bán hàng", "01/10/2026", "05/10/2026", "25", "5"]
    made = send(client, "training", sheet(
        ("Danh sách lớp năm 2026",), HEADINGS, good, [],
        ["Làng không có", "Nấu ăn", "", "31/02/2026", "05/10/2026", "x", "5"],
        [unit, DIGITAL, "Học", "06/10/2026", "05/10/2099", "3", "5"],
    ))  # fmt: skip
    assert made.status_code == 303
    page = Page(client.get(made.location))
    assert "2 trên 3 dòng phải sửa; chưa có gì được ghi" in page.text
    for said in (
        "“Làng không có” không có trong danh sách", "“Nấu ăn” không có trong danh sách", "Hãy nhập mục này.",
        "Không có ngày 31/02/2026 trong lịch.", "Hãy nhập một số nguyên", "Lớp chưa kết thúc",
        "Số người học lần đầu nhiều hơn số người học.",
    ):  # fmt: skip
        assert said in page.text, said
    assert {"5", "6"} <= {(th.text or "") for th in page.all("th")}, "the line numbers that Excel shows"
    assert client.post(f"{made.location}/write").status_code == 409
    stranger = people.client(people("consulted_officer", kind="education_training"))
    assert stranger.get(made.location).status_code == 404, "only whoever brought it in sees it"
    with app.app_context():
        assert count(TrainingClass) == 0


def test_a_sound_sheet_is_written_once_as_long_work(app: Flask, people: People, keeper: Someone, unit: str) -> None:
    client = people.client(keeper)
    rows = [[unit.upper(), DIGITAL, f"Lớp {n}", "01/10/2026", "05/10/2026", "1.025", "5"] for n in range(60)]
    made = send(client, "training", sheet(HEADINGS, *rows))
    assert "Cả 60 dòng đều đúng" in Page(client.get(made.location)).text
    asked = client.post(f"{made.location}/write")
    assert asked.status_code == 303
    assert client.post(f"{made.location}/write").location == asked.location, "a double click is one errand"
    with app.app_context():
        assert run_waiting(now) == 1
    told = Page(client.get(asked.location))
    assert "Đã ghi 60 dòng." in told.text
    assert told.links["Xem kết quả"] == made.location
    assert "Đã ghi lúc" in Page(client.get(made.location)).text
    assert client.post(f"{made.location}/write").status_code == 409, "written once"
    with app.app_context():
        assert count(TrainingClass) == 60
        assert db.session.scalar(select(func.sum(TrainingClass.learners))) == 60 * 1025
        assert db.session.scalars(select(FeedImport.rows)).all() == [[]], "the text is let go of"


def test_a_post_that_ended_meanwhile_writes_nothing(app: Flask, people: People, keeper: Someone, unit: str) -> None:
    client = people.client(keeper)
    made = send(client, "training", sheet(HEADINGS, [unit, DIGITAL, "Lớp", "01/10/2026", "05/10/2026", "9", "9"]))
    asked = client.post(f"{made.location}/write")
    with app.app_context():
        with writing() as session:
            ended = update(PostHolding).where(PostHolding.account_id == keeper.id).values(role="consulted_leader")
            session.execute(ended)
        run_waiting(now)
        assert count(TrainingClass) == 0
    assert "không còn chức vụ" in Page(client.get(asked.location)).text


def test_what_cannot_be_read_says_so_and_keeps_nothing(app: Flask, people: People, keeper: Someone) -> None:
    client = people.client(keeper)
    for packed, name, said in (
        (io.BytesIO(), "rong.xlsx", "rỗng (0 byte)"),
        (io.BytesIO(b"%PDF-1.7 " + b"\x00" * 50), "x.xlsx", "không phải là tệp Excel"),
        (sheet(("Cột lạ", "Cột khác")), "x.xlsx", "Không thấy dòng tiêu đề"),
        (sheet(HEADINGS[:4]), "x.xlsx", "Thiếu cột: Đến hết ngày, Số người học, Trong đó học lần đầu."),
        (sheet(HEADINGS), "x.xlsx", "chưa có dòng nào"),
    ):
        page = Page(send(client, "training", packed, name))
        assert page.status == 422
        assert said in page.text, said
    assert client.post("/plan/feeds/training", data={}).status_code == 422
    assert send(client, "ocop", sheet(HEADINGS)).status_code == 404, "another's feed is not there"
    assert people.client(people("province_leader")).get("/plan/feeds").status_code == 200
    with app.app_context():
        assert count(FeedImport) == 0


def filled_in(column: Column) -> str:
    if column.labels:
        return column.labels[0]
    if column.field.startswith(("valid", "held", "active")):
        return "05/02/2026"
    return "7" if "learners" in column.field else "Ví dụ"


@pytest.mark.parametrize("code", list(POSTS))
def test_every_template_reads_back_as_it_is_filled_in(app: Flask, people: People, code: str) -> None:
    role, kind = POSTS[code]
    someone = people(role, kind=kind)
    client = people.client(someone)
    taken = client.get(f"/plan/feeds/{code}/template.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.data))
    headings = [str(cell) for cell in book.get_sheet_by_index(0).to_python()[0]]
    with app.app_context():
        reader = Reader(FEEDS[code], people.person(someone))
        line = [filled_in(column) for column in reader.columns]
    made = send(client, code, sheet(headings, line))
    assert made.status_code == 303, Page(made).text
    asked = client.post(f"{made.location}/write")
    assert asked.status_code == 303, Page(client.get(made.location)).text
    with app.app_context():
        assert run_waiting(now) == 1
        assert count(UnitAchievement) + count(TrainingClass) + count(Establishment) == 1


def test_a_list_of_producers_again_adds_nothing(app: Flask, people: People) -> None:
    client = people.client(people("commune_officer"))
    with app.app_context():
        own = units_to_choose(["02728"])[0][1]
    head = ("Làng nghề, nghề", "Loại", "Tên cơ sở hoặc chủ hộ", "Thôn, bản, tổ dân phố", "Hoạt động từ ngày")
    rows = [(own, "Hộ sản xuất", name, "Thôn 1", "01/01/2020") for name in ("Ly Xá", "Ly Xá", "Vàng Páo")]
    for said in ("Đã ghi 3 dòng.", "Đã ghi 0 dòng. 3 dòng đã có từ trước."):
        asked = client.post(f"{send(client, 'establishments', sheet(head, *rows)).location}/write")
        with app.app_context():
            run_waiting(now)
        assert said in Page(client.get(asked.location)).text
    with app.app_context():
        assert count(Establishment) == 3, "two of one name are two households"
        other = next(
            label for _id, label in units_to_choose() if label not in dict(units_to_choose(["02728"])).values()
        )
    page = Page(client.get(send(client, "establishments", sheet(head, (other, *rows[0][1:]))).location))
    assert "không có trong danh sách" in page.text, "another commune's unit"


def test_a_name_without_its_tones_is_asked_about_not_guessed(app: Flask, people: People, keeper: Someone) -> None:
    client = people.client(keeper)
    with app.app_context():
        labels = [label for _id, label in units_to_choose()]
    label = next(one for one in labels if sum(fold(other) == fold(one) for other in labels) == 1)
    row = [fold(label), DIGITAL, "Lớp", "01/10/2026", "05/10/2026", "9", "9"]
    page = Page(client.get(send(client, "training", sheet(HEADINGS, row)).location))
    assert f"có phải “{label}”?" in page.text


def test_what_nobody_wrote_is_swept(app: Flask, people: People, keeper: Someone, unit: str) -> None:
    made = send(people.client(keeper), "training", sheet(HEADINGS, [unit] + ["x"] * 6))
    with app.app_context():
        assert uuid.UUID(made.location.rsplit("/", 1)[1]) in db.session.scalars(select(FeedImport.id)).all()
        sweep(today(), now() + timedelta(29))
        assert count(FeedImport) == 1
        sweep(today(), now() + timedelta(31))
        assert count(FeedImport) == 0
