"""The pages of long work: only its owner's, with and without a script, and the right asked again at the download."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.errands.desk import kind, write_file
from tests.pages import Page
from tests.people import People
from workflow.errands import services
from workflow.errands.kinds import KINDS, Kind
from workflow.errands.models import Errand
from workflow.errands.running import run_waiting
from workflow.transactions import writing
from workflow.wall_clock import now, today

Read = Callable[[Any], Page]


@pytest.fixture(autouse=True)
def a_kind() -> Iterator[None]:
    with kind(write_file):
        yield


def begun(app: Flask, people: People, someone: Any) -> uuid.UUID:
    with app.app_context():
        return services.begin("test", {}, by=people.person(someone), on=today(), at=now())


def test_it_is_found_again_and_its_file_taken(app: Flask, people: People, page: Read) -> None:
    owner, other = people("dept_officer"), people("dept_officer")
    client, stranger = people.client(owner), people.client(other)
    assert "Chưa có việc nào" in page(client.get("/work")).text
    errand = begun(app, people, owner)
    waiting = client.get(f"/work/{errand}")
    assert '<noscript><meta http-equiv="refresh"' in waiting.text
    assert "Đang chờ đến lượt" in page(waiting).text
    assert client.get(f"/work/{errand}/file").status_code == 404
    with app.app_context():
        assert run_waiting(now) == 1
    told = client.get(f"/work/{errand}.json").json
    assert (told["open"], told["state"], told["done"], told["total"]) == (False, "done", 3, 3)
    done = client.get(f"/work/{errand}")
    assert "refresh" not in done.text
    assert "Ba dòng." in page(done).text
    assert "Việc thử" in page(client.get("/work")).text
    assert "Việc chạy lâu đã xong" in client.get("/notices").text
    with client.get(f"/work/{errand}/file") as file:
        assert file.data == b"0\n1\n2\n"
        assert "attachment" in file.headers["Content-Disposition"]
    for address in (f"/work/{errand}", f"/work/{errand}.json", f"/work/{errand}/file"):
        assert stranger.get(address).status_code == 404, address
    assert stranger.post(f"/work/{errand}/cancel").status_code == 404
    assert client.post(f"/work/{errand}/cancel").status_code == 409


def test_progress_is_told_in_words_and_it_is_called_off_and_asked_again(app: Flask, people: People, page: Read) -> None:
    owner = people("dept_officer")
    client = people.client(owner)
    errand = begun(app, people, owner)
    with app.app_context(), writing() as session:
        running = {"state": "running", "started_at": now(), "heartbeat_at": now(), "done": 1200, "total": 100_000}
        session.execute(update(Errand).values(**running))
    shown = page(client.get(f"/work/{errand}"))
    assert "Đã làm 1.200 trong 100.000." in shown.text
    assert client.post(f"/work/{errand}/cancel").status_code == 303
    assert "Đã dừng" in page(client.get(f"/work/{errand}")).text
    again = client.post(f"/work/{errand}/again")
    assert again.status_code == 303
    assert str(errand) not in again.location


def test_the_right_is_asked_again_at_the_download(app: Flask, people: People) -> None:
    owner = people("dept_officer")
    client = people.client(owner)
    errand = begun(app, people, owner)
    with app.app_context():
        run_waiting(now)
    KINDS["test"] = Kind("test", "Việc thử", write_file, lambda _person, _params: False)
    assert client.get(f"/work/{errand}/file").status_code == 404
