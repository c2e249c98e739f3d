"""The office with a virus scanner: nothing leaves before its verdict, nothing infected ever does; people are told."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.pages import Page
from tests.papers.corpus import pdf
from tests.papers.desk import Draft, draft
from tests.papers.scanners import EICAR, FOUND, daemon, impostor, says
from tests.people import People
from workflow.dossiers.scanning import scan_all, scan_due
from workflow.extensions import db
from workflow.notices.models import Notice
from workflow.papers import queries, scans
from workflow.papers.models import FileScan
from workflow.transactions import writing
from workflow.wall_clock import now, today

CLEAN, BAD = pdf(b"A"), pdf(EICAR)


@pytest.fixture(scope="module")
def scanner() -> Iterator[str]:
    with daemon() as address:
        yield address


@pytest.fixture
def settings(scanner: str) -> dict[str, Any]:
    return {"CLAMD": scanner}


@pytest.fixture
def mine(app: Flask, people: People) -> Draft:
    return draft(app, people)


def only(app: Flask, mine: Draft) -> queries.AttachmentRow:
    with app.app_context():
        (row,) = queries.attachments_of(mine.id)["CV-RESULTS"]
    return row


def scan_of(app: Flask, mine: Draft) -> str:
    row = only(app, mine)
    with app.app_context():
        return row.scan


def work(app: Flask, later: timedelta = timedelta(0)) -> int:
    with app.app_context():
        return scan_due(today(), now() + later)


def address(mine: Draft, row: queries.AttachmentRow) -> str:
    return f"/dossiers/{mine.id}/attachments/{row.id}"


def test_nothing_leaves_before_the_verdict_and_everything_clean_does_after(
    app: Flask, mine: Draft, page: Callable[[Any], Page]
) -> None:
    mine.send((CLEAN, "a.pdf"))
    here = address(mine, only(app, mine))
    for door in (here, f"{here}/preview"):
        waiting = page(mine.client.get(door))
        assert waiting.status == 409
        assert "đang chờ quét vi-rút" in waiting.text
    shown = page(mine.client.get(f"/dossiers/{mine.id}/request/papers"))
    assert "Đang chờ quét vi-rút" in shown.text
    assert here not in [link.get("href") for link in shown.all("a")]
    assert work(app) == 1
    assert mine.client.get(here, buffered=True).data == CLEAN
    assert work(app) == 0


def test_what_is_infected_never_leaves_and_everybody_concerned_is_told(
    app: Flask, people: People, mine: Draft, page: Callable[[Any], Page]
) -> None:
    administrator, colleague = people("administrator"), people("commune_officer")
    mine.send((BAD, "Kết quả.pdf"))
    assert work(app) == 1
    here = address(mine, only(app, mine))
    for door in (here, f"{here}/preview"):
        refused = page(mine.client.get(door))
        assert refused.status == 409
        assert FOUND in refused.text
    assert "Có mã độc" in page(mine.client.get(f"/dossiers/{mine.id}")).text
    assert "Cần tệp sạch" in page(mine.client.get(f"/dossiers/{mine.id}/request/papers")).text
    with app.app_context():
        assert "CV-RESULTS" not in queries.attached_parts(mine.id)
        told = db.session.execute(select(Notice.account_id, Notice.kind, Notice.path)).all()
        assert scan_all(today(), now()) == 0
        assert len(db.session.execute(select(Notice.id)).all()) == len(told)
    assert {row.account_id for row in told} == {mine.officer.id, colleague.id, administrator.id}
    assert {row.kind for row in told} == {"file:infected"}
    assert {row.account_id: row.path for row in told}[administrator.id] == "/admin/jobs"


def test_what_is_infected_stays_so_when_the_scanner_is_taken_away(app: Flask, mine: Draft) -> None:
    mine.send((BAD, "a.pdf"))
    work(app)
    app.config["CLAMD"] = ""
    assert mine.client.get(address(mine, only(app, mine))).status_code == 409


def test_a_verdict_on_bytes_holds_wherever_they_are_attached(app: Flask, people: People, mine: Draft) -> None:
    mine.send((CLEAN, "a.pdf"))
    work(app)
    other = draft(app, people, commune="Bát Xát")
    other.send((CLEAN, "b.pdf"))
    assert scan_of(app, other) == "safe"
    assert other.client.get(address(other, only(app, other)), buffered=True).status_code == 200


@pytest.mark.parametrize("words", [b"ERROR\0", b"", b"stream: OK\0x"])
def test_without_a_verdict_it_is_asked_again_later_and_later(app: Flask, mine: Draft, words: bytes) -> None:
    mine.send((CLEAN, "a.pdf"))
    real = app.config["CLAMD"]
    waits = []
    with impostor(says(words)) as broken:
        app.config["CLAMD"] = broken
        later = timedelta(0)
        for _try in range(9):
            assert work(app, later) == 0
            with app.app_context():
                row = db.session.execute(select(FileScan.__table__)).one()
            waits.append(round((row.next_at - now() - later).total_seconds() / 60))
            later = row.next_at - now() + timedelta(seconds=1)
    assert waits[:4] == [1, 2, 4, 8]
    assert max(waits) == 60
    assert (row.state, row.attempts, bool(row.last_error)) == ("pending", 9, True)
    assert mine.client.get(address(mine, only(app, mine))).status_code == 409
    app.config["CLAMD"] = real
    assert work(app, later) == 1
    assert scan_of(app, mine) == "safe"


def test_files_from_before_the_scanner_are_shown_to_it(app: Flask, mine: Draft) -> None:
    app.config["CLAMD"], real = "", app.config["CLAMD"]
    mine.send((CLEAN, "a.pdf"))
    assert mine.client.get(address(mine, only(app, mine)), buffered=True).status_code == 200
    app.config["CLAMD"] = real
    assert mine.client.get(address(mine, only(app, mine))).status_code == 409
    with app.app_context():
        assert scan_all(today(), now()) == 1
    assert mine.client.get(address(mine, only(app, mine)), buffered=True).status_code == 200


def test_two_workers_write_one_verdict(app: Flask, mine: Draft) -> None:
    mine.send((CLEAN, "a.pdf"))
    digest = only(app, mine).digest
    with app.app_context():
        with writing() as session:
            assert scans.record(session, digest, "", now())
        with writing() as session:
            assert not scans.record(session, digest, "Late.Verdict", now())
    assert scan_of(app, mine) == "safe"


def test_bytes_that_are_gone_get_no_verdict(app: Flask, mine: Draft) -> None:
    from workflow.papers.storage import store

    mine.send((CLEAN, "a.pdf"))
    digest = only(app, mine).digest
    with app.app_context():
        store().path(digest).unlink()
    assert work(app) == 0
    assert scan_of(app, mine) == "pending"


def test_the_worker_is_asked_to_hurry_after_the_commit(app: Flask, mine: Draft) -> None:
    heard: list[int] = []

    def listen(_sender: object) -> None:
        heard.append(1)

    scans.file_waits.connect(listen)
    mine.send((CLEAN, "a.pdf"))
    scans.file_waits.disconnect(listen)
    assert heard == [1]


def test_the_administrator_reads_how_the_scans_stand(
    app: Flask, people: People, mine: Draft, page: Callable[[Any], Page]
) -> None:
    desk = people.client(people("administrator"))
    mine.send((CLEAN, "a.pdf"), (BAD, "b.pdf"))
    work(app)
    assert "Chờ quét: 0 · sạch: 1 · có mã độc: 1 · chưa từng quét: 0" in page(desk.get("/admin/jobs")).text
    with app.app_context(), writing() as session:
        session.execute(delete(FileScan).where(FileScan.state == "safe"))
        session.execute(
            update(FileScan).values(state="pending", found="", checked_at=None, last_error="ConnectionRefused")
        )
    shown = page(desk.get("/admin/jobs")).text
    assert "chưa từng quét: 1" in shown
    assert "ConnectionRefused" in shown


def test_an_office_without_a_scanner_works_and_says_so(
    app: Flask, people: People, mine: Draft, page: Callable[[Any], Page]
) -> None:
    app.config["CLAMD"] = ""
    mine.send((CLEAN, "a.pdf"))
    assert mine.client.get(address(mine, only(app, mine)), buffered=True).status_code == 200
    for place in ("", "/request/papers"):
        assert "Chưa cấu hình quét virus" in page(mine.client.get(f"/dossiers/{mine.id}{place}")).text
    assert "Chưa cấu hình quét virus" in page(people.client(people("administrator")).get("/admin/jobs")).text
    with app.app_context():
        assert scan_due(today(), now()) == scan_all(today(), now()) == 0
