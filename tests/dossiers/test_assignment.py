"""Who handles a dossier: taken, assigned, handed over; whose it is while they are away; who may not."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from states.kernel import Forbidden, MovedOn, Refused
from tests.accounts.door import give_password
from tests.accounts.lending import holding_of
from tests.pages import Page
from tests.people import Someone
from tests.story import Story
from workflow.accounts.away_queries import absences_of
from workflow.accounts.away_services import be_away, be_back
from workflow.accounts.post_services import end_post
from workflow.accounts.session_services import Visit
from workflow.dossiers.assignment.models import Assignment
from workflow.dossiers.assignment.services import assign, declare_conflict
from workflow.dossiers.inbox import inbox, waiting_count
from workflow.errors import NotFound, Stale
from workflow.extensions import db
from workflow.notices.models import Notice
from workflow.wall_clock import now, today


@pytest.fixture
def review(story: Story) -> Story:
    """A dossier under review at the department, where two officers sit."""
    return story.up_to("department_review")


@pytest.fixture
def colleague(review: Story) -> Someone:
    return review.people("dept_officer", name="Hoàng Thị Én")


def give(story: Story, to: Someone | None, by: str = "dept_officer", seen: int = 0, note: str = "") -> None:
    person = story.people.person(story.who(by))
    with story.app.app_context():
        assign(
            story.id, to.id if to else None, by=person, on=today(), at=now(), seen_version=seen or story.row.version,
            note=note,
        )  # fmt: skip


def waits_for(story: Story, someone: Someone) -> bool:
    """Whether the dossier is in somebody's own work today; the number in the header says the same."""
    person = story.people.person(someone)
    with story.app.app_context():
        listed = story.id in {item.row.id for item in inbox(person, "mine", today())}
        assert waiting_count(person, today()) == int(listed)
    return listed


def assignments(story: Story) -> list[Any]:
    with story.app.app_context():
        wanted = select(Assignment).where(Assignment.dossier_id == story.id).order_by(Assignment.id)
        return list(db.session.scalars(wanted).all())


def test_what_nobody_handles_is_everybodys(review: Story, colleague: Someone) -> None:
    assert waits_for(review, review.who("dept_officer"))
    assert waits_for(review, colleague)


def test_what_somebody_takes_is_theirs_and_stays_in_the_offices_list(review: Story, colleague: Someone) -> None:
    client = review.people.client(review.who("dept_officer"))
    sent = {"seen_version": str(review.row.version)}
    assert client.post(f"/dossiers/{review.id}/handler/take", data=sent).status_code == 303
    assert waits_for(review, review.who("dept_officer"))
    assert not waits_for(review, colleague)
    with review.app.app_context():
        assert review.id in {item.row.id for item in inbox(review.people.person(colleague), "office", today())}
    assert "là Ông/Bà" in Page(client.get(f"/dossiers/{review.id}")).text


def test_a_hand_over_is_told_and_its_history_kept(review: Story, colleague: Someone) -> None:
    officer = review.who("dept_officer")
    give(review, officer)
    give(review, colleague, note="Tôi chuyển sang phòng khác.")
    assert not waits_for(review, officer)
    assert waits_for(review, colleague)
    first, second = assignments(review)
    assert (first.account_id, first.ended_by, second.account_id, second.ended_at) == (
        officer.id, officer.id, colleague.id, None,
    )  # fmt: skip
    with review.app.app_context():
        told = db.session.scalars(select(Notice.account_id).where(Notice.kind == "dossier:assigned")).all()
    assert list(told) == [colleague.id]
    page = Page(review.people.client(colleague).get(f"/dossiers/{review.id}/handler"))
    assert "Tôi chuyển sang phòng khác." in page.text
    assert "Phân công người xử lý" in Page(review.people.client(colleague).get(f"/dossiers/{review.id}")).text


def test_it_comes_back_to_who_handled_it(review: Story, colleague: Someone) -> None:
    give(review, colleague)
    review.step("return_to_appraisal", "dept_officer", reason="Bổ sung mục ENV-V08.")
    assert review.row.handler_id is None
    review.step("sign_off", "env_appraiser")
    assert review.row.handler_id == colleague.id


def test_a_leader_assigns_and_gives_back_to_all(review: Story, colleague: Someone) -> None:
    give(review, colleague, by="dept_leader")
    assert not waits_for(review, review.who("dept_officer"))
    give(review, None, by="dept_leader")
    assert waits_for(review, review.who("dept_officer"))


def test_who_may_not_be_given_it_and_who_may_not_give(review: Story, colleague: Someone) -> None:
    with pytest.raises(Refused, match="không xử lý được hồ sơ ở bước hiện tại"):
        give(review, review.who("env_appraiser"))
    with pytest.raises(Forbidden, match="cơ quan đang xử lý"):
        give(review, colleague, by="commune_officer")
    seen = review.row.version
    give(review, colleague)
    with pytest.raises(Stale):
        give(review, review.who("dept_officer"), seen=seen)
    assert review.row.handler_id == colleague.id


def test_an_ended_dossier_is_nobodys(story: Story) -> None:
    story.step("discard", "commune_officer", reason="Lập nhầm.")
    with pytest.raises(MovedOn):
        give(story, story.who("commune_officer"), by="commune_officer")


