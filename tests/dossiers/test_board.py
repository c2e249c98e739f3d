"""The board of leaders: every number is the length of its list, groups add up, nobody counts what they may not see."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.dossiers.shelf import Shelf
from tests.opinions.test_opinions import TRADE, Asking
from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.dossiers.board.counts import board_of
from workflow.dossiers.models import Dossier
from workflow.transactions import writing
from workflow.wall_clock import now, today

DOSSIER = Dossier.__table__


@pytest.fixture
def full(app: Flask, people: People) -> Shelf:
    """A dossier in every place, some late, some due soon, some not received; those under a hold stand."""
    shelf = Shelf(app, people)
    with app.app_context(), writing() as session:
        ids = [row.id for row in session.execute(DOSSIER.select().where(DOSSIER.c.is_open).order_by(DOSSIER.c.id))]
        for place, one in enumerate(ids):
            day = today() + timedelta((-9, 1, 40)[place % 3])
            values: dict[str, Any] = {
                "received_on": today() - timedelta(30), "received_at": now(), "code": f"H38.12-261027-{place:04}",
                "due_on": day, "stage_due_on": None,
            }  # fmt: skip
            if place % 4 == 0:
                values = {}
            elif place % 5 == 0:
                values |= {"due_on": today() + timedelta(60), "stage_due_on": day}
            if values:
                session.execute(update(DOSSIER).where(DOSSIER.c.id == one).values(**values))
    return shelf


@pytest.mark.parametrize("role", ["dept_leader", "province_leader", "commune_leader"])
def test_every_number_is_the_length_of_its_list(app: Flask, full: Shelf, people: People, role: str) -> None:
    someone = people(role)
    with app.app_context():
        board = board_of(people.person(someone), today())
    client = people.client(someone)
    for lines in (board.agencies, board.stages, board.officers):
        assert [sum(line[place] for line in lines) for place in range(2, 6)] == list(board.total[2:6])
    assert board.total.open > 0
    for line in (board.total, *board.agencies, *board.officers, *board.stages[:6]):
        for when, number in zip(("all", "late", "soon", "paused"), line[2:6], strict=True):
            assert length_of(client, when, line.asked) == number, (line, when)


def length_of(client: Any, when: str, asked: dict[str, str]) -> int:
    """How many dossiers a list shows, over all its pages."""
    found, address = 0, f"/board/list?when={when}&" + "&".join(f"{name}={value}" for name, value in asked.items())
    while address:
        text = client.get(address).text
        found += len(re.findall(r'<td class="num">', text))
        more = re.search(r'href="(/board/list\?[^"]*before=[^"]*)"', text)
        address = more[1].replace("&amp;", "&") if more else ""
    return found


def test_late_soon_and_standing_are_different_things(app: Flask, full: Shelf, people: People) -> None:
    with app.app_context():
        total = board_of(people.person(people("province_leader")), today()).total
    assert min(total.late, total.soon, total.paused) > 0
    assert total.late + total.soon + total.paused < total.open


def test_the_page_names_who_keeps_others_waiting(story: Story) -> None:
    asking = Asking(story)
    asking.ask(TRADE)
    page = Page(asking.at("dept_officer").get("/board"))
    assert "Sở Công Thương" in page.text
    assert "1 câu hỏi chưa trả lời, hạn sớm nhất" in page.text
    assert "Chưa giao cho ai" in page.text
    assert page.text.count("Đang giải quyết") >= 1


def test_nobody_counts_what_they_may_not_see(story: Story, people: People) -> None:
    story.up_to("department_review")
    stranger = people.client(people("commune_leader", commune="Y Tý"))
    assert "Không có hồ sơ nào đang giải quyết" in Page(stranger.get("/board")).text
    assert "Không còn hồ sơ nào ở đây" in Page(stranger.get("/board/list?when=all")).text
    assert stranger.get("/board/list?when=never").status_code == 400
    assert stranger.get("/board/list?agency=nobody").status_code == 400
