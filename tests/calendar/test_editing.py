"""A change of the calendar is previewed, then saved: exactly those dossiers move that the preview named."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.calendar.desk import DAY_OFF, RECEIVED, Desk, days_of, oracle, received, with_day
from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.calendar.queries import get_year, work_calendar
from workflow.extensions import db

Reads = Callable[[Any], Page]
DAY = date(2026, 12, 10)


@pytest.fixture
def desk(app: Flask, people: People) -> Desk:
    return Desk(app, people)


@pytest.fixture
def stories(app: Flask, people: People) -> list[Story]:
    """Two dossiers under way, one that was due long ago, one that nobody has received."""
    late = received(app, people, "Trịnh Tường", on=date(2026, 1, 26))
    draft = Story(app, people, "Bát Xát").draft()
    return [received(app, people, "Mường Hum"), received(app, people, "Y Tý"), late, draft]


def test_the_preview_says_how_many_move_from_when_to_when_and_saves_nothing(desk: Desk, stories: list[Story]) -> None:
    before, calendar = [days_of(story) for story in stories], desk.calendar()
    shown = desk.preview(**DAY_OFF)
    assert shown.h1 == "Ngày 10/12/2026 nghỉ"
    assert "Thay đổi này làm dịch 2 hồ sơ" in shown.text
    new = oracle(stories[0], with_day(calendar, DAY, False))
    old = before[0]
    assert old[0] is not None
    assert new[0] is not None
    assert f"từ {old[0]:%d/%m/%Y} đến {new[0]:%d/%m/%Y}" in shown.text
    assert [days_of(story) for story in stories] == before
    assert desk.calendar() is calendar
    assert (desk.acts(), desk.told()) == ([], [])


def test_saving_moves_exactly_those_and_keeps_what_was_promised(desk: Desk, stories: list[Story]) -> None:
    before, promised = [days_of(story) for story in stories], [story.row.promised_on for story in stories]
    after = with_day(desk.calendar(), DAY, False)
    expected = [oracle(story, after) for story in stories]
    answer = desk.change(**DAY_OFF)
    assert "2 hồ sơ đổi hạn" in Page(desk.client.get(answer.location)).text
    moved = [days_of(story) for story in stories]
    assert moved[:2] == expected[:2]
    assert moved[2:] == before[2:]
    assert all(now != was for now, was in zip(moved[:2], before[:2], strict=True))
    assert [story.row.promised_on for story in stories] == promised
    assert not desk.calendar().is_working(DAY)
    facts = {"day": "2026-12-10", "working": False, "moved": 2}
    assert desk.acts() == [("calendar:day:changed", facts, desk.someone.id)]


def test_both_clocks_are_shown_where_they_differ(desk: Desk, stories: list[Story], people: People) -> None:
    story = stories[0]
    client = people.client(story.who("env_appraiser"))
    assert "Đã hẹn người nộp" not in Page(client.get(f"/dossiers/{story.id}")).text
    desk.change(**DAY_OFF)
    row = story.row
    shown = Page(client.get(f"/dossiers/{story.id}"))
    assert f"Hạn theo quy định {row.due_on:%d/%m/%Y}" in shown.text
    assert f"Đã hẹn người nộp {row.promised_on:%d/%m/%Y}" in shown.text
    explained = Page(client.get(f"/dossiers/{story.id}/clock"))
    assert "Nghỉ bù" in explained.text
    assert "Ngày đã hẹn với người nộp" in explained.text


def test_handlers_are_told_once_however_many_dossiers_moved(desk: Desk, app: Flask, people: People) -> None:
    first = received(app, people, "Mường Hum")
    second = Story(app, people, "Y Tý")
    second.cast = {role: someone for role, someone in first.cast.items() if not role.startswith("commune")}
    second.draft().up_to("submitted")
    second.step("receive", "reception_desk", on=RECEIVED)
    appraiser = first.who("env_appraiser") if "env_appraiser" in first.cast else people("env_appraiser")
    desk.change(**DAY_OFF)
    assert desk.told() == [appraiser.id]
    client = people.client(appraiser)
    assert "2 hồ sơ" in Page(client.get("/notices")).text


def test_a_day_is_taken_back(desk: Desk, stories: list[Story]) -> None:
    before = [days_of(story) for story in stories]
    desk.change(**DAY_OFF)
    desk.change(kind="remove_day", on="10/12/2026")
    assert [days_of(story) for story in stories] == before
    assert desk.calendar().is_working(DAY)
    assert [kind for kind, *_rest in desk.acts()] == ["calendar:day:changed", "calendar:day:removed"]
    assert "không có ngoại lệ nào" in desk.preview(kind="remove_day", on="10/12/2026").text


def test_a_saturday_is_worked_in_exchange(desk: Desk, stories: list[Story]) -> None:
    after = with_day(desk.calendar(), date(2026, 12, 12), True)
    expected = [oracle(story, after) for story in stories[:2]]
    desk.change(**DAY_OFF | {"on": "12/12/2026", "working": "yes"})
    assert [days_of(story) for story in stories[:2]] == expected


def test_a_year_is_added_and_decreed(desk: Desk, stories: list[Story]) -> None:
    before = [days_of(story) for story in stories]
    shown = desk.preview(kind="add_year", year="2032", status="computed", note="Tính theo quy tắc")
    assert "không làm dịch hồ sơ nào" in shown.text
    assert desk.save(shown).status_code == 303
    assert desk.calendar().last == date(2032, 12, 31)
    with desk.app.app_context():
        assert len(get_year(2032).days) > 8
    desk.change(kind="decree_year", year="2032", status="decreed", note="Quyết định 9/QĐ-TTg")
    assert "Quyết định 9/QĐ-TTg" in Page(desk.client.get("/calendar/2032")).text
    assert [days_of(story) for story in stories] == before
    assert [kind for kind, *_rest in desk.acts()] == ["calendar:year:added", "calendar:year:decreed"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (DAY_OFF | {"on": "31/02/2027"}, "Không có ngày"),
        (DAY_OFF | {"ground": ""}, "Hãy nhập mục này"),
        (DAY_OFF | {"on": "05/05/2050"}, "chưa có năm của ngày này"),
        ({"kind": "add_year", "year": "2026", "status": "computed", "note": ""}, "đã có trong lịch"),
        ({"kind": "add_year", "year": "2040", "status": "computed", "note": ""}, "liền trước hoặc liền sau"),
        ({"kind": "decree_year", "year": "2040", "status": "decreed", "note": ""}, "chưa có năm 2040"),
    ],
)
def test_what_cannot_be_changed_is_told_with_what_was_typed(desk: Desk, typed: dict[str, str], words: str) -> None:
    shown = desk.preview(**typed)
    assert shown.status == 422
    assert words in shown.text


@pytest.mark.parametrize("typed", [{}, {"kind": "burn"}])
def test_a_change_of_no_kind_is_refused(desk: Desk, typed: dict[str, str]) -> None:
    assert desk.preview(**typed).status == 400
    assert desk.client.post("/calendar/changes", data=typed).status_code == 400


def test_a_calendar_changed_since_the_preview_is_told(desk: Desk, stories: list[Story], people: People) -> None:
    shown = desk.preview(**DAY_OFF)
    other = Desk(desk.app, people)
    other.change(**DAY_OFF | {"on": "11/12/2026"})
    before = [days_of(story) for story in stories]
    refused = Page(desk.save(shown))
    assert (refused.status, "Hãy xem trước lại" in refused.text) == (409, True)
    assert [days_of(story) for story in stories] == before
    assert desk.calendar().is_working(DAY)
    assert len(desk.acts()) == 1
    desk.change(**DAY_OFF)


def test_what_is_saved_is_what_was_previewed(desk: Desk) -> None:
    shown = desk.preview(**DAY_OFF)
    sent = DAY_OFF | {name: shown.hidden(name) for name in ("token", "csrf_token")}
    assert desk.client.post("/calendar/changes", data=sent | {"on": "11/12/2026"}).status_code == 409
    assert desk.client.post("/calendar/changes", data=sent | {"token": ""}).status_code == 409
    assert desk.client.post("/calendar/changes", data=sent | {"csrf_token": ""}).status_code == 400
    assert desk.acts() == []


@pytest.mark.parametrize("role", ["dept_leader", "reception_desk", "commune_officer", "province_leader"])
def test_nobody_else_edits_the_calendar(desk: Desk, people: People, role: str) -> None:
    stranger, shown = people.client(people(role)), desk.preview(**DAY_OFF)
    for address in ("/calendar/2026/edit", "/calendar/years/new", "/calendar/2026/standing", "/calendar/preview"):
        assert stranger.get(address).status_code == 403
    assert desk.save(shown, client=stranger).status_code == 403
    assert "Sửa lịch" not in Page(stranger.get("/calendar/2026")).text
    assert desk.acts() == []


def test_a_post_that_ended_meanwhile_saves_nothing(desk: Desk, people: People, client: FlaskClient) -> None:
    shown = desk.preview(**DAY_OFF)
    assert desk.save(shown, client=client).status_code == 401
    assert desk.acts() == []


def test_the_pages_of_the_editor_lead_to_the_preview(desk: Desk) -> None:
    shown = Page(desk.client.get("/calendar/2026/edit"))
    assert "Các ngày ngoại lệ" in shown.text
    assert any("kind=remove_day" in address for address in shown.links.values())
    one = Page(desk.client.get("/calendar/2026/edit?on=2026-01-02"))
    assert "02/01/2026" in [node.get("value") for node in one.all("input")]
    assert Page(desk.client.get("/calendar/years/new")).h1 == "Thêm năm vào lịch làm việc"
    assert desk.client.get("/calendar/1999/edit").status_code == 404


def test_a_preview_sends_no_write(desk: Desk, stories: list[Story]) -> None:
    sent: list[str] = []
    with desk.app.app_context():
        engine = db.engine
        work_calendar()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    desk.preview(**DAY_OFF)
    event.remove(engine, "before_cursor_execute", note)
    assert sent
    assert not [one for one in sent if one.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}]
