"""How long a sign-in lives, and what ends it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from tests.accounts.door import PASSWORD, come_in, give_password
from tests.people import People, Someone
from workflow.accounts.models import LoginSession
from workflow.accounts.queries import person_in_force
from workflow.extensions import db

MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
IN, OUT = 200, 303


@pytest.fixture
def who(app: Flask, people: People) -> Someone:
    return give_password(app, people("env_appraiser"))


def test_a_copied_cookie_is_refused_after_the_sign_out(app: Flask, client: FlaskClient, who: Someone) -> None:
    come_in(client, who.username)
    cookie = client.get_cookie("sid")
    assert cookie is not None
    answer = client.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache","storage"'
    assert client.get_cookie("sid") is None
    thief = app.test_client()
    thief.set_cookie("sid", cookie.value)
    assert thief.get("/account").status_code == OUT


def test_half_an_hour_without_work_ends_the_sign_in(client: FlaskClient, who: Someone) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        come_in(client, who.username)
        clock.shift(timedelta(minutes=30))
        assert client.get("/account").status_code == IN
        clock.shift(timedelta(minutes=30, seconds=1))
        assert client.get("/account").status_code == OUT


def test_every_answer_renews_the_half_hour_but_twelve_hours_are_the_end(client: FlaskClient, who: Someone) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        come_in(client, who.username)
        seen = []
        for _quarter in range(49):
            clock.shift(timedelta(minutes=15))
            seen.append(client.get("/account").status_code)
    assert seen == [IN] * 47 + [OUT] * 2


def test_reading_never_writes_to_the_session(app: Flask, client: FlaskClient, who: Someone) -> None:
    come_in(client, who.username)
    with app.app_context():
        before = db.session.execute(select(LoginSession.__table__)).all()
    client.get("/account")
    with app.app_context():
        assert db.session.execute(select(LoginSession.__table__)).all() == before


@pytest.mark.parametrize(
    "spoil", [lambda v: v[:-2], lambda v: "x" + v, lambda v: v.rsplit(".", 2)[0], lambda v: ".." + v, lambda v: ""]
)
def test_a_cookie_that_was_touched_is_worth_nothing(client: FlaskClient, who: Someone, spoil: object) -> None:
    come_in(client, who.username)
    cookie = client.get_cookie("sid")
    assert cookie is not None
    client.set_cookie("sid", spoil(cookie.value))  # type: ignore[operator]
    assert client.get("/account").status_code == OUT


def test_an_old_time_cannot_be_exchanged_for_a_new_one(client: FlaskClient, app: Flask, who: Someone) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        come_in(client, who.username)
        mine = client.get_cookie("sid")
        clock.shift(timedelta(minutes=31))
        other = app.test_client()
        come_in(other, who.username)
        fresh = other.get_cookie("sid")
        assert mine is not None
        assert fresh is not None
        client.set_cookie("sid", ".".join([mine.value.split(".")[0], *fresh.value.split(".")[1:]]))
        assert client.get("/account").status_code == OUT


def test_one_can_end_the_sessions_left_open_elsewhere(app: Flask, client: FlaskClient, who: Someone) -> None:
    elsewhere = app.test_client()
    come_in(elsewhere, who.username)
    come_in(client, who.username)
    assert "Đăng xuất các phiên khác" in client.get("/account").text
    client.post("/account/sessions/end")
    assert elsewhere.get("/account").status_code == OUT
    assert client.get("/account").status_code == IN


def test_a_new_password_ends_every_other_session_and_keeps_this_one(
    app: Flask, client: FlaskClient, who: Someone
) -> None:
    elsewhere = app.test_client()
    come_in(elsewhere, who.username)
    come_in(client, who.username)
    new = "đàn ong vò vẽ trên mái"
    assert client.post("/account/password", data={"current": PASSWORD, "new": new, "again": new}).status_code == 303
    assert elsewhere.get("/account").status_code == OUT
    assert client.get("/account").status_code == IN
    assert come_in(app.test_client(), who.username).status_code == 401
    assert come_in(app.test_client(), who.username, new).status_code == 303


def test_the_password_changes_only_with_the_present_one(app: Flask, client: FlaskClient, who: Someone) -> None:
    come_in(client, who.username)
    new = "đàn ong vò vẽ trên mái"
    answer = client.post("/account/password", data={"current": "không phải vậy đâu", "new": new, "again": new})
    assert answer.status_code == 400
    assert "Mật khẩu hiện tại chưa đúng." in answer.text
    assert come_in(app.test_client(), who.username).status_code == 303


def test_the_person_of_a_request_is_loaded_in_one_statement(app: Flask, people: People) -> None:
    client = people.client(people("env_appraiser"))
    client.get("/plan")
    statements: list[str] = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda c, k, statement, *rest: statements.append(statement))
    client.get("/account")
    assert len([one for one in statements if "login_session" in one and "post_holding" in one]) == 1


def test_posts_are_in_force_from_their_first_to_their_last_day(app: Flask, people: People) -> None:
    who = people("env_appraiser", since=date(2026, 3, 2))
    with app.app_context():
        from sqlalchemy import update

        from workflow.accounts.models import PostHolding
        from workflow.transactions import writing

        with writing() as session:
            session.execute(update(PostHolding).values(valid_to=date(2026, 3, 31)))
        days = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 1)]
        found = [person_in_force(db.session(), who.id, day) for day in days]
    assert [len(person.seats) for person in found if person] == [0, 1, 1, 0]
