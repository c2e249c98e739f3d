"""What an administrator keeps: people, posts, agencies."""

import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.accounts.door import come_in, give_password
from tests.pages import Page
from tests.people import People, Someone
from workflow.accounts.models import Account, Agency, PostHolding
from workflow.audit.models import Event
from workflow.extensions import db

PAGES = ["/admin/people", "/admin/people/new", "/admin/agencies", "/admin/agencies/new", "/admin/journal"]


@pytest.fixture
def boss(app: Flask, people: People) -> Someone:
    return give_password(app, people("administrator"))


@pytest.fixture
def admin(people: People, boss: Someone) -> FlaskClient:
    return people.client(boss)


def _agency(app: Flask, kind: str, **more: Any) -> uuid.UUID:
    with app.app_context():
        return db.session.execute(select(Agency.id).filter_by(kind=kind, **more)).scalar_one()


def _post(role: str, agency: uuid.UUID, first: str = "01/11/2026", last: str = "") -> dict[str, str]:
    return {"role": role, "agency": str(agency), "valid_from": first, "valid_to": last}


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_of_the_administrator_are_whole(admin: FlaskClient, address: str) -> None:
    assert Page(admin.get(address)).status == 200


@pytest.mark.parametrize("address", PAGES)
def test_nobody_else_opens_them(client: FlaskClient, people: People, address: str) -> None:
    assert people.client(people("dept_leader")).get(address).status_code == 403
    assert client.get(address).status_code == 303


def test_people_are_found_without_diacritics(admin: FlaskClient, people: People) -> None:
    people("dept_officer", name="Đặng Thị Hường")
    text = Page(admin.get("/admin/people?q=dang huong")).text
    assert "Đặng Thị Hường" not in text
    assert "Đặng Thị Hường" in Page(admin.get("/admin/people?q=dang thi h")).text


def test_a_post_given_is_held_and_the_person_signs_in_anew(app: Flask, admin: FlaskClient, people: People) -> None:
    who = people("dept_officer")
    theirs = people.client(who)
    assert theirs.get("/account").status_code == 200
    department = _agency(app, "agriculture_environment")
    assert admin.post(f"/admin/people/{who.id}/posts", data=_post("reception_desk", department)).status_code == 303
    assert theirs.get("/account").status_code == 303
    assert "Bộ phận tiếp nhận" in Page(admin.get(f"/admin/people/{who.id}")).text
    assert len(people.person(who).seats) == 2


@pytest.mark.parametrize(
    ("role", "kind", "first", "last"),
    [
        ("commune_officer", "agriculture_environment", "01/11/2026", ""),
        ("administrator", "province", "01/11/2026", ""),
        ("dept_officer", "agriculture_environment", "01/11/2026", ""),
        ("reception_desk", "agriculture_environment", "02/11/2026", "01/11/2026"),
        ("reception_desk", "agriculture_environment", "31/02/2026", ""),
        ("king", "agriculture_environment", "01/11/2026", ""),
    ],
)
def test_a_post_the_law_does_not_know_or_that_is_held_already_is_refused(
    app: Flask, admin: FlaskClient, people: People, role: str, kind: str, first: str, last: str
) -> None:
    who = people("dept_officer")
    answer = Page(admin.post(f"/admin/people/{who.id}/posts", data=_post(role, _agency(app, kind), first, last)))
    assert answer.status == 400
    assert len(people.person(who).seats) == 1


def test_a_post_that_ended_is_gone_at_once_and_stays_in_the_list(
    app: Flask, admin: FlaskClient, people: People
) -> None:
    who = people("dept_officer")
    theirs = people.client(who)
    with app.app_context():
        holding = db.session.execute(select(PostHolding.id).filter_by(account_id=who.id)).scalar_one()
    assert admin.post(f"/admin/posts/{holding}/end").status_code == 303
    assert theirs.get("/account").status_code == 303
    assert people.person(who).seats == ()
    assert "đã thôi" in Page(admin.get(f"/admin/people/{who.id}")).text
    assert admin.post(f"/admin/posts/{holding}/end").status_code == 404


