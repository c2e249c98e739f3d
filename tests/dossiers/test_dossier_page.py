"""What the page of a dossier says about what can be done: each reason once, the next step in front."""

from tests.council.desk import AGAINST, FOR, Chamber
from tests.pages import Page
from tests.people import People
from tests.story import Story


def test_a_reason_that_holds_for_several_steps_is_told_once(story: Story) -> None:
    story.up_to("department_review")
    page = Page(story.people.client(story.who("dept_officer")).get(f"/dossiers/{story.id}"))
    assert page.text.count("Chưa xác nhận tiêu chí “Tỷ lệ hộ tham gia”") == 1
    assert "các lý do nêu trên" in page.text


def test_a_request_that_was_not_written_is_not_shown_as_something_in_the_way(story: Story) -> None:
    story.up_to("department_review")
    page = Page(story.people.client(story.who("dept_officer")).get(f"/dossiers/{story.id}"))
    assert "Soạn phiếu yêu cầu bổ sung" in page.links
    assert "chưa có nội dung nào" not in page.text


def test_a_tie_that_passed_says_by_whose_word(story: Story, people: People) -> None:
    chamber = Chamber(story.app, people, members=1)
    dossier_id = chamber.dossier()
    chamber.plan(dossier_id).open()
    chamber.decide(FOR, FOR, AGAINST, AGAINST)
    from states.voting import Choice
    from workflow.dossiers.meetings import voting
    from workflow.wall_clock import now, today

    with story.app.app_context():
        voting.say_the_word(
            chamber.meeting_id, chamber.item().id, Choice.FOR, by=chamber.by(chamber.chair), on=today(), at=now()
        )
    chamber.close()
    page = Page(people.client(chamber.clerk).get(f"/dossiers/{dossier_id}"))
    assert "2 đồng ý" in page.text
    assert "phiếu ngang nhau, theo ý kiến của người chủ trì" in page.text
