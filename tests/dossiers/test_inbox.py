"""My work: derived from the law, most urgent first, and every number equal to its list."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.dossiers.shelf import Shelf, at, may_act, may_read
from tests.pages import Page
from tests.people import MUONG_HUM, People
from tests.story import Story
from workflow.accounts.person import Person
from workflow.calendar.queries import work_calendar
from workflow.dossiers.inbox import SOON_DAYS, TABS, counts, inbox, waiting_count
from workflow.dossiers.models import Dossier
from workflow.transactions import writing
from workflow.wall_clock import today

MONDAY = date(2026, 3, 2)


@pytest.fixture
def shelf(app: Flask, people: People) -> Iterator[Shelf]:
    made = Shelf(app, people)
    with app.app_context():
        yield made


def listed(person: Person, tab: str, on: date = MONDAY) -> set[Any]:
    found: set[Any] = set()
    while more := {item.row.id for item in inbox(person, tab, on, len(found))} - found:
        found |= more
    return found


def test_what_waits_for_each_desk_is_what_the_law_lets_it_do(shelf: Shelf) -> None:
    rows = shelf.rows()
    for seat in shelf.seats():
        assert listed(at(seat), "mine") == {row.id for row in rows if may_act(seat, row)}, seat


def test_two_desks_have_the_work_of_both_and_no_more(shelf: Shelf) -> None:
    rows = shelf.rows()
    for one, other in combinations(shelf.seats(), 2):
        wanted = {row.id for row in rows if may_act(one, row) or may_act(other, row)}
        assert listed(at(one, other), "mine") == wanted, (one, other)


def test_every_number_is_the_length_of_its_list(shelf: Shelf) -> None:
    due = {row.id: MONDAY + timedelta(days=number % 15 - 7) for number, row in enumerate(shelf.rows())}
    with writing() as session:
        for dossier_id, day in due.items():
            session.execute(update(Dossier).where(Dossier.id == dossier_id).values(stage_due_on=day))
    for seat in shelf.seats():
        person = at(seat)
        assert counts(person, MONDAY) == {"unread": 0} | {tab: len(listed(person, tab)) for tab in TABS}
        assert waiting_count(person, MONDAY) == counts(person, MONDAY)["mine"]


def test_the_tabs_divide_what_is_open_and_in_sight(shelf: Shelf) -> None:
    rows = [row for row in shelf.rows() if row.is_open]
    for seat in shelf.seats():
        person, readable = at(seat), {row.id for row in rows if may_read(seat, row)}
        office, elsewhere = listed(person, "office"), listed(person, "elsewhere")
        assert office | elsewhere == readable
        assert not office & elsewhere
        assert listed(person, "mine") <= office


def test_the_most_urgent_come_first_and_those_without_a_clock_last(shelf: Shelf) -> None:
    law = ("recognition", "2026.2")
    here = [row for row in shelf.rows() if (row.procedure_code, row.procedure_version) == law and not row.hold]
    rows = [row for row in here if row.stage in ("department_review", "provincial_review")]
    rows.sort(key=lambda row: row.stage)
    days = [MONDAY + timedelta(days=3), None, MONDAY - timedelta(days=1), MONDAY]
    with writing() as session:
        for row, day in zip(rows, days, strict=True):
            session.execute(update(Dossier).where(Dossier.id == row.id).values(stage_due_on=day))
    ids = {row.id for row in rows}
    province = next(at(seat) for seat in shelf.seats() if seat.role.value == "province_clerk")
    found = [tab_item for tab in ("office", "elsewhere") for tab_item in inbox(province, tab, MONDAY)]
    for tab in ("office", "elsewhere"):
        due = [item.row.stage_due_on for item in inbox(province, tab, MONDAY)]
        assert due == sorted(due, key=lambda day: (day is None, day or MONDAY))
    shown = {item.row.stage_due_on: (item.left, item.urgency) for item in found if item.row.id in ids}
    assert shown[None] == (None, "")
    assert shown[MONDAY - timedelta(days=1)] == (-1, "late")
    assert shown[MONDAY] == (0, "soon")
    assert shown[MONDAY + timedelta(days=3)] == (3, "soon")


def test_soon_is_three_working_days_and_never_a_late_one(shelf: Shelf) -> None:
    calendar, row = work_calendar(), next(row for row in shelf.rows() if row.stage == "department_review")
    clerk = next(at(seat) for seat in shelf.seats() if seat.role.value == "dept_officer")
    for offset in range(-4, 9):
        day = MONDAY + timedelta(days=offset)
        with writing() as session:
            session.execute(update(Dossier).where(Dossier.id == row.id).values(stage_due_on=day))
        left = calendar.working_days_between(MONDAY, day)
        assert (row.id in listed(clerk, "soon")) == (offset >= 0 and left <= SOON_DAYS), day
        assert (row.id in listed(clerk, "late")) == (offset < 0), day


def test_a_commune_sees_its_own_only(shelf: Shelf) -> None:
    own = shelf.officers[MUONG_HUM].agency_id
    communal = [seat for seat in shelf.seats() if seat.commune_code and seat.agency_id == own]
    communes = {row.id: row.commune_agency_id for row in shelf.rows()}
    seen = {communes[dossier_id] for seat in communal for tab in TABS for dossier_id in listed(at(seat), tab)}
    assert seen == {own}


def test_the_page_shows_the_work_and_the_number_in_the_header(story: Story) -> None:
    client = story.people.client(story.who("commune_officer"))
    page = Page(client.get("/inbox"))
    assert page.h1 == "Việc của tôi"
    assert story.row.title in page.links
    assert "Trình lãnh đạo cấp xã" in page.text
    story.step("present", "commune_officer")
    assert story.row.title not in Page(client.get("/inbox")).links
    assert story.row.title in Page(client.get("/inbox?tab=office")).links


@pytest.mark.parametrize(
    "query", ["?tab=nothing", "?tab=", "?from=-5", "?from=x", "?tab=mine&from=99999999999999999999"]
)
def test_a_strange_address_still_answers(story: Story, query: str) -> None:
    page = Page(story.people.client(story.who("commune_officer")).get(f"/inbox{query}"))
    assert page.status == 200
    assert page.h1 == "Việc của tôi"
    assert today()
