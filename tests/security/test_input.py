"""Input that is not text, or does not come from our own pages, is answered with 400 and never with a fault."""

import logging
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

FORM = "application/x-www-form-urlencoded"
NOT_TEXT = [b"\xff", b"%ff", b"%00", b"%C3%28", b"%ED%A0%80", b"\x00", b"%F8%88%80%80%80"]


@pytest.mark.parametrize(
    "address", ["/%ff", "/probe/%00", "/probe/ok?q=%ff", "/probe/ok?%C3%28=1", "/probe/ok?q=a%00b", "/%ED%A0%80"]
)
def test_an_address_that_is_not_text_is_refused(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("raw", NOT_TEXT)
def test_a_form_that_is_not_text_is_refused(client: FlaskClient, raw: bytes) -> None:
    assert client.post("/probe/echo", data=b"name=" + raw, content_type=FORM).status_code == 400
    assert client.post("/probe/echo", data=raw + b"=1", content_type=FORM).status_code == 400
    assert client.post("/sign-in", data=b"username=" + raw + b"&password=x", content_type=FORM).status_code == 400


def test_vietnamese_in_both_spellings_passes(client: FlaskClient) -> None:
    answer = client.post("/probe/echo?q=Mường", data={"tên": "Mường Hum é 🐘"})
    assert answer.json == {"tên": ["Mường Hum é 🐘"]}


def test_nul_in_a_form_with_files_is_refused(client: FlaskClient) -> None:
    data = {"name": "a\x00b", "file": (BytesIO(b"x"), "a.txt")}
    assert client.post("/probe/echo", data=data, content_type="multipart/form-data").status_code == 400


@pytest.mark.parametrize(("number", "status"), [(2**63 - 1, 200), (2**63, 400), (10**40, 400)])
def test_a_number_that_no_database_holds_is_refused(client: FlaskClient, number: int, status: int) -> None:
    assert client.get(f"/probe/number/{number}").status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://127.0.0.1:8000"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example"}, 400),
        ({"Origin": "http://localhost.evil.example"}, 400),
        ({"Origin": "https://localhost"}, 400),
        ({"Origin": "null"}, 400),
        ({"Sec-Fetch-Site": "cross-site"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 400),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 400),
    ],
)
def test_a_writing_must_come_from_our_own_page(client: FlaskClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/probe/ok", headers=headers).status_code == status


def test_a_reading_may_come_from_a_link_elsewhere(client: FlaskClient) -> None:
    assert client.get("/probe/ok", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_broken_policy_becomes_one_line_of_the_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    report = {"csp-report": {"document-uri": "http://localhost/x", "blocked-uri": "inline\nFORGED LINE", "other": "y"}}
    with caplog.at_level(logging.WARNING):
        answer = client.post("/csp-report", json=report, headers={"Origin": "null", "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 204
    assert len(caplog.records) == 1
    assert "\n" not in caplog.records[0].getMessage()
    assert "FORGED" in caplog.records[0].getMessage()


@pytest.mark.parametrize(
    ("body", "status"), [(b"{", 400), (b"[]", 400), (b'{"csp-report": 1}', 400), (b" " * 20_000, 413)]
)
def test_what_is_no_report_is_refused(client: FlaskClient, body: bytes, status: int) -> None:
    assert client.post("/csp-report", data=body, content_type="application/csp-report").status_code == status


class TestWithCsrf:
    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"WTF_CSRF_ENABLED": True, "WTF_CSRF_CHECK_DEFAULT": True}

    def test_a_writing_without_a_token_is_refused_and_a_report_is_not(self, client: FlaskClient) -> None:
        assert client.post("/probe/ok").status_code == 400
        assert client.post("/csp-report", json={"csp-report": {}}).status_code == 204
