"""After a paper was fixed: its page, its number, and the new paper that takes its place."""

from typing import Any

import pytest
from flask import Flask

from states.kernel import Forbidden, Refused
from tests.pages import Page
from tests.papers.demo import number_letter, papers_of, recognised
from tests.papers.test_papers_out import pages as pages_of
from tests.people import People
from tests.story import Story
from workflow.dossiers.printing.numbering import correct, record_number
from workflow.errors import Stale
from workflow.papers.printed import render
from workflow.wall_clock import now, today


def text_of(story: Any, paper: Any) -> str:
    with story.app.app_context():
        return " ".join(pages_of(render(paper.form, paper.facts)))


@pytest.fixture
def whole(app: Flask, people: People) -> Story:
    return recognised(app, people)[0]


def test_the_page_of_a_paper_says_its_state_and_takes_its_number(app: Flask, people: People) -> None:
    story = Story(app, people).draft().up_to("submitted")
    paper = papers_of(app, story.id, "TTR-XA")[0]
    client, address = people.client(story.who("commune_officer")), f"/dossiers/{story.id}/papers/{paper.id}"
    page = Page(client.get(address))
    assert "Dự thảo: chưa đủ số, ngày, người ký" in page.text
    assert "giống từng byte" in page.text
    assert "dự thảo, chưa đủ số" in Page(client.get(f"/dossiers/{story.id}")).text
    assert client.post(f"{address}/number", data={"number": "", "day": ""}).status_code == 422
    sent = client.post(f"{address}/number", data={"number": "7", "day": f"{today():%d/%m/%Y}"})
    assert sent.status_code == 303
    later = Page(client.get(sent.location))
    assert "07/TTr-UBND" in later.text
    assert "Chính thức" in later.text
    assert "Đã có bản mới hơn" in Page(client.get(address)).text
    assert client.get(f"{address}.docx").data.startswith(b"PK")
    assert client.get(f"{address}.pdf").status_code == 200
    elsewhere = people.client(people("commune_officer", commune="Y Tý"))
    assert elsewhere.get(address).status_code == 404


def test_a_number_is_written_once_by_the_agency_and_on_the_last_version(app: Flask, people: People) -> None:
    story = Story(app, people).draft().up_to("environmental_appraisal")
    first = papers_of(app, story.id, "TTR-XA")[0]
    department = people.person(story.who("dept_officer"))
    with app.app_context(), pytest.raises(Forbidden):
        record_number(story.id, first.id, 3, today(), by=department, on=today(), at=now())
    second = number_letter(story, "TTR-XA", 3, "commune_officer")
    officer = people.person(story.who("commune_officer"))
    with app.app_context():
        with pytest.raises(Stale):
            record_number(story.id, first.id, 4, today(), by=officer, on=today(), at=now())
        with pytest.raises(Refused, match="đã có số"):
            record_number(story.id, second, 4, today(), by=officer, on=today(), at=now())


def test_a_wrong_paper_is_replaced_by_a_new_one_that_names_it(app: Flask, people: People) -> None:
    story = Story(app, people).draft().up_to("provincial_review")
    number_letter(story, "TTR-SO", 9, "dept_officer")
    old = papers_of(app, story.id, "TTR-SO")[-1]
    leader = people.client(story.who("dept_leader"))
    address = f"/dossiers/{story.id}/papers/{old.id}"
    assert "lập văn bản thay thế" in Page(leader.get(address)).text
    sent = leader.post(f"{address}/correct", data={"reason": "ghi nhầm tên thôn"})
    assert sent.status_code == 303
    new = papers_of(app, story.id, "TTR-SO")[-1]
    assert new.facts["replaces"]["paper"] == str(old.id)
    text = text_of(story, new)
    assert "Văn bản này thay thế Tờ trình số 09/TTr-SNNMT" in text
    assert "do ghi nhầm tên thôn./." in text
    assert "đề xuất công nhận" in text
    officer = people.person(story.who("dept_officer"))
    with app.app_context(), pytest.raises(Forbidden):
        correct(story.id, new.id, "x", by=officer, on=today(), at=now())


def test_a_decision_is_corrected_by_a_correcting_decision_only(whole: Story) -> None:
    decision = papers_of(whole.app, whole.id, "QD-CN")[-1]
    leader = whole.people.person(whole.who("province_leader"))
    with whole.app.app_context(), pytest.raises(Refused, match="đính chính"):
        correct(whole.id, decision.id, "x", by=leader, on=today(), at=now())
