"""Figures of the yearly review brought in from a sheet: only what is typed changes, while the form is the commune's."""

from typing import Any

import pytest
from flask import Flask

from tests.feeds.test_feeds import send, sheet
from tests.pages import Page
from tests.people import People
from tests.reviews.test_reviews import YEAR, Round
from workflow.errands.running import run_waiting
from workflow.register.models import Unit
from workflow.register.queries import units_to_choose
from workflow.wall_clock import now

HEAD = ("Làng nghề, nghề", "Năm rà soát", "Tổng số hộ trên địa bàn", "Số hộ còn làm nghề", "Số lao động",
        "Số lao động đã được đào tạo, bồi dưỡng", "Doanh thu trong năm (đồng)")  # fmt: skip


@pytest.fixture
def year(app: Flask, people: People) -> Round:
    made = Round(app, people)
    made.open()
    return made


def named(app: Flask, year: Round) -> str:
    with app.app_context():
        return units_to_choose(Unit.id == year.unit)[0][1]


def bring_in(app: Flask, client: Any, *rows: Any) -> str:
    """Send a sheet and have it written; what its owner reads of it."""
    made = send(client, "reviews", sheet(HEAD, *rows))
    asked = client.post(f"{made.location}/write")
    if asked.status_code != 303:
        return Page(client.get(made.location)).text
    with app.app_context():
        run_waiting(now)
    return Page(client.get(asked.location)).text


def test_figures_are_filled_in_and_blank_cells_change_nothing(app: Flask, year: Round) -> None:
    year.fill()
    before, client = year.row(), year.clients["commune_officer"]
    unit = named(app, year)
    told = bring_in(app, client, (unit, str(YEAR), "120", "40", "90", "", "1.500.000.000"))
    assert "Đã ghi 1 dòng." in told
    after = year.row()
    assert (after.households, after.trade_households, after.workers, after.revenue_vnd) == (120, 40, 90, 1_500_000_000)
    assert after.trained_workers == before.trained_workers
    assert (after.criteria, after.remark, after.version) == (before.criteria, before.remark, before.version + 1)


def test_what_cannot_be_is_told_and_nothing_is_written(app: Flask, people: People, year: Round) -> None:
    client, unit = year.clients["commune_officer"], named(app, year)
    told = bring_in(
        app, client, (unit, str(YEAR), "10", "40", "5", "9", ""), (unit, "2021", "10", "4", "5", "1", ""),
    )  # fmt: skip
    for said in ("nhiều hơn tổng số hộ", "nhiều hơn số lao động", "Năm 2021 chưa mở đợt rà soát"):
        assert said in told
    year.fill()
    assert year.act("commune_officer", "present").status_code == 303
    presented = year.row()
    assert "Phiếu đã được trình" in bring_in(app, client, (unit, str(YEAR), "10", "4", "5", "1", ""))
    assert (year.row().version, year.row().households) == (presented.version, 118)
    elsewhere = people.client(people("commune_officer", commune="Y Tý"))
    assert "không có trong danh sách" in bring_in(app, elsewhere, (unit, str(YEAR), "10", "4", "5", "1", ""))