def test_a_disabled_person_is_out_and_comes_back_only_by_signing_in(
    app: Flask, admin: FlaskClient, people: People
) -> None:
    who = give_password(app, people("dept_officer"))
    theirs = people.client(who)
    admin.post(f"/admin/people/{who.id}/disable")
    assert theirs.get("/account").status_code == 303
    assert come_in(app.test_client(), who.username).status_code == 401
    admin.post(f"/admin/people/{who.id}/enable")
    assert theirs.get("/account").status_code == 303
    assert come_in(app.test_client(), who.username).status_code == 303


def test_a_user_name_is_never_given_twice(admin: FlaskClient, people: People) -> None:
    who = people("dept_officer")
    answer = Page(admin.post("/admin/people/new", data={"name": "Người Khác", "username": who.username.upper()}))
    assert answer.status == 400
    assert "đã có người dùng" in answer.text


@pytest.mark.parametrize("username", ["trần lan", "a b", "", ".lan", "x" * 61, "lan@xa"])
def test_a_user_name_is_easy_to_say(app: Flask, admin: FlaskClient, username: str) -> None:
    assert Page(admin.post("/admin/people/new", data={"name": "Trần Lan", "username": username})).status == 400
    with app.app_context():
        assert not db.session.execute(select(Account).filter_by(name="Trần Lan")).first()


def test_agencies_are_added_corrected_and_ended_with_a_successor(
    app: Flask, admin: FlaskClient, people: People
) -> None:
    new = {"kind": "other_department", "name": "Sở Xây dựng", "short_name": "Sở XD", "valid_from": "01/07/2025"}
    assert admin.post("/admin/agencies/new", data=new).status_code == 303
    added, heir = _agency(app, "other_department"), _agency(app, "industry_trade")
    assert Page(admin.get(f"/admin/agencies/{added}")).status == 200
    assert admin.post(f"/admin/agencies/{added}", data=new | {"name": "Sở Xây dựng Lào Cai"}).status_code == 303
    assert Page(admin.get(f"/admin/agencies/{added}/end")).status == 200
    assert (
        admin.post(f"/admin/agencies/{added}/end", data={"valid_to": "31/12/2025", "successor": str(heir)}).status_code
        == 303
    )
    with app.app_context():
        row = db.session.get(Agency, added)
        assert row is not None
        assert (row.name, str(row.valid_to), row.successor_id) == ("Sở Xây dựng Lào Cai", "2025-12-31", heir)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "commune"},
        {"commune_code": "02728"},
        {"kind": "commune", "commune_code": "99999"},
        {"kind": "commune", "commune_code": "02728"},
    ],
)
def test_an_agency_that_contradicts_itself_is_refused(app: Flask, admin: FlaskClient, wrong: dict[str, str]) -> None:
    new = {"kind": "other_department", "name": "Cơ quan lạ", "short_name": "Lạ", "valid_from": "01/07/2025"} | wrong
    assert Page(admin.post("/admin/agencies/new", data=new)).status == 400
    with app.app_context():
        assert not db.session.execute(select(Agency).filter_by(name="Cơ quan lạ")).first()


def test_every_act_is_in_the_journal_with_its_actor(
    app: Flask, admin: FlaskClient, boss: Someone, people: People
) -> None:
    who = people("dept_officer")
    department = _agency(app, "agriculture_environment")
    admin.post(f"/admin/people/{who.id}/posts", data=_post("reception_desk", department))
    admin.post(f"/admin/people/{who.id}/disable")
    with app.app_context():
        lines = db.session.execute(select(Event.kind, Event.actor_id, Event.subject).order_by(Event.seq)).all()
    assert [tuple(line) for line in lines[-2:]] == [
        ("admin:post:given", boss.id, str(who.id)),
        ("admin:person:disabled", boss.id, str(who.id)),
    ]
    assert "Giao chức vụ" in Page(admin.get(f"/admin/journal?subject={who.id}")).text


def test_unknown_people_and_agencies_do_not_exist(admin: FlaskClient) -> None:
    for address in (f"/admin/people/{uuid.uuid4()}", f"/admin/agencies/{uuid.uuid4()}", "/admin/people/1"):
        assert admin.get(address).status_code == 404
    assert admin.post(f"/admin/people/{uuid.uuid4()}/disable").status_code == 404
