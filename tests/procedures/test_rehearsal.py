"""A rehearsal runs a draft over live dossiers and lists exactly what would change. Nothing is written."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.people import People
from tests.procedures.desk import Desk, filled
from tests.story import Story
from workflow.dossiers.versions.rehearsal import rehearse
from workflow.extensions import db
from workflow.procedures import services
from workflow.wall_clock import today


@pytest.fixture
def stories(app: Flask, people: People) -> list[Story]:
    """Three live dossiers: a draft, one under appraisal, one before the Department; and one that has ended."""
    places = ("draft", "environmental_appraisal", "department_review", "recognised")
    communes = ("Mường Hum", "Y Tý", "Bát Xát", "Trịnh Tường")
    return [Story(app, people, name).draft().up_to(place) for name, place in zip(communes, places, strict=True)]


def rehearsed(desk: Desk, draft: Any) -> tuple[dict[Any, Any], int]:
    row = desk.row(draft)
    with desk.app.app_context():
        law: Any = services.check(row.kind, row.document)
        found, looked_at = rehearse(law, today())
    return {difference.row.id: difference for difference in found}, looked_at


def test_a_draft_that_changes_nothing_lists_nothing(desk: Desk, stories: list[Story]) -> None:
    assert rehearsed(desk, desk.begin()) == ({}, 3)
    assert "Đã xem 3 hồ sơ đang giải quyết; 0 hồ sơ" in desk.page(desk.begin(version="2027.2"), "/rehearsal").text


def test_other_days_move_the_dates_of_those_whose_clock_runs(desk: Desk, stories: list[Story]) -> None:
    _draft, appraised, reviewed, _ended = stories
    draft = desk.begin()
    desk.save(draft, "numbers", **filled(desk.page(draft)) | {"legal_days": "45", "days-department_review": "20"})
    found, _looked_at = rehearsed(desk, draft)
    assert found.keys() == {appraised.id, reviewed.id}
    with desk.app.app_context():
        from workflow.calendar.queries import work_calendar

        calendar = work_calendar()
        for story in (appraised, reviewed):
            difference = found[story.id]
            assert difference.was.due_on == story.row.due_on
            assert calendar.working_days_between(story.row.received_on, difference.now.due_on) == 45
        assert found[appraised.id].now.stage_due_on == appraised.row.stage_due_on
        assert calendar.working_days_between(today(), found[reviewed.id].now.stage_due_on) == 20
    shown = desk.page(draft, "/rehearsal")
    assert "2 hồ sơ sẽ khác" in shown.text
    assert f"{found[reviewed.id].now.due_on:%d/%m/%Y}" in shown.text


def test_an_action_that_goes_and_one_that_comes_are_named(desk: Desk, stories: list[Story]) -> None:
    reviewed = stories[2]
    draft = desk.begin()
    told = desk.row(draft).document
    step = next(step for step in told["steps"] if step["action"] == "return_to_appraisal")
    renamed = [each | {"title": "Trả về thẩm định"} if each is step else each for each in told["steps"]]
    desk.save_document(draft, steps=renamed)
    found, _looked_at = rehearsed(desk, draft)
    assert found.keys() == {reviewed.id}
    difference = found[reviewed.id]
    assert (difference.appears, difference.disappears) == (("Trả về thẩm định",), (step["title"],))
    assert not difference.becomes_possible
    assert "Trả về thẩm định" in desk.page(draft, "/rehearsal").text


def test_a_condition_more_stands_in_the_way_of_those_who_do_not_meet_it(desk: Desk, stories: list[Story]) -> None:
    draft = desk.begin()
    told = desk.row(draft).document
    asked = [
        each | {"when": [*each.get("when", ()), "every_item_is_answered"]} if each["action"] == "present" else each
        for each in told["steps"]
    ]
    desk.save_document(draft, steps=asked)
    found, _looked_at = rehearsed(desk, draft)
    assert found.keys() == {stories[0].id}
    assert len(found[stories[0].id].becomes_impossible) == 1
    assert "bị chặn" in desk.page(draft, "/rehearsal").text


def test_a_stage_that_is_gone_is_said(desk: Desk, stories: list[Story]) -> None:
    draft = desk.begin()
    told = desk.row(draft).document
    text = services.document.written_down(services.check("procedure", told))  # type: ignore[arg-type]
    renamed = _renamed(text, "environmental_appraisal", "green_appraisal")
    desk.save_document(draft, **renamed)
    found, _looked_at = rehearsed(desk, draft)
    assert found[stories[1].id].is_gone
    assert "bước này không còn" in desk.page(draft, "/rehearsal").text


def test_a_rehearsal_sends_no_write(desk: Desk, stories: list[Story]) -> None:
    draft = desk.begin()
    desk.save(draft, "numbers", **filled(desk.page(draft)) | {"legal_days": "45"})
    before = [story.row for story in stories]
    sent: list[str] = []
    with desk.app.app_context():
        engine = db.engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    desk.page(draft, "/rehearsal")
    event.remove(engine, "before_cursor_execute", note)
    assert sent
    assert not [one for one in sent if one.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}]
    assert [story.row for story in stories] == before


def _renamed(told: Any, old: str, new: str) -> Any:
    """The document with one stage under another name, wherever it is named."""
    if isinstance(told, dict):
        return {name: _renamed(value, old, new) for name, value in told.items()}
    if isinstance(told, list):
        return [_renamed(value, old, new) for value in told]
    return new if told == old else told
