"""The worker as a process: it sends what a commit left within moments, and stops when it is asked to."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.conftest import SETTINGS
from tests.notices.sink import Sink, free_port, listening
from tests.people import People, Someone
from workflow.accounts.models import Account
from workflow.notices.services import tell
from workflow.transactions import writing
from workflow.wall_clock import now

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def sink() -> Iterator[Sink]:
    with listening(Sink()) as sink:
        yield sink


@pytest.fixture
def settings(sink: Sink, tmp_path: Path) -> dict[str, Any]:
    return sink.settings | {"QUEUE": str(tmp_path / "queue.sqlite")}


@pytest.fixture
def officer(app: Flask, people: People) -> Someone:
    someone = people("dept_officer")
    with app.app_context(), writing() as session:
        session.execute(update(Account).where(Account.id == someone.id).values(email="may@laocai.gov.vn"))
    return someone


@pytest.fixture
def start(app: Flask, sink: Sink, tmp_path: Path) -> Iterator[Start]:
    """`start("worker")` runs a command of the office in a process of its own, on the same database and queue."""
    running: list[subprocess.Popen[bytes]] = []
    env = os.environ | {
        "LANGNGHE_DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "LANGNGHE_QUEUE": app.config["QUEUE"],
        "LANGNGHE_FILES_DIR": str(tmp_path), "LANGNGHE_SMTP_HOST": "127.0.0.1", "LANGNGHE_SMTP_PORT": str(sink.port),
        "LANGNGHE_SMTP_STARTTLS": "0", "LANGNGHE_SECRET_KEY": SETTINGS["SECRET_KEY"],
        "LANGNGHE_LOOKUP_KEY": SETTINGS["LOOKUP_KEY"], "PYTHONWARNINGS": "default",
    }  # fmt: skip

    def run(*words: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", *words], cwd=ROOT, env=env)
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.wait(PATIENCE)


def post(app: Flask, to: Someone) -> None:
    with app.app_context(), writing() as session:
        tell(session, "step:waiting", to=[to.id], at=now(), code="H38.12-260302-0001", stage="Sở xem xét")


def until(what: Callable[[], bool]) -> None:
    """Wait until something is so; fail when it takes too long."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def test_a_worker_sends_what_a_commit_left_and_stops_when_asked(
    app: Flask, start: Start, sink: Sink, officer: Someone
) -> None:
    post(app, officer)
    worker = start("worker")
    until(lambda: len(sink.letters) == 1)
    post(app, officer)
    began = time.monotonic()
    until(lambda: len(sink.letters) == 2)
    assert time.monotonic() - began < 15, "the worker was not asked to hurry"
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0


def test_the_pages_bring_their_worker_and_take_it_along(app: Flask, start: Start, sink: Sink, officer: Someone) -> None:
    port = free_port()
    pages = start("serve", "--port", str(port))
    until(lambda: answers(port))
    post(app, officer)
    until(lambda: len(sink.letters) == 1)
    pages.kill()
    pages.wait(PATIENCE)
    post(app, officer)
    time.sleep(1.5)
    assert not answers(port)
    assert len(sink.letters) == 1


def test_the_pages_stop_when_asked(start: Start) -> None:
    port = free_port()
    pages = start("serve", "--port", str(port))
    until(lambda: answers(port))
    pages.send_signal(signal.SIGTERM)
    assert pages.wait(PATIENCE) == 0


def test_asking_to_hurry_does_not_fill_the_queue(app: Flask, officer: Someone) -> None:
    from workflow.jobs.queue import ENOUGH, queue_of

    for _time in range(ENOUGH + 5):
        post(app, officer)
    assert queue_of(app).pending_count() == ENOUGH


def test_a_queue_that_fails_costs_the_act_nothing(app: Flask, officer: Someone, tmp_path: Path) -> None:
    app.config["QUEUE"] = str(tmp_path)
    post(app, officer)
    with app.app_context():
        from workflow.notices.queries import notices_of

        assert len(notices_of(officer.id)[0]) == 1