def test_what_waits_for_somebody_away_is_open_to_all_until_they_are_back(review: Story, colleague: Someone) -> None:
    officer = review.who("dept_officer")
    give(review, colleague)
    person = review.people.person(colleague)
    with review.app.app_context():
        be_away(today(), today() + timedelta(days=2), "Đi học", by=person, on=today(), visit=Visit(now()))
    assert waits_for(review, officer)
    assert waits_for(review, colleague)
    chosen = Page(review.people.client(officer).get(f"/dossiers/{review.id}/handler"))
    assert "vắng đến" in chosen.text
    with review.app.app_context():
        (absence,) = absences_of(colleague.id, today())
        with pytest.raises(NotFound):
            be_back(absence.id, by=review.people.person(officer), visit=Visit(now()))
        be_back(absence.id, by=person, visit=Visit(now()))
    assert not waits_for(review, officer)


def test_what_waits_for_somebody_who_left_the_post_is_open_to_all(review: Story, colleague: Someone) -> None:
    give(review, colleague)
    administrator = give_password(review.app, review.people("administrator"))
    holding = holding_of(review.app, colleague)
    with review.app.app_context():
        end_post(holding, by=review.people.person(administrator), on=today(), visit=Visit(now()))
    assert waits_for(review, review.who("dept_officer"))


def test_a_conflict_of_interest_keeps_somebody_out(review: Story, colleague: Someone) -> None:
    officer = review.who("dept_officer")
    give(review, officer)
    client = review.people.client(officer)
    address = f"/dossiers/{review.id}/handler/conflict"
    assert client.post(address, data={"ground": " "}).status_code == 409
    assert client.post(address, data={"ground": "Người đề nghị là anh trai tôi."}).status_code == 303
    assert review.row.handler_id is None
    with pytest.raises(Refused, match="không xử lý được"):
        give(review, officer, by="dept_leader")
    with pytest.raises(Refused, match="đã khai xung đột lợi ích"):
        declare(review, officer)
    review.confirm()
    with pytest.raises(Refused, match="xung đột lợi ích với hồ sơ này nên không được xử lý"):
        review.step("recommend_recognition", "dept_officer")
    review.cast["dept_officer"] = colleague
    review.step("recommend_recognition", "dept_officer")
    assert review.row.stage == "department_approval"


def declare(story: Story, someone: Someone, ground: str = "Người nhà") -> None:
    person = story.people.person(someone)
    with story.app.app_context():
        declare_conflict(story.id, ground, by=person, on=today(), at=now())


def test_what_one_may_not_see_one_cannot_take(review: Story) -> None:
    stranger = review.people("commune_officer", commune="Y Tý")
    client = review.people.client(stranger)
    for address in ("handler", "handler/take", "handler/conflict"):
        assert client.post(f"/dossiers/{review.id}/{address}", data={"seen_version": "1"}).status_code == 404
    assert client.get(f"/dossiers/{review.id}/handler").status_code == 404
    with pytest.raises(NotFound):
        declare(review, stranger)


def test_a_form_without_its_version_is_told(review: Story) -> None:
    client = review.people.client(review.who("dept_officer"))
    assert client.post(f"/dossiers/{review.id}/handler/take").status_code == 400
    unknown = {"seen_version": str(review.row.version), "account": str(uuid.uuid4())}
    assert client.post(f"/dossiers/{review.id}/handler", data=unknown).status_code == 422


def test_many_are_given_at_once_and_what_cannot_be_is_said(review: Story, colleague: Someone) -> None:
    other = Story(review.app, review.people)
    other.cast = review.cast
    other.draft().up_to("department_review")
    client = review.people.client(review.who("dept_leader"))
    page = Page(client.get("/inbox?tab=office"))
    ticks = [box.get("value") or "" for box in page.all("input") if box.get("name") == "dossier"]
    assert {tick.split(":")[0] for tick in ticks} == {str(review.id), str(other.id)}
    give(review, review.who("dept_officer"))  # meanwhile: what the list shows of this one is old
    sent = client.post("/handlers", data={"dossier": ticks, "account": str(colleague.id)}, follow_redirects=True)
    said = Page(sent)
    assert "Đã giao 1 hồ sơ." in said.text
    assert "Hồ sơ đã thay đổi" in said.text
    assert "Hoàng Thị Én xử lý" in said.text
    assert (review.row.handler_id, other.row.handler_id) == (review.who("dept_officer").id, colleague.id)


def test_a_list_of_many_without_ticks_or_people_gives_nothing(review: Story, colleague: Someone) -> None:
    client = review.people.client(review.who("dept_leader"))
    assert client.post("/handlers", data={"dossier": "x:1", "account": str(colleague.id)}).status_code == 400
    assert client.post("/handlers", data={"account": "nobody"}).status_code == 400
    nothing = client.post("/handlers", data={"account": str(colleague.id)}, follow_redirects=True)
    assert "chưa giao hồ sơ nào" in Page(nothing).text
    stranger = review.people.client(review.people("commune_officer", commune="Y Tý"))
    ticked = {"dossier": f"{review.id}:{review.row.version}", "account": str(colleague.id)}
    assert "Đã giao 0 hồ sơ." in Page(stranger.post("/handlers", data=ticked, follow_redirects=True)).text
    assert review.row.handler_id is None
