"""A form that arrives many times is one act; acts that arrive at once get their numbers without a gap or a double."""

import uuid
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select

from tests.people import People
from tests.reliability.race import LATE, WON, Try, crowd, set_back
from tests.reliability.test_races import TIMES
from tests.reliability.whole import faults
from tests.story import Story
from workflow.dossiers.models import Dossier, Entry, FormToken
from workflow.dossiers.services import take_step
from workflow.errors import BadInput
from workflow.extensions import db
from workflow.wall_clock import now, today

MANY = 6


def test_one_form_from_many_threads_is_one_act_with_one_receipt(story: Story) -> None:
    officer, place = story.people.person(story.who("commune_officer")), story.row
    with crowd(story.app, MANY) as threads:
        for race in range(15 * TIMES):
            form = Try(story.id, "present", officer, set_back(story, place))
            number = place.entry_count + race + 1
            assert Counter(threads.at_once([form.take] * MANY)) == {WON: 1, f"again {number}": MANY - 1}
    assert faults(story.app) == []


def test_one_form_of_reception_is_one_code(story: Story) -> None:
    story.up_to("submitted")
    desk = story.people.person(story.who("reception_desk"))
    form = Try(story.id, "receive", desk, story.row.version)
    with crowd(story.app, MANY) as threads:
        assert Counter(threads.at_once([form.take] * MANY)) == {WON: 1, f"again {story.row.entry_count}": MANY - 1}
    assert story.row.code.endswith("-0001")
    assert faults(story.app) == []


def test_dossiers_received_at_once_get_codes_in_a_row(app: Flask, people: People) -> None:
    stories = [Story(app, people).draft() for _one in range(12)]
    for story in stories:
        story.cast |= {"commune_leader": stories[0].who("commune_leader")}
        story.up_to("submitted")
    desks = [people.person(people("reception_desk")) for _one in range(4)]
    with crowd(app, len(desks)) as threads:
        for start in range(0, len(stories), len(desks)):
            four = stories[start : start + len(desks)]
            tries = [Try(s.id, "receive", desk, s.row.version) for s, desk in zip(four, desks, strict=True)]
            assert threads.at_once([attempt.take for attempt in tries]) == [WON] * len(desks)
    with app.app_context():
        codes = db.session.scalars(select(Dossier.code).order_by(Dossier.code)).all()
        places = db.session.scalars(select(Entry.seq).order_by(Entry.seq)).all()
    assert [code[-4:] for code in codes if code] == [f"{number:04d}" for number in range(1, 13)]
    assert list(places) == list(range(1, len(places) + 1))
    assert faults(app) == []


def test_dossiers_of_two_communes_moved_at_once_make_one_chain(app: Flask, people: People) -> None:
    here, there = Story(app, people).draft(), Story(app, people, commune="Y Tý").draft()
    steps = [("present", "commune_officer", {}), ("return_to_officer", "commune_leader", {"reason": "Thiếu"})] * 10
    with crowd(app, 2) as two:
        for action, role, inputs in steps:
            tries = [
                Try(story.id, action, people.person(story.who(role)), story.row.version, inputs=inputs)
                for story in (here, there)
            ]
            assert two.at_once([attempt.take for attempt in tries]) == [WON, WON]
    assert faults(app) == []


def test_a_form_that_was_used_is_not_used_again_for_something_else(story: Story) -> None:
    officer = story.people.person(story.who("commune_officer"))
    first = Try(story.id, "present", officer, story.row.version)
    with story.app.app_context():
        assert first.take() == WON
        story.step("return_to_officer", "commune_leader", reason="Thiếu chữ ký")
        version = story.row.version
        for token in (first.token, "", "t" * 65):
            with pytest.raises(BadInput):
                take_step(
                    story.id, "present", by=officer, on=today(), at=now(), seen_version=version, token=token, inputs={}
                )
    assert (story.row.stage, story.row.version) == ("draft", version)
    assert faults(story.app) == []


def test_the_form_of_somebody_else_is_nobodys_first_act(story: Story) -> None:
    one, other = (story.people.person(story.people("commune_officer")) for _one in range(2))
    form = Try(story.id, "present", one, story.row.version)
    with story.app.app_context():
        assert form.take() == WON
        assert Try(story.id, "present", other, form.seen_version, form.token).take() == LATE
        assert form.take() == "again 2"
        assert db.session.scalars(select(FormToken.token)).all() == [form.token]
    assert uuid.UUID(form.token)
