"""The periodic report: drafted by one, approved by another, kept as it was sent whatever is corrected afterwards."""

import hashlib
import json
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from states.achievements import Achievement
from states.kernel import Forbidden, Refused
from tests.pages import Page
from tests.people import People
from tests.plan.counting import a_unit, instant, keepers, new
from workflow.accounts.person import Person
from workflow.achievements import services as achievements
from workflow.achievements.models import UnitAchievement
from workflow.errors import NotFound, Stale
from workflow.extensions import db
from workflow.plan.report_models import PeriodicReport
from workflow.plan.snapshots import approved_snapshots
from workflow.plan.trend import roads
from workflow.reports.periodic_queries import differences, get_report, kept
from workflow.reports.periodic_services import Words, begin_report, move_report, record_number, save_words
from workflow.transactions import writing
from workflow.wall_clock import today

__all__ = ["keepers"]
FIRST, LAST, ON = date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 6)
WHEN: dict[str, Any] = {"on": ON, "at": instant(ON)}
WORDS = Words("Thiếu kinh phí sửa đường vào làng.", "Đề nghị UBND tỉnh bố trí vốn.")


@pytest.fixture
def officer(people: People) -> Person:
    return people.person(people("dept_officer"), ON)


@pytest.fixture
def leader(people: People) -> Person:
    return people.person(people("dept_leader"), ON)


def presented(officer: Person, first: date = FIRST, last: date = LAST) -> uuid.UUID:
    """Drafted, written and presented: version 3."""
    made = begin_report(first, last, by=officer, **WHEN)
    save_words(made, WORDS, by=officer, seen_version=1, **WHEN)
    move_report(made, "present", by=officer, seen_version=2, **WHEN)
    return made


def test_what_was_approved_stays_whatever_is_corrected_later(
    app: Flask, officer: Person, leader: Person, keepers: dict[Achievement, Any]
) -> None:
    tourism = keepers[Achievement.TOURISM]
    with app.app_context():
        day = LAST - timedelta(9)
        achievements.add(
            Achievement.TOURISM, new(Achievement.TOURISM, a_unit(), day), by=tourism, on=day, at=instant(day)
        )
        made = presented(officer)
        move_report(made, "approve", by=leader, seen_version=3, **WHEN)
        row = get_report(made, leader)
        assert hashlib.sha256(row.snapshot.encode()).digest() == row.digest
        told = {each["code"]: each for each in kept(row)["indicators"]}
        assert sorted(told) == list("12345678")
        assert told["3"]["numerator"] == 1
        assert [r["unit"] for r in told["3"]["rows"] if r["counted"]] == [str(a_unit())]
        assert differences(row, on=ON, at=instant(ON)) == []
        with writing() as session:  # somebody corrects the past by hand
            session.execute(update(UnitAchievement).values(recorded_on=ON))
        changed = differences(row, on=ON, at=instant(ON))
        assert [(one.sent, one.now) for one in changed if one.column == "Đạt"] == [(1, 0)]
        assert get_report(made, leader).snapshot == row.snapshot
        (snapshot,) = approved_snapshots()
        assert (snapshot.cut_off, snapshot.report_id, snapshot.approved_on) == (LAST, made, ON)
        assert {each["code"]: each["numerator"] for each in snapshot.indicators}["3"] == 1
        sent = {road.measured.indicator.code: road.sent for road in roads(ON)}
        assert [(one.report_id, one.numerator, one.cut_off) for one in sent["3"]] == [(made, 1, LAST)]
        assert {road.sent for road in roads(LAST - timedelta(1))} == {()}, "it was not sent yet"


def test_nobody_approves_alone_too_early_or_what_has_changed(
    app: Flask, officer: Person, leader: Person, people: People
) -> None:
    clerk = people.person(people("province_clerk"), ON)
    with app.app_context():
        with pytest.raises(Forbidden):
            begin_report(FIRST, LAST, by=clerk, **WHEN)
        made = begin_report(FIRST, LAST, by=officer, **WHEN)
        with pytest.raises(Refused, match="đang soạn hoặc chờ duyệt"):
            begin_report(FIRST, LAST, by=officer, **WHEN)
        with pytest.raises(Refused, match="khó khăn"):
            move_report(made, "present", by=officer, seen_version=1, **WHEN)
        save_words(made, WORDS, by=officer, seen_version=1, **WHEN)
        with pytest.raises(Stale):
            save_words(made, WORDS, by=officer, seen_version=1, **WHEN)
        move_report(made, "present", by=officer, seen_version=2, **WHEN)
        with pytest.raises(Refused, match="đã trình"):
            save_words(made, WORDS, by=officer, seen_version=3, **WHEN)
        with pytest.raises(Forbidden):
            move_report(made, "approve", by=officer, seen_version=3, **WHEN)
        with pytest.raises(Refused, match="lý do"):
            move_report(made, "return", by=leader, seen_version=3, **WHEN)
        move_report(made, "return", why="Thiếu số liệu của Y Tý", by=leader, seen_version=3, **WHEN)
        with pytest.raises(Stale):
            move_report(made, "approve", by=leader, seen_version=4, **WHEN)
        with pytest.raises(NotFound):
            get_report(made, people.person(people("env_appraiser"), ON))


