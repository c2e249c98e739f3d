"""What was typed is not lost when the session runs out."""

import re
import uuid
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.door import PASSWORD, come_in, give_password
from tests.pages import Page
from tests.people import People, Someone

TYPED = {
    "reason": "Thiếu kế hoạch “bảo vệ môi trường”,\ndòng hai <b>",
    "note": ["một", "hai"],
    "password": "bí mật",
    "csrf_token": "cũ",
}
ADDRESS = "/account/password"
WORK = "/account/sessions/end?a=1"


@pytest.fixture
def who(app: Flask, people: People) -> Someone:
    return give_password(app, people("env_appraiser"))


def _fields(page: Page) -> list[tuple[str, str]]:
    main = next(node for node in page.tree.iter("main"))
    form = next(node for node in main.iter("form"))
    return [(n.get("name") or "", n.get("value") or "") for n in form.iter("input")]


def _sign_in_with(client: FlaskClient, asked: Page, username: str) -> Any:
    return come_in(client, username, kept=asked.hidden("kept"), next=asked.hidden("next"))


def test_typed_text_survives_the_end_of_the_session(client: FlaskClient, who: Someone) -> None:
    asked = Page(client.post(WORK, data=TYPED))
    assert asked.status == 401
    assert "Phiên làm việc đã hết" in asked.text
    again = Page(_sign_in_with(client, asked, who.username))
    assert again.h1 == "Tiếp tục việc đang làm"
    assert [node.get("action") for node in again.all("form") if node.get("action") == WORK]
    kept = [(name, value) for name, value in _fields(again) if name != "csrf_token"]
    assert kept == [("reason", TYPED["reason"]), ("note", "một"), ("note", "hai")]
    assert client.post(WORK, data=dict(kept)).status_code == 303


def test_a_wrong_password_does_not_lose_what_was_kept(client: FlaskClient, who: Someone) -> None:
    asked = Page(client.post(WORK, data=TYPED))
    wrong = Page(come_in(client, who.username, "sai hoàn toàn mất rồi", kept=asked.hidden("kept")))
    assert wrong.status == 401
    assert Page(_sign_in_with(client, wrong, who.username)).h1 == "Tiếp tục việc đang làm"


def test_files_are_named_because_they_cannot_be_kept(client: FlaskClient, who: Someone) -> None:
    data = {"title": "Ảnh làng", "file": (BytesIO(b"x"), "ảnh làng.jpg")}
    asked = Page(client.post(WORK, data=data, content_type="multipart/form-data"))
    assert "ảnh làng.jpg" in asked.text
    assert "ảnh làng.jpg" in Page(_sign_in_with(client, asked, who.username)).text


def test_passwords_are_never_kept(client: FlaskClient) -> None:
    from workflow.accounts.kept import unpack

    asked = Page(client.post(WORK, data=TYPED))
    with client.application.test_request_context():
        kept = unpack(asked.hidden("kept"))
    assert kept is not None
    assert {name for name, _value in kept.fields} == {"reason", "note"}


def test_kept_text_that_was_touched_is_dropped(client: FlaskClient, who: Someone) -> None:
    asked = Page(client.post(WORK, data=TYPED))
    spoilt = re.sub("^.", "x", asked.hidden("kept"))
    answer = come_in(client, who.username, kept=spoilt)
    assert answer.status_code == 303
    assert answer.location == "/inbox"


def test_the_next_person_at_a_shared_computer_does_not_get_it(
    app: Flask, client: FlaskClient, people: People, who: Someone
) -> None:
    other = give_password(app, people("dept_officer"))
    come_in(client, who.username)
    client.set_cookie("sid", "expired")
    asked = Page(client.post(WORK, data=TYPED))
    answer = _sign_in_with(client, asked, other.username)
    assert answer.status_code == 303
    assert answer.location == "/inbox"


def test_the_same_person_gets_it_back(client: FlaskClient, who: Someone) -> None:
    come_in(client, who.username)
    client.set_cookie("sid", "expired")
    asked = Page(client.post(WORK, data=TYPED))
    assert Page(_sign_in_with(client, asked, who.username)).h1 == "Tiếp tục việc đang làm"


def test_text_too_long_to_keep_is_said_to_be(client: FlaskClient) -> None:
    asked = Page(client.post(WORK, data={"reason": "x" * 410_000}))
    assert asked.status == 401
    assert asked.hidden("kept") == ""
    assert "quá dài" in asked.text


def test_nothing_happens_before_the_person_sends_again(client: FlaskClient, who: Someone) -> None:
    come_in(client, who.username)
    client.set_cookie("sid", "expired")
    asked = Page(
        client.post(ADDRESS, data={"current": PASSWORD, "new": "một hai ba bốn năm", "again": "một hai ba bốn năm"})
    )
    Page(_sign_in_with(client, asked, who.username))
    assert come_in(client.application.test_client(), who.username).status_code == 303


def test_a_sign_out_that_comes_too_late_is_a_sign_out(client: FlaskClient) -> None:
    assert client.post("/sign-out").location == "/sign-in"


class TestWithCsrf:
    """The same, with the token of each form checked."""

    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"WTF_CSRF_ENABLED": True, "WTF_CSRF_CHECK_DEFAULT": True}

    @staticmethod
    def _token(page: Page) -> str:
        return page.hidden("csrf_token")

    def test_the_form_of_the_resumed_work_carries_a_fresh_token(self, client: FlaskClient, who: Someone) -> None:
        door = Page(client.get("/sign-in"))
        asked = Page(client.post(WORK, data={"reason": "chữ đã gõ", "csrf_token": self._token(door)}))
        assert asked.status == 401
        again = Page(come_in(client, who.username, kept=asked.hidden("kept"), csrf_token=self._token(asked)))
        fields = dict(_fields(again))
        assert fields["csrf_token"] != self._token(door)
        assert client.post(WORK, data=fields).status_code == 303

    def test_a_form_without_its_token_is_refused(self, client: FlaskClient, who: Someone) -> None:
        assert come_in(client, who.username).status_code == 400

    def test_a_stale_form_of_our_own_page_is_offered_again(self, people: People) -> None:
        client = people.client(people("env_appraiser"))
        said = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        answer = Page(client.post(WORK, data={"reason": f"chữ {uuid.uuid4()}", "csrf_token": "cũ"}, headers=said))
        assert answer.status == 400
        assert answer.h1 == "Tiếp tục việc đang làm"
        assert client.post(WORK, data=dict(_fields(answer)), headers=said).status_code == 303

    def test_a_stale_form_that_may_come_from_elsewhere_is_not(self, people: People) -> None:
        client = people.client(people("env_appraiser"))
        answer = Page(client.post(WORK, data={"reason": "chữ", "csrf_token": "cũ"}))
        assert answer.status == 400
        assert "Tiếp tục" not in answer.h1
