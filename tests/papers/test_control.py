"""Mẫu 06 and 07: always what the journal says, on the screen, on paper and as a sheet."""

import io
from collections import Counter
from datetime import date, timedelta

import pypdfium2
import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from states.clock import working_days_left
from tests.pages import Page
from tests.people import People
from tests.story import ROAD, Story
from workflow.audit.models import Event
from workflow.calendar.queries import work_calendar
from workflow.dossiers.control.book import Period, Standing, book_of
from workflow.dossiers.control.handovers import Outcome
from workflow.dossiers.control.slip import facts_of, slip_of
from workflow.dossiers.models import Entry
from workflow.dossiers.queries import get_dossier
from workflow.extensions import db
from workflow.papers.control import BookRow, book_facts
from workflow.papers.printed import render
from workflow.wall_clock import today

DAY = date(2026, 2, 5)
ROW = BookRow(
    "H38.12-260205-0001", "Công nhận làng nghề: Làng nghề thổ cẩm Ý Tý", "01", "UBND xã Y Tý; Lò Thị Mẩy, trưởng thôn",
    "thôn Ngải Thầu, 0912 345 123", "Sở Nông nghiệp và Môi trường", DAY, date(2026, 3, 27), None,
    "Nhận tại Bộ phận một cửa", "", "Đang thẩm định; gia hạn đến 06/04/2026",
)  # fmt: skip


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def slip_facts_of(story: Story, role: str = "dept_officer") -> dict[str, object]:
    with story.app.app_context():
        return facts_of(slip_of(get_dossier(story.id, story.people.person(story.who(role)))))


def test_a_slip_names_every_hand_over_once_and_in_order(story: Story) -> None:
    story.up_to("recognised")
    with story.app.app_context():
        slip = slip_of(get_dossier(story.id, story.people.person(story.who("dept_officer"))))
    moved = [action for action, _role in ROAD if action != "present"]
    assert len(slip.hand_overs) == len(moved)
    assert [one.receiver.person for one in slip.hand_overs][:3] == [
        "Người reception_desk", "Người env_appraiser", "Người dept_officer",
    ]  # fmt: skip
    assert slip.outcome is Outcome.BEFORE
    assert slip.hand_overs[1].outcome is Outcome.BEFORE
    assert slip.hand_overs[-1].receiver.agency == ""


def test_a_step_after_its_last_day_is_late_and_on_it_is_in_time(story: Story) -> None:
    story.up_to("environmental_appraisal")
    due = story.row.stage_due_on
    story.appraise()
    story.step("sign_off", "env_appraiser", on=due)
    last = story.row.stage_due_on
    story.confirm()
    story.step("recommend_recognition", "dept_officer", on=last + timedelta(days=1))
    with story.app.app_context():
        found = slip_of(get_dossier(story.id, story.people.person(story.who("dept_officer")))).hand_overs
    assert [one.outcome for one in found[1:3]] == [Outcome.ON_TIME, Outcome.AFTER]
    assert found[-1].outcome is Outcome.OPEN


def test_the_same_journal_gives_the_same_bytes_and_every_diacritic(story: Story) -> None:
    story.up_to("department_review")
    facts = slip_facts_of(story)
    pdf = render("M06", facts)
    assert pdf == render("M06", slip_facts_of(story, "env_appraiser"))
    text = words(pdf)
    for said in (
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "TÊN CƠ QUAN", "THỜI GIAN GIAO, NHẬN HỒ SƠ", "1. Giao:",
        "2. Nhận:", "Cán bộ thẩm định môi trường", "Trước hạn", "Đang giải quyết",
        "Làng nghề mây tre đan dân tộc Hà Nhì, Nậm Pung",
        "Mẫu số 06 · Thông tư 03/2025/TT-VPCP",
    ):  # fmt: skip
        assert said in text, said


def test_the_slip_on_the_screen_and_before_anything_was_handed_over(story: Story) -> None:
    officer = story.people.client(story.who("commune_officer"))
    assert "chưa được giao" in Page(officer.get(f"/dossiers/{story.id}/control")).text
    assert "Hồ sơ chưa được giao" in words(render("M06", slip_facts_of(story, "commune_officer")))
    story.up_to("department_review")
    page = Page(officer.get(f"/dossiers/{story.id}/control"))
    assert "Bộ phận tiếp nhận và trả kết quả" in page.text
    stranger = story.people.client(story.people("commune_officer", commune="Y Tý"))
    assert stranger.get(f"/dossiers/{story.id}/control").status_code == 404
    assert stranger.get(f"/dossiers/{story.id}/control.pdf").status_code == 404


def test_the_register_prints_every_column_across_a_landscape_page_the_same_each_time() -> None:
    facts = book_facts(
        agency="Sở Nông nghiệp và Môi trường", first=DAY, last=DAY, on=date(2026, 3, 2), rows=[ROW] * 30,
        totals=[("Tổng số hồ sơ tiếp nhận", 30), (Standing.WITHIN.value, 30)],
    )  # fmt: skip
    pdf = render("M07", facts)
    assert pdf == render("M07", facts)
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert width > height
    text = words(pdf)
    for said in (
        "SỔ THEO DÕI HỒ SƠ", "Phương thức nhận kết quả", "Ký nhận", "Lò Thị Mẩy", "0912 345 123", "06/04/2026",
        "Hồ sơ tiếp nhận từ ngày 05/02/2026", "Đang giải quyết, trong hạn", "Mẫu số 07",
    ):  # fmt: skip
        assert said in text, said


