"""What people read of a time limit: two days after an extension, and whether the clock stands."""

from datetime import date, timedelta
from typing import Any

import pytest

from states.clock import working_days_left
from states.kernel import Refused
from tests.pages import Page
from tests.story import Story
from tests.supplements.desk import Desk
from workflow.calendar.queries import work_calendar
from workflow.papers.secrets import lookup_token

WHY = "Đường vào thôn bị sạt lở."


def after(story: Story, day: date, working: int) -> date:
    """The working day that comes so many working days after a day."""
    with story.app.app_context():
        calendar, found = work_calendar(), day
        while working_days_left(day, found, calendar) < working:
            found += timedelta(days=1)
    return found


def read(story: Story, address: str = "", role: str = "dept_leader") -> Page:
    return Page(story.people.client(story.who(role)).get(f"/dossiers/{story.id}{address}"))


def look_up(story: Story) -> Page:
    with story.app.app_context():
        token = lookup_token(story.id)
    return Page(story.app.test_client().get(f"/lookup/q/{token}"))


@pytest.fixture
def reviewed(story: Story) -> Story:
    return story.up_to("department_review")


def test_both_days_of_an_extension_are_shown_and_explained(reviewed: Story) -> None:
    due = reviewed.row.due_on
    new = after(reviewed, due, 4)
    reviewed.step("extend", "dept_leader", extended_to=new.isoformat(), reason=WHY)
    page, clock = read(reviewed), read(reviewed, "/clock")
    for said in (f"Hạn theo quy định {due:%d/%m/%Y}", f"Gia hạn đến {new:%d/%m/%Y}"):
        assert said in page.text
    for said in (
        f"Ngày hẹn cũ {due:%d/%m/%Y}",
        "ngày này vẫn được giữ",
        "thêm 4 ngày làm việc",
        WHY,
        "Người dept_leader",
    ):
        assert said in clock.text
    public = look_up(reviewed).text
    assert f"{new:%d/%m/%Y} đã gia hạn" in public
    assert f"{due:%d/%m/%Y}" not in public


def test_nobody_is_asked_to_come_on_a_day_off(reviewed: Story) -> None:
    sunday = reviewed.row.due_on + timedelta(days=13 - reviewed.row.due_on.weekday())
    with pytest.raises(Refused, match="không phải là ngày làm việc"):
        reviewed.step("extend", "dept_leader", extended_to=sunday.isoformat(), reason=WHY)
    assert reviewed.row.extended_to is None


def test_a_request_that_waits_for_the_leader_does_not_stop_the_clock(reviewed: Story) -> None:
    """Neither on the dossier's page nor for the public, who is not told of it at all."""
    desk = Desk(reviewed)
    desk.ask("dept_officer")
    assert "Đang tạm dừng tính thời hạn" in read(reviewed).text
    assert "tạm dừng" in look_up(reviewed).text
    desk.reply()
    reviewed.step("supplement", "commune_officer")
    desk.write("dept_officer", {"parts:CV-ENV": ("missing", "Thiếu trang 2")})
    reviewed.step("propose_supplement", "dept_officer", reason="Trang 2 chưa có")
    page = read(reviewed).text
    assert "Đang tạm dừng" not in page
    assert "ngày làm việc còn lại" in page
    assert "tạm dừng" not in look_up(reviewed).text


def draft(story: Story, action: str, role: str, **typed: Any) -> Any:
    client = story.people.client(story.who(role))
    sent = {"seen_version": str(story.row.version)} | typed
    return client.post(f"/dossiers/{story.id}/steps/{action}/draft.pdf", data=sent)


def test_the_paper_of_a_step_is_read_before_the_act_and_nothing_is_written(reviewed: Story) -> None:
    from tests.papers.test_letters import pages

    before = reviewed.row
    with draft(reviewed, "stop", "dept_leader", reason="Thôn không còn làm nghề") as given:
        text = " ".join(pages(given.data))
    assert "DỰ THẢO" in text
    assert "Thôn không còn làm nghề" in text
    assert draft(reviewed, "stop", "dept_leader", reason="").status_code == 422
    assert draft(reviewed, "stop", "dept_officer", reason="x").status_code == 403
    assert draft(reviewed, "propose", "dept_leader").status_code in (404, 409)
    assert reviewed.row == before
