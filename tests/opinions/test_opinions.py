"""Asking other departments: several at once, with a clock, only the papers that matter, their own words for ever."""

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from states.kernel import Refused
from tests.pages import Page
from tests.people import Someone
from tests.story import Story
from workflow.dossiers.consultation import jobs, services
from workflow.dossiers.journal import verify
from workflow.dossiers.models import Entry
from workflow.errors import Stale
from workflow.extensions import db
from workflow.notices.models import Notice
from workflow.opinions.models import OpinionRequest
from workflow.papers.models import Attachment
from workflow.wall_clock import now, today

TRADE, SCIENCE = "industry_trade", "science_technology"


class Asking:
    """A dossier under review, who asks, and two departments with an officer and a leader each."""

    def __init__(self, story: Story) -> None:
        self.story = story.up_to("department_review")
        self.asker = story.who("dept_officer")
        made = story.people
        self.people: dict[str, Someone] = {
            f"{role}@{kind}": made(f"consulted_{role}", kind=kind)
            for kind in (TRADE, SCIENCE)
            for role in ("officer", "leader")
        }  # fmt: skip
        self.clients: dict[str, FlaskClient] = {}

    def at(self, who: str) -> FlaskClient:
        if who not in self.clients:
            self.clients[who] = self.story.people.client(self.people.get(who) or self.story.who(who))
        return self.clients[who]

    def ask(self, *kinds: str, days: int = 5, papers: tuple[str, ...] = ("declared",)) -> Any:
        agencies = [str(self.people[f"officer@{kind}"].agency_id) for kind in kinds]
        data = {
            "seen_version": str(self.story.row.version), "agencies": agencies,
            "question": "Sản phẩm có thị trường không?", "days": str(days), "papers": list(papers),
        }  # fmt: skip
        return self.at("dept_officer").post(f"/dossiers/{self.story.id}/opinions", data=data)

    def request(self, kind: str = TRADE) -> Any:
        agency = self.people[f"officer@{kind}"].agency_id
        with self.story.app.app_context():
            asked = select(OpinionRequest).where(OpinionRequest.agency_id == agency).order_by(OpinionRequest.id.desc())
            return db.session.execute(asked).scalars().first()

    def act(self, who: str, action: str, kind: str = TRADE, on: date | None = None, **inputs: str) -> Any:
        """Straight through the service, on a day."""
        person = self.story.people.person(self.people.get(who) or self.story.who(who))
        row = self.request(kind)
        with self.story.app.app_context():
            return services.act(
                row.id, action, by=person, on=on or today(), at=now(), seen_version=row.version, inputs=inputs
            )

    def treat(self, kind: str = TRADE) -> Any:
        address = f"/dossiers/{self.story.id}/opinions/{self.request(kind).id}/treat"
        return self.at("dept_officer").post(address, data={"treatment": "Tiếp thu, ghi vào báo cáo"})


@pytest.fixture
def asking(story: Story) -> Asking:
    return Asking(story)


def test_several_agencies_are_asked_at_once_and_the_review_waits_for_them(asking: Asking) -> None:
    assert asking.ask(TRADE, SCIENCE).status_code == 303
    asking.story.confirm()
    with pytest.raises(Refused) as refusal:
        asking.story.step("recommend_recognition", "dept_officer")
    assert len(refusal.value.reasons) == 2
    assert "Còn chờ ý kiến của" in str(refusal.value)
    page = Page(asking.at("dept_officer").get(f"/dossiers/{asking.story.id}"))
    assert "đang chờ" in page.text


def test_both_sides_see_how_the_last_day_was_counted(asking: Asking) -> None:
    asking.ask(TRADE, days=3)
    row = asking.request()
    for who, address in (
        (f"officer@{TRADE}", f"/opinions/{row.id}"),
        ("dept_officer", f"/dossiers/{asking.story.id}/opinions"),
    ):
        page = asking.at(who).get(address).text
        table = page[page.index(f'id="due-{row.id}"') :].split("</details>")[0]
        assert "3 ngày làm việc" in table
        days = re.findall(r"<b>(\d)</b>", table)
        assert days == ["1", "2", "3"]
        assert table.rindex(f"{row.due_on:%d/%m/%Y}") > table.index("<b>2</b>"), (
            "the last day counted is the day that is told"
        )


def test_an_agency_sees_only_what_it_is_asked_while_it_is_asked(asking: Asking, app: Flask) -> None:
    trade, science = asking.at(f"officer@{TRADE}"), asking.at(f"officer@{SCIENCE}")
    with app.app_context():
        file = db.session.scalars(select(Attachment.id).where(Attachment.part_code == "CV-ENV")).one()
        other = db.session.scalars(select(Attachment.id).where(Attachment.part_code == "CV-RESULTS")).one()
    asking.ask(TRADE, papers=(str(file),))
    address = f"/opinions/{asking.request().id}"
    page = Page(trade.get(address))
    assert "Sản phẩm có thị trường không?" in page.text
    assert "CV-ENV.pdf" in page.text
    assert "Ly Giờ Xá" not in page.text, "nobody's name is among what was sent"
    assert science.get(address).status_code == 404
    assert trade.get(f"/dossiers/{asking.story.id}").status_code == 404
    assert trade.get(f"{address}/papers/{other}").status_code == 404
    assert science.get(f"{address}/papers/{file}").status_code == 404
    asking.act(f"officer@{TRADE}", "draft_answer", answer="agree")
    asking.act(f"leader@{TRADE}", "answer")
    assert trade.get(f"{address}/papers/{file}").status_code == 404, "the question is closed"
    assert "Đồng ý" in Page(trade.get(address)).text, "its own answer stays"
    assert asking.request().id.hex in trade.get("/opinions").text.replace("-", "")


