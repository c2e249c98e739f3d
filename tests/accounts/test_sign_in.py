"""Coming in at the door."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.accounts.door import PASSWORD, come_in, give_password
from tests.pages import Page
from tests.people import People
from workflow.accounts import passwords
from workflow.accounts.models import LoginSession
from workflow.extensions import db

MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def test_a_person_with_the_right_password_comes_in(app: Flask, client: FlaskClient, people: People) -> None:
    who = give_password(app, people("env_appraiser"))
    answer = come_in(client, who.username)
    assert answer.status_code == 303
    assert answer.location == "/inbox"
    assert client.get("/account").status_code == 200


def test_upper_case_and_blanks_around_the_name_do_not_matter(app: Flask, client: FlaskClient, people: People) -> None:
    who = give_password(app, people("env_appraiser"))
    assert come_in(client, f"  {who.username.upper()} ").status_code == 303


@pytest.mark.parametrize("case", ["unknown name", "wrong password", "disabled", "no password yet"])
def test_every_refusal_looks_the_same(app: Flask, client: FlaskClient, people: People, case: str) -> None:
    who = give_password(
        app, people("env_appraiser"), active=case != "disabled", password=None if "yet" in case else PASSWORD
    )
    name = "khong.co.ai" if case == "unknown name" else who.username
    answer = come_in(client, name, "sai hoàn toàn mất rồi" if case == "wrong password" else PASSWORD)
    assert answer.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in Page(answer).text
    assert "sid" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize("known", [True, False])
def test_an_unknown_name_costs_the_same_hashing_as_a_known_one(
    app: Flask, client: FlaskClient, people: People, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    who = give_password(app, people("env_appraiser"))
    come_in(client, "nguoi.khac", "một mật khẩu nào đó")
    hashed: list[str] = []
    real = passwords._hasher

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            hashed.append(kept.rsplit("$", 2)[0])
            return real("cheapest").verify(kept, password)

    monkeypatch.setattr(passwords, "_hasher", lambda profile: Counting())
    come_in(client, who.username if known else "nguoi.khac", "một mật khẩu nào đó")
    assert hashed == ["$argon2id$v=19$m=8,t=1,p=1"]


def test_each_sign_in_gets_a_new_token_and_ends_the_one_before(app: Flask, client: FlaskClient, people: People) -> None:
    who = give_password(app, people("env_appraiser"))
    come_in(client, who.username)
    planted = client.get_cookie("sid")
    assert planted is not None
    come_in(client, who.username)
    renewed = client.get_cookie("sid")
    assert renewed is not None
    assert renewed.value.split(".")[0] != planted.value.split(".")[0]
    client.set_cookie("sid", planted.value)
    assert client.get("/account").status_code == 303


def test_a_token_planted_before_the_sign_in_is_worth_nothing(app: Flask, client: FlaskClient, people: People) -> None:
    who = give_password(app, people("env_appraiser"))
    client.set_cookie("sid", "A" * 43)
    come_in(client, who.username)
    cookie = client.get_cookie("sid")
    assert cookie is not None
    assert not cookie.value.startswith("A" * 43)


def test_the_database_never_holds_the_token_itself(app: Flask, client: FlaskClient, people: People) -> None:
    who = give_password(app, people("env_appraiser"))
    come_in(client, who.username)
    cookie = client.get_cookie("sid")
    assert cookie is not None
    with app.app_context():
        kept = db.session.execute(select(LoginSession.token_hash)).scalar_one()
    assert cookie.value.split(".")[0].encode() not in kept
    assert len(kept) == 32


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask, client: FlaskClient, people: People) -> None:
    who = give_password(app, people("env_appraiser"))
    set_cookies = come_in(client, who.username).headers.getlist("Set-Cookie")
    mine = next(line for line in set_cookies if line.startswith("sid="))
    assert "HttpOnly" in mine
    assert "SameSite=Lax" in mine
    assert "Path=/" in mine
    assert "Domain" not in mine


@pytest.mark.parametrize(
    ("to", "landed"),
    [
        ("/account", "/account"),
        ("//evil.example", "/inbox"),
        ("https://evil.example", "/inbox"),
        ("/\\evil", "/inbox"),
        ("", "/inbox"),
    ],
)
def test_one_goes_on_only_to_a_page_of_this_site(
    app: Flask, client: FlaskClient, people: People, to: str, landed: str
) -> None:
    who = give_password(app, people("env_appraiser"))
    answer = client.post("/sign-in", data={"username": who.username, "password": PASSWORD, "next": to})
    assert answer.location == landed


def test_a_page_for_people_who_signed_in_leads_to_the_door_and_back(client: FlaskClient) -> None:
    assert client.get("/account?a=1").location == "/sign-in?next=/account?a%3D1"


def test_the_eleventh_wrong_try_is_refused_even_with_the_right_password(
    app: Flask, client: FlaskClient, people: People
) -> None:
    who = give_password(app, people("env_appraiser"))
    with time_machine.travel(MORNING, tick=False) as clock:
        for _try in range(10):
            assert come_in(client, who.username, "sai hoàn toàn mất rồi").status_code == 401
        assert come_in(client, who.username).status_code == 429
        clock.shift(timedelta(minutes=5))
        assert come_in(client, who.username).status_code == 303


def test_one_address_may_not_try_many_names(client: FlaskClient) -> None:
    with time_machine.travel(MORNING, tick=False):
        codes = [come_in(client, f"nguoi.{n}", "sai hoàn toàn mất rồi").status_code for n in range(11)]
    assert codes == [401] * 10 + [429]


def test_an_office_behind_one_address_is_not_locked_out_by_its_own_people(app: Flask, people: People) -> None:
    who = give_password(app, people("env_appraiser"))
    with time_machine.travel(MORNING, tick=False):
        codes = {come_in(app.test_client(), who.username).status_code for _one in range(15)}
    assert codes == {303}


def test_what_was_typed_stays_when_the_name_is_missing(client: FlaskClient, page: Callable[[Any], Page]) -> None:
    answer = page(client.post("/sign-in", data={"username": "", "password": "x", "next": "/account"}))
    assert answer.status == 400
    assert answer.hidden("next") == "/account"


def test_failures_are_written_down_without_what_was_typed(app: Flask, client: FlaskClient) -> None:
    from workflow.audit.models import Event

    come_in(client, "mat-khau-go-nham-o-day", "x" * 20)
    with app.app_context():
        event = db.session.execute(select(Event).where(Event.kind == "account:session:refused")).scalar_one()
        assert "nham" not in f"{event.subject}{event.detail}"
        assert db.session.execute(select(func.count()).select_from(LoginSession)).scalar_one() == 0
