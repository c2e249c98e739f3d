"""Rows that have done their work go after ninety days, and no others."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask
from sqlalchemy import func, insert, select

from tests.people import People
from tests.story import Story
from workflow.accounts.models import LoginSession, Throttle
from workflow.dossiers.models import FormToken
from workflow.extensions import db
from workflow.jobs.sweeping import KEPT, sweep
from workflow.transactions import writing

ON, AT = date(2026, 9, 1), datetime(2026, 9, 1, 1, tzinfo=UTC)
OLD, YOUNG = AT - KEPT - timedelta(seconds=1), AT - KEPT + timedelta(seconds=1)
TABLES = (Throttle, LoginSession, FormToken)


def fill(story: Story, people: People) -> None:
    account_id = people("dept_officer").id
    with writing() as session:
        for number, at in enumerate((OLD, YOUNG)):
            session.execute(insert(Throttle), {"bucket": f"b{number}", "window_start": at, "count": 1})
            token = {"token": f"t{number}", "person_id": account_id, "dossier_id": story.id, "entry_number": 1}
            session.execute(insert(FormToken), token | {"at": at})
            for ended_at in (None, at):
                expires = AT + KEPT if ended_at else at
                row = {"token_hash": bytes([number, ended_at is None]) * 16, "account_id": account_id, "epoch": 1}
                kept = {"created_at": at - timedelta(days=1), "expires_at": expires, "ended_at": ended_at}
                session.execute(insert(LoginSession), row | kept)


def test_old_rows_go_young_ones_stay_and_twice_is_once(app: Flask, people: People, story: Story) -> None:
    with app.app_context():
        fill(story, people)
        assert sweep(ON, AT) == 4
        assert sweep(ON, AT) == 0
        left = [db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES]
    assert left == [1, 2, 1]
