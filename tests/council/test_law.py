"""The council's vote as the law hears it: a dossier walks on only after a vote in its favour."""

import pytest

from states.kernel import Refused
from states.voting import Choice
from tests.council.desk import AGAINST, FOR, Chamber
from tests.people import People
from tests.story import Story


@pytest.fixture
def before(story: Story, people: People) -> tuple[Story, Chamber]:
    """A dossier that walked to the province, and a council whose clerk and chair are those of its story."""
    story.up_to("provincial_review")
    chamber = Chamber(story.app, people)
    chamber.clerk = story.who("province_clerk")
    chamber.council_id = chamber.set_up()
    return story, chamber


def meet(chamber: Chamber, story: Story, choice: Choice) -> None:
    chamber.plan(story.id).open().decide(*[choice] * 7)
    chamber.close()


def test_nothing_is_presented_before_the_council_has_voted(before: tuple[Story, Chamber]) -> None:
    story, chamber = before
    chamber.plan(story.id).open().decide(*[FOR] * 7)
    with pytest.raises(Refused, match="Hội đồng chưa biểu quyết"):
        story.step("present_decision", "province_clerk")
    chamber.close()
    story.step("present_decision", "province_clerk")
    story.step("approve", "province_leader")
    assert story.row.stage == "numbering"


def test_a_vote_against_stops_the_signature_and_nothing_else(before: tuple[Story, Chamber]) -> None:
    story, chamber = before
    meet(chamber, story, AGAINST)
    story.step("present_decision", "province_clerk")
    with pytest.raises(Refused, match="Hội đồng không thông qua"):
        story.step("approve", "province_leader")
    story.step("reject", "province_leader", reason="Hội đồng không thông qua")
    assert not story.row.is_open


def test_a_correction_of_a_vote_is_a_new_meeting(before: tuple[Story, Chamber]) -> None:
    story, chamber = before
    meet(chamber, story, AGAINST)
    meet(chamber, story, FOR)
    story.step("present_decision", "province_clerk")
    story.step("approve", "province_leader")
    assert story.row.stage == "numbering"


def test_a_closing_and_a_step_of_the_same_dossier_both_stand_in_its_journal(before: tuple[Story, Chamber]) -> None:
    story, chamber = before
    entries = story.row.entry_count
    meet(chamber, story, FOR)
    story.step("present_decision", "province_clerk")
    numbers = [row.number for row in chamber.rows("entry", dossier_id=story.id)]
    assert numbers == list(range(1, entries + 3))
    assert [row.action for row in chamber.rows("entry", dossier_id=story.id)][-2:] == [
        "council_vote",
        "present_decision",
    ]
