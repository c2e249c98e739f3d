"""Who is told of a step: those it waits for now, and the commune when it concerns it; never the person who acted."""

import uuid

from sqlalchemy import select

from tests.story import Story
from workflow.extensions import db
from workflow.notices.models import Notice
from workflow.notices.queries import notices_of


def told(story: Story) -> dict[uuid.UUID, list[str]]:
    """The kinds each account was told about this dossier, in order."""
    with story.app.app_context():
        rows = db.session.execute(
            select(Notice.account_id, Notice.kind).where(Notice.dossier_id == story.id).order_by(Notice.id)
        ).all()
    found: dict[uuid.UUID, list[str]] = {}
    for row in rows:
        found.setdefault(row.account_id, []).append(row.kind)
    return found


def test_the_next_post_is_told_that_the_dossier_waits(story: Story) -> None:
    leader, reception = story.who("commune_leader"), story.who("reception_desk")
    story.step("present", "commune_officer")
    assert told(story) == {leader.id: ["step:waiting"]}
    story.step("submit", "commune_leader")
    assert told(story) == {leader.id: ["step:waiting"], reception.id: ["step:waiting"]}


def test_the_words_carry_the_code_from_the_moment_there_is_one(story: Story) -> None:
    appraiser, officer = story.who("env_appraiser"), story.who("commune_officer")
    story.up_to("environmental_appraisal")
    code = story.row.code
    with story.app.app_context():
        assert notices_of(appraiser.id)[0][0].text == f"Hồ sơ {code} đang chờ Ông/Bà: Thẩm định môi trường."
        assert notices_of(officer.id)[0][0].text == f"Hồ sơ {code}: Tiếp nhận hồ sơ. Hiện nay: Thẩm định môi trường."


def test_a_return_is_told_to_those_who_have_it_back(old_story: Story) -> None:
    officer = old_story.who("commune_officer")
    old_story.up_to("submitted")
    old_story.step("return_to_commune", "reception_desk", reason="Bổ sung biên bản họp thôn.")
    assert told(old_story)[officer.id] == ["step:returned"]


def test_an_end_is_told_to_the_commune_and_to_nobody_else(story: Story) -> None:
    officer = story.who("commune_officer")
    story.up_to("submitted")
    before = told(story)
    story.step("refuse", "reception_desk", **story.inputs("refuse") or {"reason": "Không thuộc phạm vi."})
    after = told(story)
    assert after.pop(officer.id) == ["step:decided"]
    before.pop(officer.id, None)
    assert after == before


def test_the_person_who_acted_is_not_told_but_the_colleague_is(story: Story) -> None:
    colleague, leader = story.people("commune_officer"), story.who("commune_leader")
    story.step("present", "commune_officer")
    story.step("return_to_officer", "commune_leader", reason="Ghi rõ địa bàn.")
    story.step("present", "commune_officer")
    assert told(story)[colleague.id] == ["step:waiting"]
    assert told(story)[story.who("commune_officer").id] == ["step:waiting"]
    assert told(story)[leader.id] == ["step:waiting", "step:waiting"]


def test_people_elsewhere_are_told_nothing(story: Story) -> None:
    other = story.people("commune_leader", commune="Y Tý")
    story.step("present", "commune_officer")
    assert other.id not in told(story)
