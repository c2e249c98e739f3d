"""Eighty megabytes over a line that is cut five times arrive whole."""

import hashlib
import random
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.browser.server import Office, serving
from tests.papers.bad_line import bad_line
from tests.papers.corpus import pdf
from tests.papers.desk import Draft, draft
from tests.papers.sender import Caller
from tests.people import People
from workflow.papers import queries
from workflow.papers.pieces import pieces
from workflow.papers.storage import store

# waitress leaves the buffer of a request whose line was cut to the collector
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
MEGABYTE = 1024 * 1024
SIZE = 80 * MEGABYTE
CUTS = [5 * MEGABYTE, 18 * MEGABYTE, 18 * MEGABYTE + 70_000, 50 * MEGABYTE, 79 * MEGABYTE]


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"WTF_CSRF_ENABLED": True}


@pytest.fixture
def mine(app: Flask, people: People) -> Draft:
    return draft(app, people)


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        with serving(app, door) as served:
            yield served


def test_eighty_megabytes_over_a_line_cut_five_times_arrive_whole(app: Flask, mine: Draft, office: Office) -> None:
    host, port = office.url.removeprefix("http://").split(":")
    sealed = mine.client.get_cookie(app.config["SID_COOKIE"])
    assert sealed
    content = pdf(random.Random(7).randbytes(SIZE - 1000).replace(b"/", b"-").replace(b"#", b"-"))
    digest = hashlib.sha256(content).digest()
    with bad_line((host, int(port)), CUTS) as line:
        caller = Caller(
            line.port, f"{host}:{port}", f"{sealed.key}={sealed.value}", f"/dossiers/{mine.id}/request/papers"
        )
        caller.come()
        told = caller.send(
            f"/dossiers/{mine.id}/arriving", content, 2 * MEGABYTE, part="CV-RESULTS", name="a.pdf", mark="a"
        )
        assert line.broken == 5
        assert len(content) < line.sent < len(content) + 12 * MEGABYTE
    assert told["outcome"] == "kept", told
    with app.app_context():
        (row,) = queries.attachments_of(mine.id)["CV-RESULTS"]
        assert (row.digest, row.size) == (digest, len(content))
        assert hashlib.file_digest(store().open(digest), "sha256").digest() == digest
        assert list(pieces().root.iterdir()) == []