def test_an_answer_needs_its_leader_and_a_dissent_its_reason(asking: Asking) -> None:
    asking.ask(TRADE)
    address = f"/opinions/{asking.request().id}/draft_answer"
    seen = {"seen_version": str(asking.request().version)}
    assert asking.at(f"officer@{TRADE}").post(address, data=seen | {"remarks": ""}).status_code == 422
    with pytest.raises(Refused, match="Hãy ghi rõ nội dung ý kiến"):
        asking.act(f"officer@{TRADE}", "draft_answer", answer="disagree")
    asking.act(f"officer@{TRADE}", "draft_answer", answer="disagree", remarks="Không có thị trường")
    asking.act(f"leader@{TRADE}", "return_draft", reason="Nêu số liệu")
    asking.act(f"officer@{TRADE}", "draft_answer", answer="disagree", remarks="Doanh thu giảm 3 năm liền")
    asking.act(f"leader@{TRADE}", "answer")
    asking.story.confirm()
    with pytest.raises(Refused, match="Chưa ghi cách xử lý"):
        asking.story.step("recommend_recognition", "dept_officer")
    assert asking.treat().status_code == 303
    asking.story.step("recommend_recognition", "dept_officer")


def test_silence_is_stated_after_the_term_and_a_late_answer_is_shown_its_way(asking: Asking, app: Flask) -> None:
    asking.ask(TRADE)
    due = asking.request().due_on
    with app.app_context():
        assert jobs.remind(due, now()) > 0
        assert jobs.remind(due, now()) == 0
        assert jobs.fall_silent(due, now()) == 0
    with pytest.raises(Refused, match="không có ý kiến trong thời hạn"):
        asking.act(f"officer@{TRADE}", "draft_answer", on=due + timedelta(days=1), answer="agree")
    with app.app_context():
        assert jobs.fall_silent(due + timedelta(days=8), now()) == 1
        assert jobs.fall_silent(due + timedelta(days=8), now()) == 0
    assert asking.request().state == "silent"
    asking.story.confirm()
    asking.story.step("recommend_recognition", "dept_officer")


def test_a_question_taken_back_is_gone_for_the_agency_and_may_be_asked_again(asking: Asking) -> None:
    asking.ask(TRADE)
    first = asking.request()
    assert asking.ask(TRADE).status_code == 409, "it is being asked already"
    asking.act("dept_officer", "revoke", reason="Hỏi nhầm")
    assert asking.at(f"officer@{TRADE}").get(f"/opinions/{first.id}").status_code == 404
    assert asking.ask(TRADE).status_code == 303
    assert asking.request().id != first.id


def test_two_leaders_answer_once(asking: Asking) -> None:
    asking.ask(TRADE)
    asking.act(f"officer@{TRADE}", "draft_answer", answer="agree")
    row = asking.request()
    leader = asking.story.people.person(asking.people[f"leader@{TRADE}"])
    with asking.story.app.app_context():
        services.act(row.id, "answer", by=leader, on=today(), at=now(), seen_version=row.version, inputs={})
        with pytest.raises((Stale, Refused)):
            services.act(row.id, "answer", by=leader, on=today(), at=now(), seen_version=row.version, inputs={})


POSTS = ("officer", "leader")
RIGHTS = {("asked", "draft_answer"): "officer", ("drafted", "return_draft"): "leader", ("drafted", "answer"): "leader"}


@pytest.mark.parametrize("state", ["asked", "drafted"])
def test_every_post_for_every_act_on_an_opinion(asking: Asking, state: str) -> None:
    asking.ask(TRADE)
    if state == "drafted":
        asking.act(f"officer@{TRADE}", "draft_answer", answer="agree")
    row = asking.request()
    for action in ("draft_answer", "return_draft", "answer", "fall_silent", "revoke"):
        for who in (f"officer@{TRADE}", f"leader@{TRADE}", f"officer@{SCIENCE}", "env_appraiser", "commune_officer"):
            if who == f"{RIGHTS.get((state, action))}@{TRADE}":
                continue
            sent = {"seen_version": str(row.version), "reason": "x", "answer": "agree"}
            answer = asking.at(who).post(f"/opinions/{row.id}/{action}", data=sent)
            assert answer.status_code in (403, 404, 409), (who, action, answer.status_code)
    assert asking.request().state == state


def test_who_may_not_ask_is_refused_and_nothing_is_asked(asking: Asking) -> None:
    data = {"seen_version": "1", "agencies": [str(uuid.uuid4())], "question": "x", "days": "5"}
    for who, status in (("commune_officer", 403), ("env_appraiser", 403), (f"officer@{TRADE}", 404)):
        assert asking.at(who).post(f"/dossiers/{asking.story.id}/opinions", data=data).status_code == status
    assert asking.ask().status_code == 422
    assert asking.request() is None


def test_every_act_leaves_a_line_and_a_word(asking: Asking, app: Flask) -> None:
    asking.ask(TRADE)
    asking.act(f"officer@{TRADE}", "draft_answer", answer="agree")
    asking.act(f"leader@{TRADE}", "answer")
    asking.treat()
    with app.app_context():
        actions = db.session.scalars(select(Entry.action).order_by(Entry.number)).all()[-4:]
        kinds = set(db.session.scalars(select(Notice.kind)))
        assert verify(db.session()) == []
    assert actions == ["ask_opinions", "draft_answer", "answer", "treat_opinion"]
    assert {"opinion:asked", "opinion:to_approve", "opinion:answered"} <= kinds
