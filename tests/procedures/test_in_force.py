"""A published version is used from its first day; what is in flight keeps its own; every process learns of it."""

import logging
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, update

from states.procedures import EDITIONS, PROCEDURES, current
from tests.conftest import SETTINGS
from tests.people import People
from tests.procedures.desk import TOMORROW, Desk, filled, tomorrow
from tests.story import Story
from workflow import create_app
from workflow.calendar.models import LawStamp
from workflow.dossiers import inbox, visibility
from workflow.extensions import db, new_id
from workflow.procedures import loading
from workflow.procedures.models import Edition
from workflow.transactions import writing
from workflow.wall_clock import now, today

KEY = ("recognition", "2027.1")


def published(desk: Desk, **numbers: str) -> uuid.UUID:
    """A version of recognition with other numbers, used from tomorrow."""
    draft = desk.begin()
    desk.save(draft, "numbers", **filled(desk.page(draft)) | numbers)
    desk.publish(draft)
    return draft


def test_new_dossiers_use_it_from_its_first_day_and_others_keep_theirs(desk: Desk, story: Story) -> None:
    story.up_to("environmental_appraisal")
    before = story.row
    published(desk, legal_days="45")
    same_day = Story(desk.app, desk.people, "Y Tý").draft()
    assert same_day.row.procedure_version == "2026.2"
    with tomorrow():
        late = Story(desk.app, desk.people, "Bát Xát").draft()
        assert late.row.procedure_version == "2027.1"
        late.up_to("environmental_appraisal")
        story.appraise()
        story.step("sign_off", "env_appraiser")
    after = story.row
    assert (after.procedure_version, after.due_on) == ("2026.2", before.due_on)
    with desk.app.app_context():
        calendar = loading.work_calendar()
        assert calendar.working_days_between(late.row.received_on, late.row.due_on) == 45
        assert calendar.working_days_between(before.received_on, before.due_on) == 30


def test_its_dossiers_are_seen_and_worked_on(desk: Desk, people: People) -> None:
    published(desk, legal_days="45")
    with tomorrow():
        story = Story(desk.app, people).draft()
        officer = people.client(story.who("commune_officer"))
        assert officer.get(f"/dossiers/{story.id}").status_code == 200
        story.up_to("environmental_appraisal")
        appraiser = people.client(story.who("env_appraiser"))
        assert story.row.title in appraiser.get("/inbox").get_data(as_text=True)
        story.appraise()
        story.step("sign_off", "env_appraiser")
        assert story.row.stage == "department_review"


def test_another_process_learns_of_it_with_its_next_request(desk: Desk, databases: Any) -> None:
    other = create_app(
        **(SETTINGS | {name: desk.app.config[name] for name in ("SQLALCHEMY_DATABASE_URI", "FILES_DIR")})
    )
    published(desk)
    loading.forget()  # as a process that has not heard of it
    assert KEY not in PROCEDURES
    people = People(other)
    client = people.client(people("commune_officer"))
    assert client.get("/account").status_code == 200
    assert KEY in PROCEDURES
    assert current("recognition", today() + TOMORROW) is PROCEDURES[KEY]
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_process_of_another_office_does_not(desk: Desk) -> None:
    published(desk)
    desk.client.get("/procedures")
    assert KEY in PROCEDURES
    with desk.app.app_context():
        with writing() as session:
            session.execute(LawStamp.__table__.delete())
        loading.know_new_versions()
    assert KEY not in PROCEDURES
    assert all(procedure.key != KEY for procedure, _since in EDITIONS)


def test_a_job_outside_a_request_learns_of_it(desk: Desk) -> None:
    published(desk)
    loading.forget()
    with desk.app.app_context():
        loading.know_new_versions()
    assert KEY in PROCEDURES


def test_what_was_built_from_all_versions_is_built_anew(desk: Desk) -> None:
    seats = desk.people.person(desk.people("dept_officer")).seats
    caches = (visibility.visible_with, inbox.work_of)
    with desk.app.app_context():
        visibility.visible_with(seats)
        inbox.work_of(frozenset(seat.post for seat in seats))
    assert all(cache.cache_info().currsize for cache in caches)
    published(desk)
    with desk.app.app_context():
        loading.know_new_versions()
    assert [cache.cache_info().currsize for cache in caches] == [0, 0]


def test_what_is_known_stays_where_it_is_while_more_comes(desk: Desk) -> None:
    published(desk)
    desk.client.get("/procedures")
    first = PROCEDURES[KEY]
    desk.publish(desk.begin(version="2027.2"))
    desk.client.get("/procedures")
    assert PROCEDURES[KEY] is first
    assert ("recognition", "2027.2") in PROCEDURES


def test_of_two_with_one_first_day_the_later_one_wins(desk: Desk) -> None:
    published(desk, legal_days="45")
    desk.publish(desk.begin(version="2027.2"))
    desk.client.get("/procedures")
    assert current("recognition", today() + TOMORROW).version == "2027.2"


def test_one_that_cannot_be_read_is_told_and_the_others_are_known(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    published(desk)
    with desk.app.app_context(), writing() as session:
        row = {
            "id": new_id(), "kind": "procedure", "code": "recognition", "version": "2099.1", "based_on": "2026.2",
            "document": {"code": "recognition"}, "valid_from": today() + timedelta(days=9), "state": "published",
            "made_by": desk.someone.id, "made_at": now(), "published_by": desk.someone.id, "published_at": now(),
        }  # fmt: skip
        session.execute(insert(Edition), row)
        session.execute(update(LawStamp).values(stamp=new_id()))
    with caplog.at_level(logging.ERROR):
        assert desk.client.get("/procedures").status_code == 200
    assert "recognition 2099.1" in caplog.text
    assert KEY in PROCEDURES


def test_static_files_ask_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "work_calendar", lambda: pytest.fail("a file asked for versions"))
    client = app.test_client()
    with client.get("/static/css/look.css") as answer:
        assert answer.status_code == 200
    assert client.get("/nothing-here").status_code == 404
