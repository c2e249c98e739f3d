"""The public look-up: what an applicant reads, and how little a guesser learns."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update

from tests.pages import Page, timeless
from tests.papers.desk import TITLE, draft, receive
from tests.people import People
from workflow.dossiers.models import Dossier
from workflow.extensions import db
from workflow.lookup import queries
from workflow.lookup.limits import network_of
from workflow.papers import secrets
from workflow.transactions import writing
from workflow.wall_clock import now


class Known:
    """A received dossier and the keys printed on its receipt."""

    def __init__(self, app: Flask, people: People) -> None:
        self.id = draft(app, people).id
        self.code = receive(app, people, self.id).code
        with app.app_context():
            self.secret = secrets.grouped(secrets.lookup_secret(self.id))
            self.token = secrets.lookup_token(self.id)


@pytest.fixture
def known(app: Flask, people: People) -> Known:
    return Known(app, people)


def ask(client: FlaskClient, code: str, secret: str, ip: str = "127.0.0.1") -> Any:
    return client.post("/lookup", data={"code": code, "secret": secret}, environ_base={"REMOTE_ADDR": ip})


def test_the_form_asks_for_two_codes(client: FlaskClient, page: Callable[[Any], Page]) -> None:
    shown = page(client.get("/lookup"))
    assert shown.h1 == "Tra cứu hồ sơ"
    assert {field.get("name") for field in shown.all("input")} >= {"code", "secret"}


def test_code_and_secret_open_the_status(client: FlaskClient, known: Known, page: Callable[[Any], Page]) -> None:
    shown = page(ask(client, known.code, known.secret))
    assert shown.status == 200
    assert shown.h1 == TITLE
    for said in (
        known.code, "Đang thẩm định môi trường", "Cơ quan đang xử lý: Sở Nông nghiệp và Môi trường tỉnh Lào Cai.",
        "Bước tiếp theo: Sở xem xét.", "15/01/2027", "Mường Hum", "Lò T** M**", "09xx xxx 123",
    ):  # fmt: skip
        assert said in shown.text, said


def test_nothing_personal_stands_on_the_page(client: FlaskClient, known: Known) -> None:
    html = ask(client, known.code, known.secret).get_data(as_text=True)
    for private in ("Mẩy", "345", "thôn Nậm Pung", "attachments", known.secret, known.token, str(known.id)):
        assert private not in html, private


def test_codes_are_understood_however_they_are_typed(client: FlaskClient, known: Known) -> None:
    typed = known.code.lower().replace(".", " ").replace("-", ""), known.secret.lower().replace("-", " ")
    assert ask(client, *typed).status_code == 200
    assert ask(client, known.code, known.secret.replace("0", "o").replace("1", "l")).status_code == 200


def test_the_qr_opens_the_same_page_and_tells_no_other_site(
    client: FlaskClient, known: Known, page: Callable[[Any], Page]
) -> None:
    response = client.get(f"/lookup/q/{known.token}")
    assert page(response).h1 == TITLE
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "no-store"
    assert client.get(f"/lookup/q/{known.token[:-1]}").status_code == 404


def test_a_wrong_code_and_a_wrong_secret_get_the_same_answer(client: FlaskClient, known: Known) -> None:
    other_code = known.code[:-4] + "0999"
    typed = (known.code, other_code, "mây tre đan")
    answers = [ask(client, code, "AAAAA-AAAAA") for code in typed]
    assert {answer.status_code for answer in answers} == {404}
    bodies = {timeless(answer).replace(code, "") for answer, code in zip(answers, typed, strict=True)}
    assert len(bodies) == 1
    own = {"Content-Length", "Set-Cookie"}
    assert len({tuple((name, value) for name, value in answer.headers if name not in own) for answer in answers}) == 1


@pytest.mark.parametrize("case", ["wrong secret", "wrong code", "no code at all"])
def test_a_wrong_guess_costs_the_same_work(
    app: Flask, known: Known, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    code = {"wrong secret": known.code, "wrong code": known.code[:-4] + "0999", "no code at all": "?"}[case]
    derived: list[uuid.UUID] = []
    statements: list[str] = []
    derive = secrets._derive

    def count(dossier_id: uuid.UUID, purpose: bytes) -> bytes:
        derived.append(dossier_id)
        return derive(dossier_id, purpose)

    monkeypatch.setattr(secrets, "_derive", count)
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        assert queries.find_by_secret(code, "AAAAA-AAAAA") is None
    assert len(derived) == 1
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 1


def test_a_dossier_that_was_not_received_cannot_be_found(app: Flask, client: FlaskClient, people: People) -> None:
    dossier_id = draft(app, people).id
    with app.app_context():
        secret, token = secrets.lookup_secret(dossier_id), secrets.lookup_token(dossier_id)
    assert ask(client, "", secret).status_code == 400
    assert ask(client, "H38.12-261102-0001", secret).status_code == 404
    assert client.get(f"/lookup/q/{token}").status_code == 404


def test_an_open_hold_says_who_must_bring_what(
    app: Flask, client: FlaskClient, known: Known, page: Callable[[Any], Page]
) -> None:
    with app.app_context(), writing() as session:
        session.execute(update(Dossier).where(Dossier.id == known.id).values(hold="ask_supplement"))
    text = page(client.get(f"/lookup/q/{known.token}")).text
    assert "Gửi nội dung bổ sung" in text
    assert "tạm dừng" in text


def test_the_eleventh_try_in_a_minute_from_one_address_waits(
    client: FlaskClient, known: Known, page: Callable[[Any], Page]
) -> None:
    with time_machine.travel(now().replace(second=5), tick=False):
        for _ in range(10):
            assert ask(client, known.code, "AAAAA-AAAAA").status_code == 404
        shown = page(ask(client, known.code, known.secret))
        assert shown.status == 429
        assert "thử lại sau" in shown.text
        assert ask(client, known.code, known.secret, ip="10.0.0.9").status_code == 200
        assert client.get(f"/lookup/q/{known.token}").status_code == 200


def test_one_dossier_is_tried_twenty_times_an_hour_from_wherever(client: FlaskClient, known: Known) -> None:
    start = now().replace(minute=0, second=5)
    with time_machine.travel(start, tick=False) as clock:
        for number in range(20):
            assert ask(client, known.code, "AAAAA-AAAAA", ip=f"10.0.{number}.1").status_code == 404
        assert ask(client, known.code.lower(), known.secret, ip="10.1.0.1").status_code == 429
        clock.shift(timedelta(hours=1))
        assert ask(client, known.code, known.secret, ip="10.1.0.1").status_code == 200


def test_a_dossier_that_does_not_exist_is_limited_like_one_that_does(client: FlaskClient) -> None:
    with time_machine.travel(now().replace(minute=0, second=5), tick=False):
        tries = [ask(client, "H38.12-261102-0999", "AAAAA-AAAAA", ip=f"10.0.{n}.1").status_code for n in range(21)]
    assert tries == [404] * 20 + [429]


def test_a_visitor_is_an_ipv4_address_or_an_ipv6_network() -> None:
    assert network_of("10.0.0.9") == "10.0.0.9"
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert network_of("::ffff:10.0.0.9") == "10.0.0.9"
    assert network_of("nonsense") == "unknown"


def test_empty_fields_are_asked_for_and_the_typed_code_stays(client: FlaskClient, page: Callable[[Any], Page]) -> None:
    shown = page(ask(client, "H38.12-261102-0004", ""))
    assert shown.status == 400
    assert "H38.12-261102-0004" in shown.html
