"""Files of a dossier, over HTTP: what an officer of a commune does and reads."""

import io
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages import Page
from tests.papers.corpus import HOSTILE, pdf
from tests.papers.desk import Draft, count, draft, hand_in
from tests.people import People
from workflow.papers import queries
from workflow.papers.models import Attachment, StoredFile
from workflow.wall_clock import now

A, B = pdf(b"A"), pdf(b"B")


@pytest.fixture
def mine(app: Flask, people: People) -> Draft:
    return draft(app, people)


def files(app: Flask, dossier: Draft, part: str = "CV-RESULTS") -> list[queries.AttachmentRow]:
    with app.app_context():
        return list(queries.attachments_of(dossier.id).get(part, ()))


def fetch(client: FlaskClient, dossier_id: uuid.UUID, attachment_id: uuid.UUID) -> Any:
    """Download a file to the end, as a browser does, and close it."""
    return client.get(f"/dossiers/{dossier_id}/attachments/{attachment_id}", buffered=True)


def test_files_of_a_part_are_kept_under_their_vietnamese_names(app: Flask, mine: Draft) -> None:
    response = mine.send((A, "Kết quả năm 2025.pdf"), (B, "Kết quả năm 2026.pdf"))
    assert response.status_code == 303
    assert [file.name for file in files(app, mine)] == ["Kết quả năm 2025.pdf", "Kết quả năm 2026.pdf"]
    with app.app_context():
        assert queries.attached_parts(mine.id) == {"CV-RESULTS"}


def test_the_form_brings_the_person_back_to_a_page_of_this_dossier_only(mine: Draft) -> None:
    here = f"/dossiers/{mine.id}/request/papers"
    assert mine.send((A, "a.pdf"), back=f"{here}#CV-RESULTS").location == f"{here}#CV-RESULTS"
    for elsewhere in ("https://evil.example/", "//evil.example", "/dossiers/other", f"/dossiers/{mine.id}/../x"):
        assert mine.send((A, "a.pdf"), back=elsewhere).location == f"/dossiers/{mine.id}"


def test_a_good_file_is_kept_although_another_is_refused(app: Flask, mine: Draft, page: Callable[[Any], Page]) -> None:
    name, content, word = HOSTILE["program called pdf"]
    shown = page(mine.send((A, "tốt.pdf"), (content, name)))
    assert shown.status == 400
    assert word in shown.text
    assert "Đã lưu tốt.pdf" in shown.text
    assert [file.name for file in files(app, mine)] == ["tốt.pdf"]


def test_a_refused_file_leaves_no_bytes_and_no_row(app: Flask, mine: Draft) -> None:
    for name, content, _word in HOSTILE.values():
        assert mine.send((content, name)).status_code == 400
    assert count(app, StoredFile) == 0
    assert [path for path in Path(app.config["FILES_DIR"]).rglob("*") if path.is_file()] == []


def test_the_same_bytes_in_the_same_part_are_pointed_out_and_not_added(app: Flask, mine: Draft) -> None:
    mine.send((A, "a.pdf"))
    assert mine.send((A, "bản sao.pdf")).status_code == 303
    assert [file.name for file in files(app, mine)] == ["a.pdf"]
    mine.send((A, "a.pdf"), part="CV-ENV")
    assert count(app, Attachment) == 2
    assert count(app, StoredFile) == 1


def test_nothing_chosen_is_said_in_words(mine: Draft, page: Callable[[Any], Page]) -> None:
    shown = page(mine.send())
    assert shown.status == 400
    assert "Chưa chọn tệp nào" in shown.text


def test_a_part_that_the_dossier_does_not_have_does_not_exist(mine: Draft) -> None:
    assert mine.send((A, "a.pdf"), part="TC-SUMMARY").status_code == 404
    assert mine.send((A, "a.pdf"), part="nonsense").status_code == 404


def test_a_file_of_101_megabytes_is_refused_by_name(mine: Draft, page: Callable[[Any], Page]) -> None:
    shown = page(mine.send((b"%PDF-" + b"0" * (101 * 1024 * 1024), "quá to.pdf")))
    assert shown.status == 400
    assert "“quá to.pdf” lớn hơn 100 MB" in shown.text


def test_a_stranger_is_sent_to_the_door_and_leaves_nothing(app: Flask, mine: Draft) -> None:
    stranger = Draft(mine.id, mine.officer, app.test_client())
    assert stranger.send((A, "a.pdf")).status_code == 401
    assert stranger.send((b"0" * 2_000_000, "to.pdf")).status_code in {401, 413}
    assert count(app, Attachment) == 0


