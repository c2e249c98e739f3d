"""A right that was taken away is gone: no approval is committed after the end of its post was committed."""

import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, event, select

from states.actors import Role
from states.kernel import Forbidden
from tests.accounts.lending import lent
from tests.people import Someone
from tests.reliability.race import set_back
from tests.reliability.test_races import TIMES
from tests.reliability.whole import faults
from tests.story import Story
from workflow.accounts.away_services import take_back
from workflow.accounts.models import Account, PostHolding
from workflow.accounts.passwords import hash_password
from workflow.accounts.post_services import end_post, hold_post
from workflow.accounts.session_services import Visit
from workflow.dossiers.services import take_step
from workflow.extensions import db
from workflow.transactions import writing
from workflow.wall_clock import now, today


@dataclass
class Meeting:
    """An approval and the end of the approver's post, and when each was committed (seconds of one clock)."""

    approving: int = 0
    committed_at: float | None = None
    revoked_at: float = 0.0
    said: str = ""
    chance: random.Random = field(default_factory=lambda: random.Random(7))


@pytest.fixture
def administrator(story: Story) -> Someone:
    someone = story.people("administrator")
    with story.app.app_context(), writing() as session:
        session.execute(
            Account.__table__.update().where(Account.id == someone.id).values(password_hash=hash_password("x" * 12))
        )
    return someone


@contextmanager
def watched(app: Flask, meeting: Meeting) -> Iterator[None]:
    """Slow the approval down where it has read its right, and note when it commits."""

    def dawdle(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if threading.get_ident() == meeting.approving and statement.startswith(("UPDATE dossier", "INSERT INTO entry")):
            time.sleep(meeting.chance.uniform(0.0, 0.006))

    def note(_connection: Any) -> None:
        if threading.get_ident() == meeting.approving:
            meeting.committed_at = time.perf_counter()

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", dawdle)
        event.listen(db.engine, "commit", note)
        yield
        event.remove(db.engine, "before_cursor_execute", dawdle)
        event.remove(db.engine, "commit", note)


def approve(story: Story, leader: Someone, seen: int, meeting: Meeting) -> None:
    person = story.people.person(leader)
    meeting.approving, meeting.committed_at = threading.get_ident(), None
    time.sleep(meeting.chance.uniform(0.0, 0.01))
    with story.app.app_context():
        try:
            take_step(
                story.id, "approve", by=person, on=today(), at=now(), seen_version=seen, token=uuid.uuid4().hex,
                inputs={},
            )  # fmt: skip
            meeting.said = "approved"
        except Forbidden:
            meeting.said, meeting.committed_at = "forbidden", None
        finally:
            db.session.remove()


def post_of(story: Story, leader: Someone) -> uuid.UUID:
    """The post anew, as if it had never ended."""
    with story.app.app_context(), writing() as session:
        session.execute(delete(PostHolding).where(PostHolding.account_id == leader.id))
        return hold_post(session, leader.id, Role.PROVINCE_LEADER, leader.agency_id, today())


def meet(story: Story, leader: Someone, administrator: Someone, meeting: Meeting, seen: int) -> None:
    holding = post_of(story, leader)
    by = story.people.person(administrator)
    approval = threading.Thread(target=approve, args=(story, leader, seen, meeting))
    approval.start()
    time.sleep(meeting.chance.uniform(0.0, 0.015))
    with story.app.app_context():
        end_post(holding, by=by, on=today(), visit=Visit(now(), "127.0.0.1", "tests"))
        meeting.revoked_at = time.perf_counter()
    approval.join()


def test_no_approval_is_committed_after_its_post_has_ended(story: Story, administrator: Someone) -> None:
    story.up_to("provincial_approval")
    leader, meeting, ended, place = story.who("province_leader"), Meeting(), Counter[str](), story.row
    with watched(story.app, meeting):
        for _race in range(100 * TIMES):
            meet(story, leader, administrator, meeting, set_back(story, place))
            late = meeting.committed_at is not None and meeting.committed_at > meeting.revoked_at
            ended["too late" if late else meeting.said] += 1
    assert set(ended) == {"approved", "forbidden"}, ended
    post_of(story, leader)
    set_back(story, place)
    story.step("approve", "province_leader")
    assert faults(story.app) == []


def test_a_post_that_ended_while_the_page_was_open_is_gone(story: Story, administrator: Someone) -> None:
    story.up_to("provincial_approval")
    leader = story.who("province_leader")
    person, holding = story.people.person(leader), post_of(story, leader)
    with story.app.app_context():
        end_post(holding, by=story.people.person(administrator), on=today(), visit=Visit(now(), "127.0.0.1", "tests"))
        with pytest.raises(Forbidden):
            take_step(
                story.id, "approve", by=person, on=today(), at=now(), seen_version=story.row.version, token="t",
                inputs={},
            )  # fmt: skip
        assert db.session.scalar(select(PostHolding.ended_at).where(PostHolding.id == holding)) is not None
    assert story.row.stage == "provincial_approval"


def test_no_approval_is_committed_after_its_delegation_has_ended(story: Story) -> None:
    story.up_to("provincial_approval")
    leader, clerk = story.who("province_leader"), story.people("province_clerk")
    meeting, ended, place, by = Meeting(), Counter[str](), story.row, story.people.person(leader)
    with watched(story.app, meeting):
        for _race in range(50 * TIMES):
            given, seen = lent(story.people, leader, clerk), set_back(story, place)
            approval = threading.Thread(target=approve, args=(story, clerk, seen, meeting))
            approval.start()
            time.sleep(meeting.chance.uniform(0.0, 0.015))
            with story.app.app_context():
                take_back(given, by=by, visit=Visit(now(), "127.0.0.1", "tests"))
                meeting.revoked_at = time.perf_counter()
            approval.join()
            late = meeting.committed_at is not None and meeting.committed_at > meeting.revoked_at
            ended["too late" if late else meeting.said] += 1
    assert set(ended) == {"approved", "forbidden"}, ended
