"""Titles are kept by who leads their award, people without one by their commune; names are public as the law has it."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from states.artisans import RANKS, may_be_named
from tests.consents.desk import TODAY, Desk
from tests.pages import Page
from tests.people import People
from workflow.consents.models import DataSubject
from workflow.extensions import db

Read = Callable[[Any], Page]
HERE = "/plan/artisans"


def typed(desk: Desk, rank: str, name: str, **more: str) -> dict[str, str]:
    decided = {"decision_number": "123/QĐ-CTN", "decided_on": TODAY} if RANKS[rank].by_decision else {}
    return {"unit": str(desk.unit_id), "rank": rank, "name": name, "craft": "Chạm bạc"} | decided | more


def test_a_name_is_public_by_a_decision_or_by_its_owner() -> None:
    for rank in RANKS.values():
        assert may_be_named(rank, True)
        assert may_be_named(rank, False) is rank.by_decision


def test_each_keeper_writes_what_is_theirs(app: Flask, people: People, page: Read) -> None:
    desk = Desk(app, people)
    trade = people.client(people("consulted_officer", kind="industry_trade"))
    reader = people.client(people("dept_leader"))
    stranger = people.client(people("consulted_officer", kind="finance"))
    assert trade.post(HERE, data=typed(desk, "meritorious", "Lý Phù Chìu")).status_code == 303
    assert desk.client.post(HERE, data=typed(desk, "craftsperson", "Tẩn Láo San")).status_code == 303
    refused = page(trade.post(HERE, data=typed(desk, "people", "Ai đó", decision_number="")))
    assert refused.status == 409
    assert "hãy ghi số và ngày quyết định" in refused.text
    assert "Ai đó" in [field.get("value") for field in refused.all("input")]
    assert trade.post(HERE, data=typed(desk, "craftsperson", "Tẩn Láo San")).status_code == 422, "not in its list"
    assert desk.client.post(HERE, data=typed(desk, "people", "Tẩn Láo San")).status_code == 422
    assert reader.post(HERE, data=typed(desk, "people", "Tẩn Láo San")).status_code == 422
    assert (stranger.get(HERE).status_code, stranger.post(HERE, data={}).status_code) == (404, 404)
    for who in (trade, reader, desk.client):
        assert "Tẩn Láo San" in page(who.get(HERE)).text
    other = people.client(people("commune_officer", commune="Y Tý"))
    assert "Tẩn Láo San" not in page(other.get(HERE)).text, "a commune reads of its own people"
    seen = desk.everything_public()
    assert "Lý Phù Chìu" in seen
    assert "Tẩn Láo San" not in seen
    _withdrawn_with_a_reason(desk, trade, page)


def _withdrawn_with_a_reason(desk: Desk, trade: FlaskClient, page: Read) -> None:
    (address,) = [
        str(form.get("action")) for form in page(trade.get(HERE)).all("form") if "withdraw" in str(form.get("action"))
    ]
    assert desk.client.post(address, data={"why": "Nhầm"}).status_code == 403
    assert trade.post(address, data={"why": ""}).status_code == 409
    assert [trade.post(address, data={"why": "Nhầm làng"}).status_code for _twice in range(2)] == [303, 409]
    assert "Lý Phù Chìu" not in desk.everything_public()
    assert "Nhầm làng" in page(trade.get(HERE)).text


def test_a_name_stands_in_public_while_its_owner_agrees(app: Flask, people: People) -> None:
    desk = Desk(app, people)
    desk.agree("Tẩn Láo San", "name")
    with app.app_context():
        subject = str(db.session.scalars(select(DataSubject.id)).one())
    data = typed(desk, "craftsperson", "Tẩn Láo San", subject=subject)
    assert desk.client.post(HERE, data=data).status_code == 303
    assert "Tẩn Láo San" in desk.everything_public()
    desk.withdraw("Tẩn Láo San", "name")
    assert "Tẩn Láo San" not in desk.everything_public()
