"""Every due date of a dossier leads to the page that counts it, day by day."""

from datetime import date, timedelta

import pytest

from states.clock import Pause, explain
from states.stage_clock import Visit, stage_due_on, stage_term
from tests.pages import Page
from tests.story import Story
from tests.supplements.desk import Desk
from workflow.calendar.queries import seed_calendar_in_memory, work_calendar
from workflow.wall_clock import today

CALENDAR = seed_calendar_in_memory()


def clock(story: Story, role: str = "env_appraiser") -> Page:
    return Page(story.people.client(story.who(role)).get(f"/dossiers/{story.id}/clock"))


def anchors(page: Page) -> set[str]:
    return {str(node.get("id")) for node in page.all("section") if node.get("id")}


def after(story: Story, day: date, days: int) -> date:
    with story.app.app_context():
        found = explain(day, days, [], work_calendar()).due_on
    assert found is not None
    return found


def test_a_dossier_that_nobody_received_has_no_day_to_explain_but_that_of_its_stage(story: Story) -> None:
    shown = clock(story, "commune_officer")
    assert "thời hạn chưa bắt đầu tính" in shown.text
    story.up_to("submitted")
    assert anchors(clock(story, "commune_officer")) == {"stage"}


def test_the_dates_of_the_dossier_page_lead_to_their_count(story: Story) -> None:
    story.up_to("environmental_appraisal")
    row = story.row
    shown = Page(story.people.client(story.who("env_appraiser")).get(f"/dossiers/{story.id}"))
    base = f"/dossiers/{story.id}/clock"
    assert shown.links[f"{row.stage_due_on:%d/%m/%Y}"] == f"{base}#stage"
    assert shown.links["Ngày này tính thế nào?"] == base
    explained = clock(story)
    assert anchors(explained) == {"legal", "stage"}
    for day in (row.due_on, row.stage_due_on):
        assert f": {day:%d/%m/%Y}." in explained.text


def test_the_dates_of_the_inbox_and_the_list_lead_there_too(story: Story) -> None:
    story.up_to("environmental_appraisal")
    client, row = story.people.client(story.who("env_appraiser")), story.row
    inbox = Page(client.get("/inbox?tab=office"))
    assert inbox.links[f"{row.stage_due_on:%d/%m/%Y}"] == f"/dossiers/{story.id}/clock#stage"
    found = Page(client.get("/dossiers"))
    assert found.links[f"{row.due_on:%d/%m/%Y}"] == f"/dossiers/{story.id}/clock"


def test_an_extension_is_a_second_clock_with_its_own_days(story: Story) -> None:
    story.up_to("department_approval")
    due = story.row.due_on
    new = after(story, due, 5)
    story.step("extend", "dept_leader", reason="Phải kiểm tra thực tế", extended_to=new.isoformat())
    shown = Page(story.people.client(story.who("dept_leader")).get(f"/dossiers/{story.id}"))
    assert f"Hạn theo quy định {due:%d/%m/%Y}" in shown.text
    assert f"Gia hạn đến {new:%d/%m/%Y}" in shown.text
    assert shown.links[f"{new:%d/%m/%Y}"] == f"/dossiers/{story.id}/clock#promised"
    explained = clock(story, "dept_leader")
    assert anchors(explained) == {"legal", "promised", "stage"}
    assert f"gia hạn (Mẫu 04) đến ngày {new:%d/%m/%Y}" in explained.text
    assert "vẫn tính là trễ" in explained.text


def test_the_day_to_answer_a_request_is_explained_while_the_clock_stands(story: Story) -> None:
    story.up_to("environmental_appraisal")
    desk = Desk(story)
    desk.ask()
    answer_by = story.row.answer_by
    shown = desk.page("commune_officer")
    (address,) = [address for words, address in shown.links.items() if f"{answer_by:%d/%m/%Y}" in words]
    assert address == f"/dossiers/{story.id}/clock#answer"
    explained = clock(story, "commune_officer")
    assert {"legal", "answer"} <= anchors(explained)
    assert f"Hạn trả lời yêu cầu bổ sung: {answer_by:%d/%m/%Y}." in explained.text
    assert "Đang tạm dừng tính thời hạn" in explained.text


def test_after_a_hold_the_promised_day_stays_and_differs(story: Story) -> None:
    story.up_to("submitted")
    story.step("receive", "reception_desk", on=today() - timedelta(days=20))
    row = story.row
    assert row.promised_on == row.due_on
    assert anchors(clock(story)) == {"legal", "stage"}


def test_a_closed_dossier_still_explains_its_legal_day(story: Story) -> None:
    story.up_to("recognised")
    assert anchors(clock(story, "dept_officer")) >= {"legal"}
    assert "stage" not in anchors(clock(story, "dept_officer"))


@pytest.mark.parametrize("days", [0, 3, 10])
def test_the_explained_stage_ends_on_its_due_day(days: int) -> None:
    visits = [Visit("a", date(2026, 1, 26), date(2026, 2, 3)), Visit("a", date(2026, 2, 25))]
    held = [Pause(date(2026, 1, 28), date(2026, 1, 30), "Tạm dừng")]
    term = stage_term(days, visits, held, CALENDAR)
    assert term is not None
    assert term.due_on == stage_due_on(days, visits, held, CALENDAR)
    assert stage_term(days, visits[:1], held, CALENDAR) is None
    standing = stage_term(10, visits, [Pause(date(2026, 2, 25), None, "Tạm dừng")], CALENDAR)
    assert standing is not None
    assert (standing.due_on, standing.remaining) == (None, 4)
