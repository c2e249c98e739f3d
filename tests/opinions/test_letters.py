"""Who asks sees the letter first, who answers sees the slip: the very papers that are fixed then."""

from typing import Any

from flask import Flask
from sqlalchemy import func, select

from tests.opinions.test_opinions import SCIENCE, TRADE, Asking, asking
from tests.papers.demo import papers_of
from tests.papers.test_papers_out import pages as pages_of
from workflow.extensions import db
from workflow.papers.models import Paper
from workflow.papers.printed import render

__all__ = ["asking"]
QUESTION = "Sản phẩm có thị trường không?"


def words(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


def printed(asking: Asking, form: str) -> str:
    paper = papers_of(asking.story.app, asking.story.id, form)[-1]
    with asking.story.app.app_context():
        return words(render(paper.form, paper.facts))


def how_many(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Paper)).scalar_one()


def letter(asking: Asking, **changed: Any) -> Any:
    data = {
        "agencies": [str(asking.people[f"officer@{kind}"].agency_id) for kind in (TRADE, SCIENCE)],
        "question": QUESTION, "days": "5", "papers": ["declared"],
    }  # fmt: skip
    return asking.at("dept_officer").post(f"/dossiers/{asking.story.id}/opinions/letter.pdf", data=data | changed)


def test_the_letter_is_seen_before_it_is_sent(asking: Asking, app: Flask) -> None:
    before = how_many(app)
    seen = letter(asking)
    assert (seen.status_code, seen.mimetype) == (200, "application/pdf")
    assert QUESTION in words(seen.data)
    assert how_many(app) == before, "a preview writes nothing"
    asking.ask(TRADE, SCIENCE)
    assert words(seen.data) == printed(asking, "CV-YK")


def test_a_second_letter_says_which_it_follows_before_and_after(asking: Asking) -> None:
    asking.ask(SCIENCE)
    asking.act(f"officer@{SCIENCE}", "draft_answer", SCIENCE, answer="agree")
    asking.act(f"leader@{SCIENCE}", "answer", SCIENCE)
    seen = letter(
        asking, question="Còn nguồn gốc nguyên liệu?", agencies=[str(asking.people[f"officer@{TRADE}"].agency_id)]
    )
    asking.ask(TRADE)
    first, second = papers_of(asking.story.app, asking.story.id, "CV-YK")
    assert second.facts["replaces"]["paper"] == str(first.id)
    assert "Còn nguồn gốc nguyên liệu?" in words(seen.data)


def test_a_letter_without_a_question_says_so_and_keeps_what_was_typed(asking: Asking) -> None:
    answer = letter(asking, question="", days="7")
    assert answer.status_code == 422
    assert 'value="7"' in answer.text


def test_only_who_may_ask_sees_the_letter(asking: Asking) -> None:
    answer = asking.at("commune_officer").post(
        f"/dossiers/{asking.story.id}/opinions/letter.pdf", data={"question": "a"}
    )
    assert answer.status_code == 403


def test_the_slip_is_seen_before_it_is_sent(asking: Asking, app: Flask) -> None:
    asking.ask(TRADE)
    asking.act(f"officer@{TRADE}", "draft_answer", answer="disagree", remarks="Chưa có hợp đồng bao tiêu.")
    address = f"/opinions/{asking.request().id}"
    leader = asking.at(f"leader@{TRADE}")
    assert f"{address}/answer/slip.pdf" in leader.get(address).text
    seen = leader.post(f"{address}/answer/slip.pdf")
    assert (seen.status_code, seen.mimetype) == (200, "application/pdf")
    assert "Chưa có hợp đồng bao tiêu." in words(seen.data)
    assert asking.request().state == "drafted", "a preview sends nothing"
    asking.act(f"leader@{TRADE}", "answer")
    sent, _code_to_verify_it = printed(asking, "PHIEU-YK").split(" Kiểm tra văn bản")
    assert words(seen.data) == sent


def test_the_slip_is_only_for_who_sends_it(asking: Asking) -> None:
    asking.ask(TRADE)
    asking.act(f"officer@{TRADE}", "draft_answer", answer="agree")
    address = f"/opinions/{asking.request().id}"
    assert asking.at(f"officer@{TRADE}").post(f"{address}/answer/slip.pdf").status_code == 403
    assert asking.at(f"officer@{SCIENCE}").post(f"{address}/answer/slip.pdf").status_code == 404
    assert asking.at(f"leader@{TRADE}").post(f"{address}/return_draft/slip.pdf").status_code in (404, 409)
