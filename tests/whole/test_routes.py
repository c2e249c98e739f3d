"""The inventory of addresses: each declares who may open it, says no to others, and never writes on a GET."""

import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from tests.story import Story
from workflow.access import ADMINISTRATOR, PUBLIC, SIGNED_IN, access_of
from workflow.transactions import WriteOutsideTransaction

ANY_ID = str(uuid.UUID(int=7))
SAMPLES = {"uuid": ANY_ID, "integer": "2026", "string": "x", "default": "x", "path": "css/look.css"}


def addresses(app: Flask, method: str) -> list[tuple[str, str]]:
    """(endpoint, address) of every rule that takes a method, with sample values."""
    found = []
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            values = {name: _sample(rule, name) for name in rule.arguments}
            with app.test_request_context():
                found.append((rule.endpoint, app.url_map.bind("localhost").build(rule.endpoint, values)))
    return found


def _sample(rule: object, name: str) -> object:
    converter = rule._converters[name]  # type: ignore[attr-defined]
    kind = type(converter).__name__.removesuffix("Converter").lower().replace("unicode", "string")
    value = SAMPLES[kind]
    return uuid.UUID(value) if kind == "uuid" else int(value) if kind == "integer" else value


def status_of(client: FlaskClient, address: str) -> int:
    with client.get(address) as response:
        return response.status_code


def test_every_address_declares_its_access(app: Flask) -> None:
    with app.app_context():
        silent = [
            endpoint for endpoint in app.view_functions if access_of(endpoint) not in (PUBLIC, SIGNED_IN, ADMINISTRATOR)
        ]
    assert silent == []


def test_every_id_in_an_address_has_a_type(app: Flask) -> None:
    loose = [
        rule.rule
        for rule in app.url_map.iter_rules()
        for name, converter in rule._converters.items()
        if name.endswith("_id") and type(converter).__name__ != "UUIDConverter"
    ]
    assert loose == []


def test_an_address_for_people_asks_a_stranger_to_sign_in(app: Flask, client: FlaskClient) -> None:
    wrong = []
    for endpoint, address in addresses(app, "GET"):
        with app.app_context():
            access = access_of(endpoint)
        status = status_of(client, address)
        if access == PUBLIC and status in (401, 403):
            wrong.append((endpoint, status))
        if access != PUBLIC and status not in (302, 303, 401):
            wrong.append((endpoint, status))
    assert not wrong, wrong


def test_a_post_of_a_stranger_does_nothing(app: Flask, client: FlaskClient) -> None:
    wrong = []
    for endpoint, address in addresses(app, "POST"):
        with app.app_context():
            if access_of(endpoint) == PUBLIC:
                continue
        status = client.post(address, data={}).status_code
        if status != 401 and endpoint != "accounts.sign_out":
            wrong.append((endpoint, status))
    assert not wrong, wrong


def test_an_office_of_the_administrator_is_closed_to_others(app: Flask, people: People) -> None:
    officer, wrong = people.client(people("dept_officer")), []
    for endpoint, address in addresses(app, "GET"):
        with app.app_context():
            if access_of(endpoint) == ADMINISTRATOR and status_of(officer, address) != 403:
                wrong.append(endpoint)
    assert not wrong, wrong


def test_no_get_writes_and_none_fails(story: Story) -> None:
    """Every GET as every role on a real dossier: a write raises, a fault raises, so an answer is proof enough."""
    story.up_to("department_review")
    wrong = []
    for role in ("commune_officer", "env_appraiser", "dept_officer", "province_leader", "administrator"):
        browser = story.people.client(story.who(role))
        for endpoint, address in addresses(story.app, "GET"):
            status = status_of(browser, address.replace(ANY_ID, str(story.id)))
            if status >= 500:
                wrong.append((role, endpoint, status))
    assert not wrong, wrong


def test_a_get_that_writes_is_caught(app: Flask) -> None:
    """The guard that the tests above rely on."""
    from sqlalchemy import text

    from workflow.extensions import db
    from workflow.transactions import writing

    with app.test_request_context("/", method="GET"), pytest.raises(WriteOutsideTransaction), writing():
        db.session.execute(text("DELETE FROM throttle"))


def test_a_form_without_its_token_is_refused(app: Flask, people: People) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    browser, wrong = people.client(people("commune_officer")), []
    for endpoint, address in addresses(app, "POST"):
        if endpoint != "security.csp_report" and browser.post(address, data={"a": "b"}).status_code != 400:
            wrong.append(endpoint)
    assert not wrong, wrong
