"""Reports and long work as their readers see them, on a desk and on a phone, with axe."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask

from tests.browser.conftest import Enter
from tests.browser.troupe import someone
from tests.people import People
from tests.story import Story
from workflow.errands.running import run_waiting
from workflow.reports.periodic_services import Words, begin_report, move_report, save_words
from workflow.wall_clock import now, today

pytestmark = pytest.mark.browser


def approved(app: Flask, people: People) -> uuid.UUID:
    """A periodic report of last month, drafted, presented and approved today."""
    officer, leader = (people.person(someone(app, name)) for name in ("chuyenvien", "lanhdao.so"))
    last = today().replace(day=1) - timedelta(1)
    when = {"on": today(), "at": now()}
    with app.app_context():
        made = begin_report(last.replace(day=1), last, by=officer, **when)
        words = Words("Đường vào thôn bản khó đi vào mùa mưa.", "Không có.")
        save_words(made, words, by=officer, seen_version=1, **when)
        move_report(made, "present", by=officer, seen_version=2, **when)
        move_report(made, "approve", by=leader, seen_version=3, **when)
    return made


def test_reports_and_long_work(enter: Enter, app: Flask, story: Story, people: People) -> None:
    story.up_to("department_review")
    visitor = enter("lanhdao.so", screens="reports")
    visitor.go("/reports").look("reports")
    visitor.go(f"/reports/quality?first=01/11/2026&last={today():%d/%m/%Y}").look("reports-quality")
    visitor.go(f"/reports/sent/{approved(app, people)}").look("reports-sent")
    visitor.go("/reports").press("Xuất danh bạ ra XLSX")
    visitor.look("work-waiting")
    with app.app_context():
        assert run_waiting(now) == 1
    visitor.page.get_by_role("link", name="Tải tệp").wait_for()  # the page itself has found out