@pytest.fixture
def several(app: Flask, people: People) -> list[Story]:
    """Four dossiers: three received, at three places of the road, and one that was never handed in."""
    made = []
    for stage in ("draft", "environmental_appraisal", "department_review", "recognised"):
        story = Story(app, people)
        if made:
            story.cast |= {role: who for role, who in made[-1].cast.items() if not role.startswith("commune")}
        made.append(story.draft().up_to(stage))
    return made


def standing_by_hand(app: Flask, on: date) -> Counter[str]:
    """The totals another way: action by action from the raw entries, counting the days left instead of comparing."""
    found: Counter[str] = Counter()
    with app.app_context():
        rows = db.session.execute(select(Entry.dossier_id, Entry.action, Entry.on).order_by(Entry.seq)).all()
        calendar = work_calendar()
    for dossier_id in {row.dossier_id for row in rows}:
        days = {row.action: row.on for row in rows if row.dossier_id == dossier_id}
        if "receive" not in days:
            continue
        due, left = days["receive"], 30
        while left:
            due += timedelta(days=1)
            left -= calendar.is_working(due)
        done = days.get("issue") or days.get("withdraw")
        spare = working_days_left(done or on, due, calendar)
        if done:
            found["before" if done < due else "on" if done == due else "after"] += 1
        else:
            found["within" if spare >= 0 else "late"] += 1
    return found


@pytest.mark.parametrize("later", [0, 70])
def test_totals_agree_with_a_fold_of_the_journal_made_another_way(several: list[Story], later: int) -> None:
    app, on = several[0].app, today() + timedelta(days=later)
    reader = several[1].people.person(several[1].who("dept_officer"))
    with app.app_context():
        book = book_of(reader, Period(today(), today()), on)
    names = {"before": Standing.BEFORE, "on": Standing.ON_TIME, "after": Standing.AFTER,
             "within": Standing.WITHIN, "late": Standing.LATE}  # fmt: skip
    expected = {names[name].value: count for name, count in standing_by_hand(app, on).items()}
    totals = dict(book.totals)
    assert totals.pop("Tổng số hồ sơ tiếp nhận") == 3 == sum(expected.values())
    assert {label: count for label, count in totals.items() if count} == expected
    assert [line.row.code for line in book.lines] == sorted(line.row.code for line in book.lines)


def test_the_register_shows_only_what_its_reader_may_see(several: list[Story], people: People) -> None:
    officer = several[1].who("dept_officer")
    page = Page(people.client(officer).get("/dossier-register"))
    assert "Tổng số hồ sơ tiếp nhận: 3" in page.text
    assert "0912 345 123" not in page.text
    for role in ("administrator", "consulted_officer"):
        assert "Không có hồ sơ nào" in Page(people.client(people(role)).get("/dossier-register")).text
    stranger = people.client(people("commune_officer", commune="Y Tý"))
    taken = stranger.post("/dossier-register", data={"format": "pdf"})
    assert several[1].row.code not in words(taken.data)
    assert "Không có hồ sơ nào" in Page(stranger.get("/dossier-register")).text


def test_the_register_as_a_sheet_and_on_paper_is_noted(several: list[Story], people: People) -> None:
    officer = several[1].who("dept_officer")
    browser = people.client(officer)
    taken = browser.post("/dossier-register", data={"format": "xlsx"})
    lines = CalamineWorkbook.from_filelike(io.BytesIO(taken.data)).get_sheet_by_index(0).to_python()
    codes = [line[1] for line in lines[4:] if line[1]]
    assert codes == sorted(story.row.code for story in several[1:])
    assert any("0912 345 123" in str(cell) for cell in lines[4])
    assert lines[4][7] == today()
    printed = browser.post("/dossier-register", data={"format": "pdf"})
    assert all(code in words(printed.data) for code in codes)
    with several[0].app.app_context():
        noted = db.session.scalars(select(Event.detail).where(Event.kind == "dossier:register:printed")).all()
    assert [(one["format"], one["count"]) for one in noted] == [("xlsx", 3), ("pdf", 3)]


def test_a_period_is_typed_as_people_write_days(several: list[Story], people: People) -> None:
    browser = people.client(several[1].who("dept_officer"))
    day = f"{today():%d/%m/%Y}"
    page = Page(browser.get("/dossier-register", query_string={"first": day, "last": day}))
    assert "Tổng số hồ sơ tiếp nhận: 3" in page.text
    old = browser.get("/dossier-register", query_string={"first": "05/02/2026", "last": "06/02/2026"})
    assert "Không có hồ sơ nào" in Page(old).text


@pytest.mark.parametrize(
    "asked", ["?first=2026-02-05&last=2026-01-01", "?first=nonsense", "?first=2020-01-01", "?agency=7"]
)
def test_a_period_that_is_none_is_refused(people: People, asked: str) -> None:
    assert people.client(people("dept_officer")).get(f"/dossier-register{asked}").status_code == 400
