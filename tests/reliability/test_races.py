"""Two officers at one dossier: exactly one wins, the other learns it, and the journal tells one story."""

import os

from sqlalchemy import select

from tests.reliability.race import LATE, WON, races
from tests.reliability.whole import faults
from tests.story import Story
from workflow.dossiers.journal import verify
from workflow.dossiers.models import Entry
from workflow.extensions import db

TIMES = int(os.environ.get("RACES", "1"))
"""How many times over: 1 in the suite, more in a soak."""

WHY = {"reason": "Chưa đủ điều kiện"}
ONE_WINNER = {(LATE, WON)}


def entries(story: Story) -> int:
    with story.app.app_context():
        assert verify(db.session()) == []
        return len(db.session.scalars(select(Entry.seq).where(Entry.dossier_id == story.id)).all())


def test_approve_against_reject(story: Story) -> None:
    story.up_to("provincial_approval")
    before, one, other = entries(story), story.who("province_leader"), story.people("province_leader")
    ended = races(story, 80 * TIMES, ("approve", one, {}), ("reject", other, WHY))
    assert set(ended) == ONE_WINNER, ended
    assert entries(story) == story.row.entry_count == before + 80 * TIMES
    assert faults(story.app) == []


def test_approve_against_approve(story: Story) -> None:
    story.up_to("provincial_approval")
    one, other = story.who("province_leader"), story.people("province_leader")
    ended = races(story, 60 * TIMES, ("approve", one, {}), ("approve", other, {}))
    assert set(ended) == ONE_WINNER, ended
    assert faults(story.app) == []


def test_present_against_discard(story: Story) -> None:
    one, other = story.who("commune_officer"), story.people("commune_officer")
    before = entries(story)
    ended = races(story, 60 * TIMES, ("present", one, {}), ("discard", other, WHY))
    assert set(ended) == ONE_WINNER, ended
    assert entries(story) == story.row.entry_count == before + 60 * TIMES
    assert faults(story.app) == []
