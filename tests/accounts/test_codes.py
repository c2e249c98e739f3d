"""Invitations and reset codes."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.accounts.door import PASSWORD, come_in, give_password
from tests.pages import Page
from tests.people import People, Someone
from workflow.accounts.models import OneTimeCode
from workflow.audit.models import Event
from workflow.extensions import db

MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
NEW = "đàn ong vò vẽ trên mái"


@pytest.fixture
def admin(people: People) -> FlaskClient:
    return people.client(people("administrator"))


@pytest.fixture
def who(app: Flask, people: People) -> Someone:
    return give_password(app, people("env_appraiser"))


def _shown(answer: Any) -> str:
    return next(n.get("value") or "" for n in Page(answer).all("input") if n.get("id") == "once")


def _invite(admin: FlaskClient, username: str = "lo.thi.may") -> str:
    return _shown(admin.post("/admin/people/new", data={"name": "Lò Thị Mây", "username": username}))


def _reset_code(admin: FlaskClient, who: Someone) -> str:
    return _shown(admin.post(f"/admin/people/{who.id}/reset-code"))


def _reset(client: FlaskClient, username: str, code: str, new: str = NEW) -> Any:
    return client.post("/reset", data={"username": username, "code": code, "new": new, "again": new})


def test_an_invitation_sets_the_first_password_once(client: FlaskClient, admin: FlaskClient) -> None:
    link = _invite(admin)
    assert link.startswith("http://127.0.0.1:8000/invite/")
    address = link.removeprefix("http://127.0.0.1:8000")
    opened = client.get(address)
    assert "Lò Thị Mây" in Page(opened).text
    assert opened.headers["Referrer-Policy"] == "same-origin"
    assert client.post(address, data={"new": NEW, "again": NEW}).status_code == 303
    assert come_in(client, "lo.thi.may", NEW).status_code == 303
    assert Page(client.get(address)).status == 404
    assert client.post(address, data={"new": PASSWORD, "again": PASSWORD}).status_code == 404


def test_an_invitation_ends_after_seven_days(client: FlaskClient, people: People) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        admin = people.client(people("administrator"))
        address = _invite(admin).removeprefix("http://127.0.0.1:8000")
        clock.shift(timedelta(days=7) - timedelta(seconds=1))
        assert client.get(address).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get(address).status_code == 404


def test_a_new_invitation_ends_the_one_before(client: FlaskClient, admin: FlaskClient, app: Flask) -> None:
    first = _invite(admin).removeprefix("http://127.0.0.1:8000")
    with app.app_context():
        account_id = db.session.execute(select(OneTimeCode.account_id)).scalar_one()
    second = _shown(admin.post(f"/admin/people/{account_id}/invite")).removeprefix("http://127.0.0.1:8000")
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


@pytest.mark.parametrize(
    ("new", "again"), [("ngắn", "ngắn"), (NEW, NEW + "x"), ("lò thị mây xinh", "lò thị mây xinh"), ("", "")]
)
def test_a_poor_first_password_does_not_burn_the_invitation(
    client: FlaskClient, admin: FlaskClient, new: str, again: str
) -> None:
    address = _invite(admin).removeprefix("http://127.0.0.1:8000")
    assert Page(client.post(address, data={"new": new, "again": again})).status == 400
    assert client.get(address).status_code == 200


def test_a_reset_code_sets_a_password_and_ends_every_session(
    client: FlaskClient, admin: FlaskClient, who: Someone
) -> None:
    come_in(client, who.username)
    code = _reset_code(admin, who)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", code)
    assert client.get("/account").status_code == 200
    assert _reset(client, who.username, code.lower().replace("-", " ")).status_code == 303
    assert client.get("/account").status_code == 303
    assert come_in(client, who.username, NEW).status_code == 303
    assert _reset(client, who.username, code).status_code == 400


def test_a_reset_code_ends_after_half_an_hour(client: FlaskClient, people: People, app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        who = give_password(app, people("env_appraiser"))
        code = _reset_code(people.client(people("administrator")), who)
        clock.shift(timedelta(minutes=30))
        assert _reset(client, who.username, code).status_code == 400


def test_a_reset_code_opens_only_its_own_account(
    client: FlaskClient, admin: FlaskClient, app: Flask, people: People, who: Someone
) -> None:
    other = give_password(app, people("dept_officer"))
    code = _reset_code(admin, who)
    unknown = Page(_reset(client, "khong.co.ai", code)).text
    assert Page(_reset(client, other.username, code)).text.replace(other.username, "") == unknown.replace(
        "khong.co.ai", ""
    )
    assert _reset(client, who.username, code).status_code == 303


def test_a_reset_code_can_be_tried_five_times(client: FlaskClient, admin: FlaskClient, who: Someone) -> None:
    code = _reset_code(admin, who)
    with time_machine.travel(MORNING, tick=False):
        codes = [_reset(client, who.username, "00000-00000").status_code for _try in range(5)]
        assert codes == [400] * 5
        assert _reset(client, who.username, code).status_code == 429


def test_codes_are_kept_only_as_hashes_and_the_journal_does_not_know_them(
    app: Flask, client: FlaskClient, admin: FlaskClient, who: Someone
) -> None:
    code, link = _reset_code(admin, who), _invite(admin)
    with app.app_context():
        kept = db.session.execute(select(OneTimeCode.code_hash)).scalars().all()
        told = [f"{event.detail}{event.subject}" for event in db.session.execute(select(Event)).scalars()]
    assert [len(one) for one in kept] == [32, 32]
    assert not [line for line in told if code[:5] in line or link[-20:] in line]


def test_a_disabled_account_cannot_use_its_code(client: FlaskClient, admin: FlaskClient, who: Someone) -> None:
    code = _reset_code(admin, who)
    admin.post(f"/admin/people/{who.id}/disable")
    assert _reset(client, who.username, code).status_code == 400
