"""The public page of an issued paper: what it is, whether it is in force, whether a file is it. No person on it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, insert, select, update

from tests.lookup.paper_pages import address_of, change, shown
from tests.pages import timeless
from tests.signatures import forge
from tests.signatures.desk import code_of, decision_of, keep, paper_of
from tests.story import Story
from workflow.decisions.models import DecisionPaper
from workflow.dossiers.models import Dossier
from workflow.extensions import db, new_id
from workflow.lookup import verification
from workflow.papers.models import Paper
from workflow.papers.secrets import paper_code
from workflow.register.models import Decision, Unit, UnitChange
from workflow.wall_clock import today

PERSONS = ("Ly Giờ Xá", "0912", "345 123", "Nậm Pung,", "mailto")


@pytest.fixture
def received(story: Story) -> Story:
    return story.up_to("environmental_appraisal")


@pytest.fixture
def issued(story: Story) -> Story:
    return story.up_to("delivery")


def test_a_receipt_says_what_it_is_and_that_it_is_in_force(received: Story) -> None:
    page = shown(received, paper_of(received, "M01").id)
    assert page.h1 == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    for said in ("Đang có hiệu lực", f"{today():%d/%m/%Y}", "Sở Nông nghiệp và Môi trường tỉnh Lào Cai", "Mường Hum"):
        assert said in page.text, said


def test_a_decision_says_its_number_and_the_unit_of_the_register(issued: Story) -> None:
    page = shown(issued, decision_of(issued))
    for said in ("Quyết định số 01/QĐ-UBND", "Công nhận", "Đang có hiệu lực", "Làng nghề mây tre đan", "Mường Hum"):
        assert said in page.text, said
    assert any("/register/" in link for link in page.links.values())


@pytest.mark.parametrize("kind", ["receipt", "decision"])
def test_nobody_is_named_on_the_page(issued: Story, kind: str) -> None:
    keep(issued, decision_of(issued), forge.sign(forge.document(), forge.signer()))
    html = shown(issued, decision_of(issued) if kind == "decision" else paper_of(issued, "M01").id).html
    names = [issued.people.person(someone).name for someone in issued.cast.values()]
    for private in (*PERSONS, *names, forge.SIGNER, str(issued.id), str(issued.row.code)):
        assert private not in html, private


def test_other_sites_and_search_engines_learn_nothing(received: Story, client: FlaskClient) -> None:
    for address in (address_of(received, paper_of(received, "M01").id), "/verify", "/verify/x"):
        answer = client.get(address)
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Cache-Control"] == "no-store"


# codes


def wrong_codes(story: Story) -> dict[str, str]:
    good = code_of(story, paper_of(story, "M01").id)
    with story.app.app_context():
        nowhere = paper_code(uuid.UUID(int=12))
    return {
        "no code": "x", "a wrong seal": good[:-1] + ("0" if good[-1] != "0" else "1"), "a good seal, no paper": nowhere,
        "another paper's seal": nowhere[:33] + good[33:], "too long": good + "0", "the bare id": good[:32],
    }  # fmt: skip


def test_every_wrong_code_gets_one_and_the_same_answer(received: Story, client: FlaskClient) -> None:
    answers = [client.get(f"/verify/{code}") for code in wrong_codes(received).values()]
    assert {answer.status_code for answer in answers} == {404}
    typed = wrong_codes(received).values()
    bodies = {timeless(answer).replace(f"/verify/{code}", "") for answer, code in zip(answers, typed, strict=True)}
    assert len(bodies) == 1
    own = {"Content-Length", "Set-Cookie"}
    assert len({tuple((name, value) for name, value in a.headers if name not in own) for a in answers}) == 1


def test_every_wrong_code_costs_the_same_statements(received: Story) -> None:
    counts, statements = {}, []
    with received.app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        for name, code in wrong_codes(received).items():
            statements.clear()
            assert verification.find_by_code(code) is None
            counts[name] = len([one for one in statements if one.startswith("SELECT")])
    assert set(counts.values()) == {2}


def test_a_code_is_understood_however_it_is_typed(received: Story, client: FlaskClient) -> None:
    code = code_of(received, paper_of(received, "M01").id)
    typed = f" {code[:8].upper()} {code[8:33]} {code[33:].lower().replace('0', 'o').replace('1', 'l')} "
    answer = client.get("/verify", query_string={"code": typed})
    assert answer.status_code == 303
    assert answer.location == f"/verify/{code}"
    assert client.get("/verify", query_string={"code": "../../x?y"}).status_code == 303


# in force, or not


def test_the_receipt_of_a_dossier_that_is_closed_is_done_with(received: Story) -> None:
    received.step("stop", "dept_leader", reason="Trùng với hồ sơ đã có")
    assert "Hồ sơ đã kết thúc nên giấy này không còn dùng" in shown(received, paper_of(received, "M01").id).text
    assert "Đang có hiệu lực" in shown(received, paper_of(received, "M05").id).text


def test_an_extension_changes_the_day_until_another_takes_its_place(story: Story) -> None:
    story.up_to("department_review")
    new = story.row.due_on + timedelta(weeks=2)
    story.step("extend", "dept_leader", reason="Phải kiểm tra thực tế", extended_to=new.isoformat())
    paper = paper_of(story, "M04")
    assert "Đang có hiệu lực" in shown(story, paper.id).text
    assert f"Ngày hẹn trả đã đổi thành {new:%d/%m/%Y}" in shown(story, paper_of(story, "M01").id).text
    later = dict(paper._mapping) | {"id": new_id(), "entry_number": paper.entry_number + 1}
    change(story, insert(Paper).values(later))
    assert "Đã được thay bằng giấy mới hơn" in shown(story, paper.id).text
    assert "Đang có hiệu lực" in shown(story, later["id"]).text


def test_a_request_for_supplements_is_in_force_while_it_is_open(old_story: Story) -> None:
    old_story.up_to("department_review")
    old_story.step("ask_supplement", "dept_officer", reason="Bổ sung danh sách hộ")
    paper = paper_of(old_story, "M02")
    assert "Đang có hiệu lực" in shown(old_story, paper.id).text
    change(old_story, update(Dossier).where(Dossier.id == old_story.id).values(hold=None))
    assert "đã được trả lời hoặc đã kết thúc" in shown(old_story, paper.id).text


def test_a_number_that_has_not_gone_out_has_no_force_and_names_no_unit(story: Story) -> None:
    page = shown(story.up_to("issuance"), decision_of(story))
    assert "Chưa phát hành, chưa có hiệu lực" in page.text
    assert "Làng nghề mây tre đan" not in page.text


def test_a_void_number_says_so(story: Story) -> None:
    story.up_to("issuance")
    decision = decision_of(story)
    clerk = story.people.client(story.who("province_clerk"))
    assert clerk.post(f"/decisions/{decision}/void", data={"reason": "Ghi nhầm"}).status_code == 303
    page = shown(story, decision)
    assert "Số đã hủy: văn bản này không có giá trị" in page.text
    assert "Ghi nhầm" not in page.text


def entered(story: Story) -> Any:
    wanted = select(Decision.__table__).where(Decision.dossier_id == story.id, Decision.kind == "recognise")
    with story.app.app_context():
        return db.session.execute(wanted).one()


def test_a_recognition_that_was_revoked_is_no_longer_in_force(issued: Story) -> None:
    row = dict(entered(issued)._mapping)
    revoked = row | {"id": new_id(), "kind": "revoke", "number": "77/QĐ-UBND", "dossier_id": None}
    change(issued, insert(Decision).values(revoked))
    change(issued, update(Unit).where(Unit.id == row["unit_id"]).values(status="revoked", revoked_on=today()))
    page = shown(issued, decision_of(issued))
    assert "Không còn hiệu lực: việc công nhận đã bị thu hồi" in page.text
    assert "thu hồi công nhận bằng Quyết định số 77/QĐ-UBND" in page.text


def test_a_decision_that_was_corrected_says_by_which(issued: Story) -> None:
    row = entered(issued)
    corrected = {
        "id": new_id(), "unit_id": row.unit_id, "dossier_id": issued.id, "field": "name", "position": 0,
        "before": "Thêu", "after": "Thêu ren", "number": "88/QĐ-UBND", "decided_on": today(), "corrects_id": row.id,
    }  # fmt: skip
    change(issued, insert(UnitChange).values(corrected))
    change(issued, update(DecisionPaper).where(DecisionPaper.id == decision_of(issued)).values(issued_on=today()))
    page = shown(issued, decision_of(issued))
    assert "Đang có hiệu lực, đã được đính chính" in page.text
    assert "Đính chính bằng Quyết định số 88/QĐ-UBND" in page.text


def test_a_form_that_this_page_has_never_heard_of_is_still_a_paper(received: Story) -> None:
    paper = paper_of(received, "M01").id
    change(received, update(Paper).where(Paper.id == paper).values(form="X9", facts={}))
    page = shown(received, paper)
    assert page.h1 == "Giấy tờ của hồ sơ"
    assert "chưa so được tệp" in page.text


def test_a_paper_of_officers_says_what_it_is_and_what_took_its_place(issued: Story) -> None:
    """The decision as a paper lives with its number in the book; its earlier versions say that a newer one came."""
    with issued.app.app_context():
        wanted = select(Paper).where(Paper.dossier_id == issued.id, Paper.form == "QD-CN").order_by(Paper.entry_number)
        papers = [(row.id, row.facts) for row in db.session.scalars(wanted)]
    *earlier, (last, facts) = papers
    page = shown(issued, last)
    assert page.h1.startswith("Quyết định công nhận số ")
    for said in ("Đang có hiệu lực", f"{facts['number']}/{facts['symbol']}"):
        assert said in page.text
    for person in PERSONS:
        assert person not in page.text
    for paper_id, _facts in earlier:
        assert "Đang có hiệu lực" not in shown(issued, paper_id).text
