"""Reminders: to whoever has the dossier, once for each stay, whatever day the job runs on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.people import Someone
from tests.story import Story
from workflow.accounts.models import Account
from workflow.dossiers.models import Dossier
from workflow.extensions import db
from workflow.jobs.reminders import due_soon, late
from workflow.notices.models import Notice
from workflow.transactions import writing

FRIDAY, AT = date(2026, 3, 6), datetime(2026, 3, 6, 1, tzinfo=UTC)


@pytest.fixture
def appraised(story: Story) -> Story:
    """A dossier that waits for the appraiser, whose stage is due on Friday."""
    story.who("env_appraiser")
    story.up_to("environmental_appraisal")
    change(story, stage_due_on=FRIDAY)
    return story


def change(story: Story, **values: Any) -> None:
    with story.app.app_context(), writing() as session:
        session.execute(update(Dossier).where(Dossier.id == story.id).values(**values))


@contextmanager
def office(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def reminders(story: Story, someone: Someone) -> list[tuple[str, str]]:
    with story.app.app_context():
        rows = db.session.execute(
            select(Notice.kind, Notice.facts)
            .where(Notice.account_id == someone.id, Notice.kind.like("dossier:%"))
            .order_by(Notice.id)
        )
        return [(row.kind, row.facts["on"]) for row in rows]


def test_three_working_days_before_and_from_the_day_after(appraised: Story) -> None:
    someone = appraised.who("env_appraiser")
    with office(appraised.app):
        assert due_soon(date(2026, 3, 2), AT) == 0, "four working days before"
        assert due_soon(date(2026, 3, 3), AT) == 1
        assert late(FRIDAY, AT) == 0
        assert late(FRIDAY + timedelta(days=1), AT) == 1
    assert reminders(appraised, someone) == [("dossier:due_soon", "06/03/2026"), ("dossier:late", "06/03/2026")]


def test_twice_is_once_and_a_week_of_silence_is_made_good(appraised: Story) -> None:
    with office(appraised.app):
        assert [late(FRIDAY + timedelta(days=days), AT) for days in (8, 8, 9, 30)] == [1, 0, 0, 0]
        assert due_soon(FRIDAY + timedelta(days=8), AT) == 0, "too late to say that it is soon"


def test_a_second_stay_in_the_stage_is_told_of_again(appraised: Story) -> None:
    someone = appraised.who("env_appraiser")
    with office(appraised.app):
        assert late(FRIDAY + timedelta(days=1), AT) == 1
    appraised.appraise()
    appraised.step("sign_off", "env_appraiser")
    appraised.step("return_to_appraisal", "dept_officer", reason="Xem lại nước thải.")
    change(appraised, stage_due_on=FRIDAY)
    with office(appraised.app):
        assert late(FRIDAY + timedelta(days=9), AT) == 1
    assert len(reminders(appraised, someone)) == 2


def test_only_the_handler_is_reminded_where_there_is_one(appraised: Story) -> None:
    one, other = appraised.who("env_appraiser"), appraised.people("env_appraiser")
    change(appraised, handler_id=other.id)
    with office(appraised.app):
        assert late(FRIDAY + timedelta(days=1), AT) == 1
    assert (len(reminders(appraised, one)), len(reminders(appraised, other))) == (0, 1)


def test_a_handler_who_has_left_does_not_keep_the_others_from_knowing(appraised: Story) -> None:
    one, gone = appraised.who("env_appraiser"), appraised.people("env_appraiser")
    change(appraised, handler_id=gone.id)
    with appraised.app.app_context(), writing() as session:
        session.execute(update(Account).where(Account.id == gone.id).values(is_active=False))
    with office(appraised.app):
        assert late(FRIDAY + timedelta(days=1), AT) == 1
    assert len(reminders(appraised, one)) == 1


def test_what_has_ended_or_stands_still_is_not_reminded_of(appraised: Story) -> None:
    change(appraised, stage_due_on=None)
    with office(appraised.app):
        assert (due_soon(FRIDAY, AT), late(FRIDAY + timedelta(days=9), AT)) == (0, 0)
