"""Papers over HTTP, and the command that checks the store."""

import io
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import update

from tests.papers.corpus import pdf
from tests.papers.desk import Draft, draft, receive
from tests.people import People
from workflow.dossiers.models import Dossier
from workflow.papers import queries
from workflow.papers.secrets import grouped, lookup_secret, lookup_token, token_hash
from workflow.transactions import writing


@pytest.fixture
def mine(app: Flask, people: People) -> Draft:
    return draft(app, people)


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


def test_reception_gives_code_hash_and_a_receipt_with_the_files_counted(
    app: Flask, people: People, mine: Draft
) -> None:
    mine.send((pdf(b"A"), "a.pdf"), (pdf(b"B"), "b.pdf"))
    got = receive(app, people, mine.id)
    assert got.code.startswith("H38.12-")
    with app.app_context():
        assert got.lookup_hash == token_hash(lookup_token(mine.id))
        secret = grouped(lookup_secret(mine.id))
    response = mine.client.get(f"/dossiers/{mine.id}/papers/{got.paper_id}.pdf", buffered=True)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    text = words(response.data)
    for said in (got.code, secret, "02 tệp", "Lò Thị Mẩy", "Ủy ban nhân dân xã Mường Hum", "ngày 15/01/2027"):
        assert said in text, said


def test_a_receipt_printed_twice_is_the_same_paper(app: Flask, people: People, mine: Draft) -> None:
    got = receive(app, people, mine.id)
    address = f"/dossiers/{mine.id}/papers/{got.paper_id}.pdf"
    first, second = (mine.client.get(address, buffered=True).data for _ in range(2))
    assert first == second


def test_the_receipt_of_another_commune_does_not_exist(app: Flask, people: People, mine: Draft) -> None:
    theirs = draft(app, people, commune="Bát Xát")
    got = receive(app, people, theirs.id)
    assert mine.client.get(f"/dossiers/{theirs.id}/papers/{got.paper_id}.pdf").status_code == 404
    assert mine.client.get(f"/dossiers/{mine.id}/papers/{got.paper_id}.pdf").status_code == 404
    assert mine.client.get(f"/dossiers/{theirs.id}/papers/preview/M01.pdf").status_code == 404


def test_the_desk_previews_what_it_would_issue(app: Flask, people: People, mine: Draft) -> None:
    desk = people.client(people("reception_desk", name="Nguyễn Thị Hồng Ngọc"))
    with app.app_context(), writing() as session:
        session.execute(update(Dossier).where(Dossier.id == mine.id).values(stage="submitted"))
    response = desk.get(f"/dossiers/{mine.id}/papers/preview/M01.pdf", buffered=True)
    assert response.status_code == 200
    text = words(response.data)
    assert "DỰ THẢO" in text
    assert "Nguyễn Thị Hồng Ngọc" in text
    assert mine.client.get(f"/dossiers/{mine.id}/papers/preview/M01.pdf").status_code == 403


def test_files_verify_reports_what_is_damaged(app: Flask, mine: Draft) -> None:
    mine.send((pdf(b"A"), "a.pdf"), (pdf(b"B"), "b.pdf"))
    run = app.test_cli_runner()
    assert run.invoke(args=["files", "verify"]).exit_code == 0
    kept = sorted(path for path in Path(app.config["FILES_DIR"]).rglob("*") if path.is_file())
    kept[0].write_bytes(b"bit rot")
    kept[1].unlink()
    told = run.invoke(args=["files", "verify"])
    assert told.exit_code == 1
    assert f"changed: {kept[0].name}" in told.output
    assert f"missing: {kept[1].name}" in told.output


def test_files_sweep_takes_only_what_no_dossier_refers_to(app: Flask, mine: Draft) -> None:
    mine.send((pdf(b"A"), "a.pdf"), (pdf(b"B"), "b.pdf"))
    with app.app_context():
        first = queries.attachments_of(mine.id)["CV-RESULTS"][0]
    mine.client.post(f"/dossiers/{mine.id}/attachments/{first.id}/remove")
    told = app.test_cli_runner().invoke(args=["files", "sweep", "--hours", "0"])
    assert "1 rows forgotten, 1 files deleted" in told.output
    assert app.test_cli_runner().invoke(args=["files", "verify"]).exit_code == 0
