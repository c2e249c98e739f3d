"""A file is compared with what the office issued or keeps as signed, by its digest, and kept nowhere."""

import hashlib
import io
import tempfile
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from tests.lookup.paper_pages import address_of, change, shown
from tests.pages import Page
from tests.people import People
from tests.signatures import forge
from tests.signatures.desk import decision_of, keep, paper_of, post_file
from tests.story import Story
from workflow.lookup import comparing, verification
from workflow.lookup.hashing import HashedOnly
from workflow.papers.printed import reprint
from workflow.papers.signatures.models import PaperPrint
from workflow.papers.signatures.services import PRINTER, note_prints
from workflow.wall_clock import now


@pytest.fixture
def received(story: Story) -> Story:
    return story.up_to("environmental_appraisal")


@pytest.fixture
def issued(story: Story) -> Story:
    return story.up_to("delivery")


def printed(story: Story, form: str) -> bytes:
    with story.app.app_context():
        paper = paper_of(story, form)
        return reprint(paper.id, form, paper.facts)


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
    page = Page(post_file(client, address, second))
    assert "Đúng bản đã ký" in page.text
    assert "chưa được xác nhận là hợp lệ" in page.text  # nobody has judged it yet
    assert "Không phải bản này" in Page(post_file(client, address, forge.rotate(second))).text


def test_the_signed_file_of_one_paper_is_not_that_of_another(received: Story, client: FlaskClient) -> None:
    receipt, request = paper_of(received, "M01").id, paper_of(received, "TTR-XA").id
    signed = forge.sign(forge.document(), forge.signer())
    assert keep(received, receipt, signed, role="reception_desk").status_code == 303
    assert "Đúng bản đã ký" in Page(post_file(client, address_of(received, receipt), signed)).text
    other = Page(post_file(client, address_of(received, request), signed))
    assert "Không phải bản này (hoặc đã bị sửa)" in other.text


def test_a_file_finds_its_paper_without_a_code(issued: Story, client: FlaskClient) -> None:
    signed = forge.sign(forge.document(), forge.signer())
    keep(issued, decision_of(issued), signed)
    with issued.app.app_context():
        assert note_prints() >= 1
        assert note_prints() == 0
    page = Page(post_file(client, "/verify", signed))
    assert page.h1 == "Quyết định số 01/QĐ-UBND"
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
