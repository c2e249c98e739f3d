"""The report of a period as its reader meets it: figures that add up, only what the reader may see, a file to take."""

import csv
import io
import json
from datetime import timedelta

from flask import Flask

from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.wall_clock import today


def test_the_page_counts_what_is_at_work(story: Story, people: People) -> None:
    story.up_to("department_review")
    client = people.client(people("dept_leader"))
    page = Page(client.get("/reports/overdue"))
    assert "1 hồ sơ Ông/Bà được xem" in page.text
    assert "Tiếp nhận trong kỳ" in page.text
    assert "Không có hồ sơ nào quá hạn." in page.text
    before = today().replace(day=1) - timedelta(1)
    asked = f"first={before - timedelta(20):%d/%m/%Y}&last={before:%d/%m/%Y}"
    assert "0 hồ sơ Ông/Bà được xem" in Page(client.get(f"/reports/overdue?{asked}")).text


def test_a_commune_counts_its_own_only(story: Story, people: People) -> None:
    story.up_to("department_review")
    stranger = people.client(people("commune_leader", commune="Y Tý"))
    assert "0 hồ sơ Ông/Bà được xem" in Page(stranger.get("/reports/overdue")).text
    assert story.row.code not in stranger.get("/reports/overdue.csv").text


def test_a_late_dossier_is_named_with_its_day(story: Story, people: People) -> None:
    story.up_to("department_review")
    due = story.row.due_on
    client = people.client(people("dept_leader"))
    day = due + timedelta(1)
    asked = f"first={day:%d/%m/%Y}&last={day:%d/%m/%Y}"
    page = Page(client.get(f"/reports/overdue?{asked}"))
    assert story.row.code in page.text
    assert f"{due:%d/%m/%Y}" in page.text
    assert "Đang giải quyết, quá hạn" in page.text
    taken = client.get(f"/reports/overdue.csv?{asked}")
    rows = list(csv.reader(io.StringIO(taken.text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[1][0].startswith(f"Từ ngày {day:%d/%m/%Y} đến hết ngày {day:%d/%m/%Y}")
    own = rows[rows.index(["Hồ sơ trong kỳ"]) + 2]
    assert (own[0], own[6], own[7]) == (story.row.code, "Kỳ trước chuyển qua", "Đang giải quyết, quá hạn")


def test_a_period_that_is_none_is_said_and_stays(people: People) -> None:
    client = people.client(people("dept_leader"))
    answer = client.get("/reports/overdue?first=05/02/2026&last=04/02/2026")
    assert answer.status_code == 422
    assert "Hãy chọn từ ngày trước đến ngày sau." in answer.text
    assert 'value="04/02/2026"' in answer.text


def test_the_command_prints_one_object(app: Flask, story: Story) -> None:
    story.up_to("department_review")
    day = today().isoformat()
    run = app.test_cli_runner().invoke(args=["report", "overdue", "--from", day, "--to", day, "--json"])
    assert run.exit_code == 0, run.output
    told = json.loads(run.output)
    assert (told["from"], told["to"]) == (day, day)
    assert told["totals"]["received"] == told["totals"]["total"] == 1
    assert told["agencies"][0]["received"] == 1
    assert told["late"] == []
    backwards = app.test_cli_runner().invoke(args=["report", "overdue", "--from", day, "--to", "2020-01-01"])
    assert backwards.exit_code != 0
