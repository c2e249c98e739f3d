"""The first people of an installation: agencies, the first administrator, the demo people."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from states.actors import REAL_AGENCIES
from tests.accounts.door import come_in
from tests.pages import Page
from workflow.accounts.cli import people_cli
from workflow.accounts.demo import DEMO_PEOPLE, NotInProduction, make_demo_people
from workflow.accounts.first_agencies import make_agencies
from workflow.accounts.models import Account, Agency
from workflow.accounts.queries import find_credentials, person_in_force
from workflow.accounts.system import SYSTEM_USERNAME
from workflow.extensions import db

ON, AT = date(2026, 11, 23), datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def _add_admin(app: Flask, *arguments: str) -> Any:
    return app.test_cli_runner().invoke(people_cli, ["add-admin", *arguments])


def test_there_is_one_agency_per_commune_and_per_department(app: Flask) -> None:
    with app.app_context():
        counted = dict(db.session.execute(select(Agency.kind, func.count()).group_by(Agency.kind)).all())  # type: ignore[arg-type]
        names = db.session.execute(select(Agency.short_name).filter_by(commune_code="02728")).scalar_one()
        prefix = db.session.execute(
            select(Agency.dossier_prefix).filter_by(kind="agriculture_environment")
        ).scalar_one()
    assert counted.pop("commune") == 99
    assert counted == dict.fromkeys(
        (kind.value for kind in REAL_AGENCIES if kind.value not in ("commune", "other_department")), 1
    )
    assert (names, prefix) == ("UBND xã Mường Hum", "H38.12")


def test_making_agencies_twice_makes_nothing_new(app: Flask) -> None:
    with app.app_context():
        assert make_agencies(ON) == 0


def test_a_fresh_installation_has_nobody_but_itself(app: Flask) -> None:
    with app.app_context():
        row = db.session.execute(select(Account.username, Account.password_hash)).one()
    assert row == (SYSTEM_USERNAME, None)


def test_the_first_administrator_comes_by_a_link(app: Flask) -> None:
    said = _add_admin(app, "--name", "Vũ Anh Tuấn")
    assert said.exit_code == 0, said.output
    address = said.output.strip().splitlines()[-1].removeprefix("http://127.0.0.1:8000")
    client = app.test_client()
    new = "đàn ong vò vẽ trên mái"
    assert client.post(address, data={"new": new, "again": new}).status_code == 303
    assert come_in(client, "vu.anh.tuan", new).status_code == 303
    assert client.get("/admin/people").status_code == 200


def test_a_second_administrator_must_be_wanted(app: Flask) -> None:
    assert _add_admin(app, "--name", "Vũ Anh Tuấn").exit_code == 0
    refused = _add_admin(app, "--name", "Lê Văn Hai")
    assert refused.exit_code == 1
    assert "Đã có người quản trị" in refused.output
    assert _add_admin(app, "--name", "Lê Văn Hai", "--another").exit_code == 0
    assert _add_admin(app, "--name", "Lê Văn Hai", "--another").exit_code == 1


def test_the_demo_has_a_person_for_every_post_on_the_road(app: Flask) -> None:
    with app.app_context():
        assert len(make_demo_people(ON, AT)) == len(DEMO_PEOPLE)
        assert make_demo_people(ON, AT) == []
        for one in DEMO_PEOPLE:
            known = find_credentials(one.username)
            assert known is not None
            person = person_in_force(db.session(), known.id, ON)
            assert person is not None
            assert [(seat.role, seat.agency_kind) for seat in person.seats] == [(one.role, one.kind)]


class TestInDemoMode:
    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"DEMO": True, "DEMO_PASSWORD": "lang-nghe-2026"}

    def test_the_door_shows_who_one_may_be_and_lets_them_in_by_one_press(self, app: Flask) -> None:
        with app.app_context():
            make_demo_people(ON, AT)
        client = app.test_client()
        door = Page(client.get("/sign-in"))
        assert "lang-nghe-2026" in door.text
        assert door.text.count("Đăng nhập với vai") == len(DEMO_PEOPLE)
        assert come_in(client, "canbo.muonghum", "lang-nghe-2026").status_code == 303


def test_outside_demo_mode_the_door_shows_nobody(app: Flask) -> None:
    text = Page(app.test_client().get("/sign-in")).text
    assert "lang-nghe-2026" not in text
    assert "quantri" not in text


def test_demo_people_are_refused_in_production(app: Flask) -> None:
    app.config["PRODUCTION"] = True
    with app.app_context(), pytest.raises(NotInProduction):
        make_demo_people(ON, AT)