def test_a_period_that_runs_is_not_presented_yet(app: Flask, officer: Person) -> None:
    with app.app_context():
        running = begin_report(FIRST, ON, by=officer, **WHEN)
        save_words(running, WORDS, by=officer, seen_version=1, **WHEN)
        with pytest.raises(Refused, match="chưa hết"):
            move_report(running, "present", by=officer, seen_version=2, **WHEN)


def test_who_holds_both_posts_does_not_approve_their_own(app: Flask, people: People) -> None:
    someone = people("dept_officer")
    with app.app_context(), writing() as session:
        from workflow.accounts.models import PostHolding

        post = {"role": "dept_leader", "agency_id": someone.agency_id, "valid_from": date(2025, 7, 1)}
        session.add(PostHolding(account_id=someone.id, **post))
    both = people.person(someone, ON)
    with app.app_context():
        made = presented(both)
        with pytest.raises(Refused, match="không tự duyệt"):
            move_report(made, "approve", by=both, seen_version=3, **WHEN)


def test_the_number_is_recorded_once_and_on_a_possible_day(app: Flask, officer: Person, leader: Person) -> None:
    with app.app_context():
        made = presented(officer)
        with pytest.raises(Refused, match="khi báo cáo đã duyệt"):
            record_number(made, "125/BC-SNNMT", ON, by=officer, seen_version=3, **WHEN)
        move_report(made, "approve", by=leader, seen_version=3, **WHEN)
        for day in (ON - timedelta(1), ON + timedelta(1)):
            with pytest.raises(Refused, match="Ngày văn bản"):
                record_number(made, "125/BC-SNNMT", day, by=officer, seen_version=4, **WHEN)
        record_number(made, "125/BC-SNNMT", ON, by=officer, seen_version=4, **WHEN)
        with pytest.raises(Refused, match="một lần"):
            record_number(made, "126/BC-SNNMT", ON, by=officer, seen_version=5, **WHEN)


def test_it_goes_from_hand_to_hand_on_its_pages(app: Flask, people: People) -> None:
    drafter, head = people("dept_officer", name="Đỗ Quang Huy"), people("dept_leader", name="Phạm Quốc Việt")
    officer, leader, reader = (people.client(each) for each in (drafter, head, people("province_clerk")))
    last = today().replace(day=1) - timedelta(1)
    days = {"first": f"{last.replace(day=1):%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
    assert officer.post("/reports/sent", data=days | {"last": "30/02/2026"}).status_code == 422
    begun = officer.post("/reports/sent", data=days)
    assert begun.status_code == 303
    address = begun.location
    assert officer.post("/reports/sent", data=days).status_code == 409
    words = {"difficulties": "Đường khó đi.", "proposals": "Không có.", "seen_version": "1"}
    assert officer.post(address, data=words).status_code == 303
    stale = officer.post(address, data=words)
    assert stale.status_code == 409
    assert "Đường khó đi." in stale.text, "what was typed stays"
    assert officer.post(f"{address}/present", data={"seen_version": "2"}).status_code == 303
    assert "chờ duyệt" in leader.get("/notices").text
    assert leader.post(f"{address}/nothing", data={"seen_version": "3"}).status_code == 404
    assert leader.post(f"{address}/approve", data={"seen_version": "3"}).status_code == 303
    read = Page(reader.get(address))
    assert "Mọi số đếm lại hôm nay đều bằng số đã gửi." in read.text
    assert "Ghi số văn bản" in read.text or "Đã duyệt" in read.text
    assert hashlib.sha256(reader.get(f"{address}.json").data).hexdigest() in read.text
    number = {"number": "125/BC-SNNMT", "issued_on": f"{today():%d/%m/%Y}", "seen_version": "4"}
    assert reader.post(f"{address}/number", data=number).status_code in (403, 404)
    assert officer.post(f"{address}/number", data=number).status_code == 303
    assert "125/BC-SNNMT" in Page(reader.get("/reports/sent")).text
    assert text_of(reader.get(f"{address}.pdf").data).count("125/BC-SNNMT") == 1
    assert "Chốt đến hết ngày" in reader.get("/reports").text


def test_a_draft_on_paper_says_so_and_an_approved_one_prints_the_same_for_ever(
    app: Flask, officer: Person, leader: Person, people: People
) -> None:
    client = people.client(people("dept_leader"))
    with app.app_context():
        made = presented(officer)
    draft = text_of(client.get(f"/reports/sent/{made}.pdf").data)
    assert "DỰ THẢO" in draft
    assert "Kính gửi" in draft
    with app.app_context():
        move_report(made, "approve", by=leader, seen_version=3, **WHEN)
    sent = client.get(f"/reports/sent/{made}.pdf").data
    assert "DỰ THẢO" not in text_of(sent)
    assert leader.name in text_of(sent)
    with app.app_context():
        snapshot = db.session.scalars(select(PeriodicReport.snapshot)).one()
        assert json.loads(snapshot)["paper"]["kind"] == "BÁO CÁO"
    assert client.get(f"/reports/sent/{made}.pdf").data == sent


def text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)
