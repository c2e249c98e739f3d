"""The public page of an issued paper: what it is, whether it is in force, whether a file is it. No person on it."""

import hashlib
import io
import tempfile
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, insert, select, update

from tests.pages import Page
from tests.people import People
from tests.signatures import forge
from tests.signatures.desk import code_of, decision_of, keep, paper_of, post_file
from tests.story import Story
from workflow.decisions.models import DecisionPaper
from workflow.dossiers.models import Dossier
from workflow.extensions import db, new_id
from workflow.lookup import comparing, verification
from workflow.lookup.hashing import HashedOnly
from workflow.papers.models import Paper
from workflow.papers.printed import render
from workflow.papers.secrets import paper_code
from workflow.papers.signatures.models import PaperPrint
from workflow.papers.signatures.services import PRINTER, note_prints
from workflow.register.models import Decision, Unit, UnitChange
from workflow.transactions import writing
from workflow.wall_clock import now, today

PERSONS = ("Ly Giờ Xá", "0912", "345 123", "Nậm Pung,", "mailto")


def address_of(story: Story, paper_id: uuid.UUID) -> str:
    return f"/verify/{code_of(story, paper_id)}"


def shown(story: Story, paper_id: uuid.UUID) -> Page:
    return Page(story.app.test_client().get(address_of(story, paper_id)))


def change(story: Story, statement: Any) -> None:
    with story.app.app_context(), writing() as session:
        session.execute(statement)


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
    for said in ("Quyết định: Công nhận số 01/QĐ-UBND", "Đang có hiệu lực", "Làng nghề mây tre đan", "Mường Hum"):
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
        assert answer.headers["Referrer-Policy"] == "no-referrer"
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
    bodies = {a.get_data(as_text=True).replace(f"/verify/{code}", "") for a, code in zip(answers, typed, strict=True)}
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


# files


def printed(story: Story, form: str) -> bytes:
    with story.app.app_context():
        return render(form, paper_of(story, form).facts)


def test_the_very_print_is_known_and_a_changed_byte_is_not(received: Story, client: FlaskClient) -> None:
    content, address = printed(received, "M01"), address_of(received, paper_of(received, "M01").id)
    assert "Đúng bản đã phát hành" in Page(post_file(client, address, content)).text
    for other in (content[:-1] + b"\0", content + b"\n", forge.document()):
        assert "Không phải bản này (hoặc đã bị sửa)" in Page(post_file(client, address, other)).text


def test_the_signed_file_is_known_and_the_one_before_it_too(issued: Story, client: FlaskClient) -> None:
    decision = decision_of(issued)
    assert "chưa so được tệp" in shown(issued, decision).text
    first, second = (forge.sign(forge.document(words), forge.signer()) for words in ("Mot", "Hai"))
    for content in (first, second):
        keep(issued, decision, content)
    address = address_of(issued, decision)
    assert "Đúng một bản đã ký trước đây" in Page(post_file(client, address, first)).text
    assert "Đúng bản đã ký" in Page(post_file(client, address, second)).text
    assert "Không phải bản này" in Page(post_file(client, address, forge.rotate(second))).text


def test_a_file_finds_its_paper_without_a_code(issued: Story, client: FlaskClient) -> None:
    signed = forge.sign(forge.document(), forge.signer())
    keep(issued, decision_of(issued), signed)
    with issued.app.app_context():
        assert note_prints() >= 1
        assert note_prints() == 0
    page = Page(post_file(client, "/verify", signed))
    assert page.h1 == "Quyết định: Công nhận số 01/QĐ-UBND"
    assert "Đúng bản đã ký" in page.text
    receipt = Page(post_file(client, "/verify", printed(issued, "M01")))
    assert receipt.h1 == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    assert "Đúng bản đã phát hành" in receipt.text
    assert "Không phải tệp mà cơ quan đã phát hành" in Page(post_file(client, "/verify", forge.document("Khac"))).text


def test_what_was_handed_in_is_nobodys_to_find(issued: Story, client: FlaskClient) -> None:
    with issued.app.app_context():
        assert comparing.find_by_digest(hashlib.sha256(b"CV-RESULTS").digest()) is None


def test_a_copy_stays_known_when_a_later_printer_sets_other_bytes(received: Story, client: FlaskClient) -> None:
    paper, old = paper_of(received, "M01").id, b"%PDF-1.7 as an older printer set it"
    row = {"paper_id": paper, "printer": "typst 0.1", "digest": hashlib.sha256(old).digest()}
    change(received, insert(PaperPrint).values(row))
    assert "Đúng bản đã phát hành" in Page(post_file(client, address_of(received, paper), old)).text
    assert "Đúng bản đã phát hành" in Page(post_file(client, "/verify", old)).text
    assert PRINTER.startswith("typst ")


def test_a_file_is_hashed_on_its_way_in_and_kept_nowhere(
    received: Story, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("a temporary file was made")

    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", refuse)
    big = b"%PDF-1.7\n" + b"x" * (5 * 1024 * 1024)
    address = address_of(received, paper_of(received, "M01").id)
    assert "Không phải bản này" in Page(post_file(client, address, big)).text


def test_the_hash_is_that_of_the_bytes_however_they_come() -> None:
    sink, content = HashedOnly(), bytes(range(256)) * 50
    for at in range(0, len(content), 37):
        assert sink.write(content[at : at + 37]) == len(content[at : at + 37])
    assert sink.seek(0) == 0
    assert (sink.digest, sink.size, sink.head) == (hashlib.sha256(content).digest(), len(content), content[:5])
    assert isinstance(sink, io.RawIOBase)


@pytest.mark.parametrize("where", ["/verify", "a paper"])
def test_no_file_is_asked_for_and_too_large_a_one_is_refused(received: Story, client: FlaskClient, where: str) -> None:
    address = where if where == "/verify" else address_of(received, paper_of(received, "M01").id)
    for content in (None, b""):
        answer = post_file(client, address, content)
        assert answer.status_code == 400
        assert "Xin chọn một tệp PDF" in Page(answer).text
    answer = post_file(client, address, b"x" * (20 * 1024 * 1024 + 70_000))
    assert answer.status_code == 413
    assert "lớn hơn 20 MB" in Page(answer).text


def test_a_visitor_compares_twenty_files_a_minute(received: Story, client: FlaskClient) -> None:
    address = address_of(received, paper_of(received, "M01").id)
    with time_machine.travel(now().replace(second=5), tick=False):
        for number in range(20):
            assert post_file(client, "/verify" if number % 2 else address, b"x").status_code == 200
        for where in ("/verify", address):
            answer = post_file(client, where, b"x")
            assert answer.status_code == 429
            assert "thử lại sau" in Page(answer).text
        elsewhere = {"REMOTE_ADDR": "10.0.0.9"}
        assert post_file(client, address, b"x", environ_base=elsewhere).status_code == 200
        assert client.get(address).status_code == 200


def test_the_page_speaks_english(received: Story, client: FlaskClient, page: Callable[[Any], Page]) -> None:
    client.set_cookie("language", "en")
    assert page(client.get(address_of(received, paper_of(received, "M01").id))).tree.get("lang") == "en"


def test_a_draft_has_no_paper_to_verify(app: Flask, people: People, story: Story) -> None:
    with app.app_context():
        assert verification.find_by_id(story.id) is None
