"""Verdicts are made by the worker, belong to one trust store, and stand as a sentence beside each file."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.pages import Page
from tests.papers.corpus import picture
from tests.papers.desk import Draft, draft
from tests.people import People
from tests.signatures import forge
from workflow.extensions import db
from workflow.papers.signatures import services
from workflow.papers.signatures.checking import Judgement
from workflow.papers.signatures.models import SignatureVerdict
from workflow.papers.signatures.services import judge_waiting
from workflow.papers.signatures.verdicts import Verdict, told
from workflow.papers.storage import store
from workflow.wall_clock import now

VALID, ALTERED = "Chữ ký số hợp lệ: Nguyễn Văn A, ký lúc", "Tệp đã bị sửa sau khi ký"


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    return forge.trust_store(tmp_path / "trust")


@pytest.fixture
def settings(trust: Path) -> dict[str, Any]:
    return {"TRUST_STORE": str(trust)}


@pytest.fixture
def dossier(app: Flask, people: People) -> Draft:
    return draft(app, people)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The judge stays away; the files it would have been given are listed."""
    asked: list[Path] = []

    def note(path: Path, trusted: object) -> Judgement:
        asked.append(path)
        return Judgement(Verdict.UNREADABLE, [])

    monkeypatch.setattr(services, "judge_file", note)
    return asked


def work(app: Flask) -> int:
    with app.app_context():
        return judge_waiting(now)


def rows(app: Flask) -> list[Any]:
    with app.app_context():
        return list(db.session.execute(select(SignatureVerdict.__table__)).all())


def shown(dossier: Draft) -> Page:
    return Page(dossier.client.get(f"/dossiers/{dossier.id}"))


def test_an_uploaded_file_is_judged_by_the_worker_and_told_in_a_sentence(app: Flask, dossier: Draft) -> None:
    signed = forge.sign(forge.document(), forge.signer())
    dossier.send((signed, "tờ trình.pdf"), (forge.flip(signed), "bản sửa.pdf"), (forge.document(), "trơn.pdf"))
    assert shown(dossier).text.count("Đang kiểm tra chữ ký số") == 3
    assert work(app) == 3
    text = shown(dossier).text
    for sentence in (VALID, "; phủ toàn bộ tệp", ALTERED, "Không có chữ ký số"):
        assert sentence in text, sentence
    assert "Đang kiểm tra" not in text
    assert work(app) == 0


def test_a_picture_has_nothing_to_judge(app: Flask, dossier: Draft) -> None:
    dossier.send((picture("PNG"), "ảnh.png"))
    assert work(app) == 0
    assert "chữ ký số" not in shown(dossier).text


def test_another_trust_store_makes_every_verdict_anew(app: Flask, dossier: Draft, trust: Path) -> None:
    dossier.send((forge.sign(forge.document(), forge.signer()), "tờ trình.pdf"))
    assert work(app) == 1
    (trust / "root-0.pem").unlink()
    forge.trust_store(trust, forge.stranger())
    assert "Đang kiểm tra chữ ký số" in shown(dossier).text
    assert work(app) == 1
    assert "chứng thư không thuộc danh sách tin cậy" in shown(dossier).text
    assert [row.tries for row in rows(app)] == [1]


def test_a_file_that_could_not_be_judged_is_tried_three_times(app: Flask, dossier: Draft, calls: list[Path]) -> None:
    dossier.send((forge.sign(forge.document(), forge.signer()), "tờ trình.pdf"))
    for hours in (0, 0, 2, 4, 6, 8):
        with app.app_context():
            judge_waiting(lambda later=hours: now() + timedelta(hours=later))
    assert len(calls) == 3
    assert "Không kiểm tra được chữ ký số" in shown(dossier).text


def test_bytes_that_are_gone_stop_nobody(app: Flask, dossier: Draft) -> None:
    dossier.send((forge.document(), "một.pdf"), (forge.document("khac"), "hai.pdf"))
    with app.app_context():
        gone = next(store().root.glob("??/??/*"))
        gone.unlink()
    assert work(app) == 2
    assert sorted(row.verdict for row in rows(app)) == ["unreadable", "unsigned"]


def test_a_run_has_its_budget(app: Flask, dossier: Draft, calls: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    dossier.send((forge.document(), "một.pdf"), (forge.document("khac"), "hai.pdf"))
    monkeypatch.setattr(services, "BUDGET", -1.0)
    assert work(app) == 0
    assert calls == []


def test_an_upload_asks_the_worker_to_hurry(dossier: Draft) -> None:
    asked: list[object] = []
    with services.files_wait.connected_to(lambda sender: asked.append(sender)):
        dossier.send((forge.document(), "một.pdf"))
        dossier.send((b"not a file we take", "hai.pdf"))
    assert len(asked) == 1


def signer(name: str, verdict: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "serial": "1", "at": None, "stamped": False, "verdict": verdict} | more


SENTENCES: dict[str, tuple[Verdict, list[dict[str, Any]]]] = {
    "Chữ ký số hợp lệ: A, ký lúc 02/03/2026 15:00; phủ toàn bộ tệp":
        (Verdict.VALID, [signer("A", "valid", at="2026-03-02T08:00:00+00:00")]),
    "Chữ ký số hợp lệ: A, ký lúc 02/03/2026 15:00 theo dấu thời gian; B, không ghi giờ ký; phủ toàn bộ tệp": (
        Verdict.VALID,
        [signer("A", "valid", at="2026-03-02T08:00:00+00:00", stamped=True), signer("B", "valid")],
    ),
    "Có chữ ký số (A, không ghi giờ ký), chưa xác định được độ tin cậy: hệ thống chưa có danh sách chứng thư tin cậy":
        (Verdict.UNDETERMINED, [signer("A", "undetermined")]),
    "Chứng thư đã hết hạn lúc ký (B, không ghi giờ ký). Tệp có 2 chữ ký số.":
        (Verdict.EXPIRED, [signer("A", "valid"), signer("B", "expired")]),
    "Tệp đã bị sửa sau khi ký (không ghi tên, không ghi giờ ký)": (Verdict.ALTERED, [signer("", "altered")]),
    "Không có chữ ký số": (Verdict.UNSIGNED, []),
}  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_verdict_is_one_sentence(app: Flask, sentence: str) -> None:
    with app.test_request_context():
        assert told(*SENTENCES[sentence]).sentence == sentence


def test_a_name_in_a_certificate_is_text(app: Flask, dossier: Draft, page: Callable[[Any], Page]) -> None:
    hostile = forge.certify("<b>%(who)s</b>\u202e{{ 7*7 }}", forge.root())
    dossier.send((forge.sign(forge.document(), hostile), "tờ trình.pdf"))
    work(app)
    html = shown(dossier).html
    assert "&lt;b&gt;%(who)s&lt;/b&gt; {{ 7*7 }}" in html
    assert "\u202e" not in html