def test_a_download_cannot_run_in_the_browser(app: Flask, mine: Draft) -> None:
    mine.send((A, "Đơn đề nghị.pdf"))
    response = fetch(mine.client, mine.id, files(app, mine)[0].id)
    assert response.data == A
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert (
        "filename*=UTF-8''%C4%90%C6%A1n%20%C4%91%E1%BB%81%20ngh%E1%BB%8B.pdf" in response.headers["Content-Disposition"]
    )
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"


def test_the_file_of_another_commune_does_not_exist(app: Flask, people: People, mine: Draft) -> None:
    theirs = draft(app, people, commune="Bát Xát")
    theirs.send((A, "a.pdf"))
    file = files(app, theirs)[0]
    assert fetch(mine.client, theirs.id, file.id).status_code == 404
    assert fetch(mine.client, mine.id, file.id).status_code == 404
    for dossier in (theirs.id, mine.id):
        for act in ("remove", "replace"):
            data = {"files": (io.BytesIO(B), "b.pdf")}
            assert mine.client.post(f"/dossiers/{dossier}/attachments/{file.id}/{act}", data=data).status_code == 404
    intruder = Draft(theirs.id, mine.officer, mine.client)
    assert intruder.send((B, "b.pdf")).status_code == 404
    assert [row.name for row in files(app, theirs)] == ["a.pdf"]


def test_a_leader_reads_the_files_but_does_not_attach(app: Flask, people: People, mine: Draft) -> None:
    mine.send((A, "a.pdf"))
    leader = people.client(people("commune_leader"))
    assert fetch(leader, mine.id, files(app, mine)[0].id).status_code == 200
    data = {"part": "CV-RESULTS", "files": (io.BytesIO(B), "b.pdf")}
    assert leader.post(f"/dossiers/{mine.id}/attachments", data=data).status_code == 403
    assert len(files(app, mine)) == 1


def test_a_draft_file_is_replaced_and_removed_without_a_trace(app: Flask, mine: Draft) -> None:
    mine.send((A, "a.pdf"))
    old = files(app, mine)[0]
    data = {"files": (io.BytesIO(B), "b.pdf")}
    assert mine.client.post(f"/dossiers/{mine.id}/attachments/{old.id}/replace", data=data).status_code == 303
    new = files(app, mine)[0]
    assert (new.name, count(app, Attachment)) == ("b.pdf", 1)
    assert mine.client.post(f"/dossiers/{mine.id}/attachments/{new.id}/remove").status_code == 303
    assert count(app, Attachment) == 0


def test_what_was_handed_in_is_replaced_but_never_lost(app: Flask, mine: Draft, page: Callable[[Any], Page]) -> None:
    mine.send((A, "a.pdf"))
    hand_in(app, mine.id, now() + timedelta(seconds=1))
    old = files(app, mine)[0]
    refused = page(mine.client.post(f"/dossiers/{mine.id}/attachments/{old.id}/remove"))
    assert refused.status == 400
    assert "đã nộp cùng hồ sơ" in refused.text
    data = {"files": (io.BytesIO(B), "b.pdf")}
    mine.client.post(f"/dossiers/{mine.id}/attachments/{old.id}/replace", data=data)
    assert [row.name for row in files(app, mine)] == ["b.pdf"]
    assert fetch(mine.client, mine.id, old.id).data == A
    assert "a.pdf" in page(mine.client.get(f"/dossiers/{mine.id}/request/papers")).text


def test_the_page_of_papers_works_without_javascript(app: Flask, mine: Draft, page: Callable[[Any], Page]) -> None:
    mine.send((A, "Kết quả.pdf"))
    shown = page(mine.client.get(f"/dossiers/{mine.id}/request/papers"))
    assert "Kết quả.pdf" in shown.text
    assert "Chưa có" in shown.text
    fields = [field for field in shown.all("input") if field.get("type") == "file"]
    assert len(fields) >= 4
    assert all(re.fullmatch(r"[a-z.,]+", field.get("accept") or "") for field in fields)


def test_bytes_that_are_gone_are_a_page_and_not_a_fault(app: Flask, mine: Draft, page: Callable[[Any], Page]) -> None:
    mine.send((A, "a.pdf"))
    for path in Path(app.config["FILES_DIR"]).rglob("*"):
        if path.is_file():
            path.unlink()
    shown = page(fetch(mine.client, mine.id, files(app, mine)[0].id))
    assert shown.status == 404
    assert "không còn trong kho" in shown.text


def test_a_rename_that_fails_writes_no_row(app: Flask, mine: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        mine.send((A, "a.pdf"))
    assert count(app, StoredFile) == count(app, Attachment) == 0
