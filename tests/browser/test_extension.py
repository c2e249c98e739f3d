"""An extension: before the due day with an apology and a new day beside the old; after it, refused with its reason."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from states.clock import working_days_left
from tests.browser.conftest import Enter
from tests.browser.desks.player import Player
from tests.browser.server import Office
from tests.browser.troupe import Troupe
from tests.people import People
from tests.story import Story
from workflow.calendar.queries import work_calendar
from workflow.wall_clock import now, today

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
EXTEND = "Xin lỗi và gia hạn"
WHY = "Đường vào thôn bị sạt lở, đoàn kiểm tra chưa đến được."


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Who is at a desk stays there for weeks."""
    return settings | {"SESSION_IDLE_MINUTES": 90 * 24 * 60, "SESSION_HOURS": 90 * 24, "WTF_CSRF_TIME_LIMIT": None}


def test_a_time_limit_is_extended_before_its_day_and_not_after(enter: Enter, office: Office, people: People) -> None:
    troupe = Troupe(enter, office, people, "extension")
    extended, late = (troupe.story().up_to("department_review") for _which in range(2))
    leader = troupe("lanhdao.so", Player)
    due, new = extended.row.due_on, working_day_after(office, extended.row.due_on, 5)
    extend(leader, extended, due, new)
    read_both_days(leader, extended, due, new)
    tell_the_public(troupe, extended, new)
    with time_machine.travel(at_noon(due + timedelta(days=1))):
        be_too_late(leader, late, due)


def working_day_after(office: Office, day: date, days: int) -> date:
    with office.app.app_context():
        calendar, found = work_calendar(), day
        while working_days_left(day, found, calendar) < days:
            found += timedelta(days=1)
    return found


def at_noon(day: date) -> datetime:
    return now() + timedelta(days=(day - today()).days)


def extend(leader: Player, story: Story, due: date, new: date) -> None:
    leader.at(story.id).begin(EXTEND)
    leader.fill(Ngày_hẹn_trả_mới=f"{due:%d/%m/%Y}", Lý_do=WHY)
    leader.is_refused(EXTEND, f"Ngày hẹn mới phải sau ngày hẹn cũ ({due:%d/%m/%Y}).")
    leader.at(story.id).begin(EXTEND)
    leader.fill(Ngày_hẹn_trả_mới=f"{new:%d/%m/%Y}", Lý_do=WHY)
    leader.look("1-confirm")
    letter = " ".join(leader.draft_of_paper().split())
    assert "XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN" in letter
    assert WHY.rstrip(".") in letter
    for day in (due, new):
        assert f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}" in letter, letter
    leader.visitor.press(EXTEND, exact=True)
    leader.visitor.reads(f"Đã thực hiện: {EXTEND}", "Mẫu 04")


def read_both_days(leader: Player, story: Story, due: date, new: date) -> None:
    """The old day is kept and still counts; the new one stands beside it, with who gave it and why."""
    leader.visitor.reads(f"Hạn theo quy định {due:%d/%m/%Y}", f"Gia hạn đến {new:%d/%m/%Y}")
    leader.look("2-dossier")
    leader.visitor.follow("Ngày này tính thế nào?")
    leader.visitor.reads(f"Ngày hẹn cũ {due:%d/%m/%Y}", f"Ngày hẹn mới {new:%d/%m/%Y}", "thêm 5 ngày làm việc", WHY)
    leader.look("3-both-days")
    leader.visitor.go(f"/dossiers/{story.id}/steps/extend").reads("Hồ sơ đã được gia hạn 1 lần")
    leader.look("4-not-twice")


def tell_the_public(troupe: Troupe, story: Story, new: date) -> None:
    from workflow.papers.secrets import lookup_token

    with troupe.app.app_context():
        token = lookup_token(story.id)
    reader = Player(troupe.enter(screens="extension"), "public")
    reader.visitor.go(f"/lookup/q/{token}").reads(f"{new:%d/%m/%Y}", "đã gia hạn")
    reader.look("5-public")


def be_too_late(leader: Player, story: Story, due: date) -> None:
    leader.visitor.go(f"/dossiers/{story.id}/steps/extend")
    leader.visitor.reads(f"Hồ sơ đã quá hạn từ ngày {due:%d/%m/%Y}; chỉ được gia hạn trước khi hết hạn.")
    leader.look("6-too-late")
    leader.at(story.id, look="7-late-dossier").visitor.reads("ngày làm việc, quá hạn")
