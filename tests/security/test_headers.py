"""Every answer carries the same headers, errors included."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "manifest-src 'self'; upgrade-insecure-requests; report-uri /csp-report"
)
WRITTEN_DOWN = {
    "Content-Security-Policy": POLICY,
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
ANSWERS = [
    ("GET", "/probe/ok", 200),
    ("GET", "/probe/moved", 302),
    ("GET", "/probe/bad", 400),
    ("GET", "/probe/%ff", 400),
    ("GET", "/probe/forbidden", 403),
    ("GET", "/nowhere", 404),
    ("DELETE", "/probe/ok", 405),
    ("GET", "/probe/broken", 500),
    ("GET", "/static/css/look.css", 200),
    ("GET", "/static/css/nothing.css", 404),
    ("GET", "/account", 303),
    ("GET", "/sign-in", 200),
]


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"PROPAGATE_MISHAPS": False}


def _carried(headers: Any) -> dict[str, str]:
    return {name: headers.get(name) for name in WRITTEN_DOWN}


@pytest.mark.parametrize(("method", "address", "status"), ANSWERS)
def test_every_answer_carries_exactly_these_headers(
    client: FlaskClient, method: str, address: str, status: int
) -> None:
    answer = client.open(address, method=method)
    answer.close()
    assert answer.status_code == status
    assert _carried(answer.headers) == WRITTEN_DOWN
    assert [answer.headers.getlist(name) for name in WRITTEN_DOWN] == [[value] for value in WRITTEN_DOWN.values()]


@pytest.mark.parametrize(("method", "address", "status"), [case for case in ANSWERS if "look.css" not in case[1]])
def test_no_page_is_stored_by_the_browser(client: FlaskClient, method: str, address: str, status: int) -> None:
    answer = client.open(address, method=method)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (status, "no-store")


def test_a_static_file_with_its_mark_is_kept_for_a_year(client: FlaskClient) -> None:
    said = []
    for address in ("look.css?v=abc", "look.css", "nothing.css?v=abc"):
        with client.get(f"/static/css/{address}") as answer:
            said.append(answer.headers["Cache-Control"])
    assert said == ["public, max-age=31536000, immutable", "public, max-age=86400", "no-store"]


def test_a_download_is_never_rendered(client: FlaskClient) -> None:
    headers = client.get("/probe/file").headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''" in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_host_that_is_not_ours_is_refused_with_the_same_headers(client: FlaskClient) -> None:
    answer = client.get("/sign-in", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert _carried(answer.headers) == WRITTEN_DOWN
    assert "evil" not in answer.text


class TestUnderHttps:
    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {
            "PUBLIC_BASE_URL": "https://localhost",
            "SID_COOKIE": "__Host-sid",
            "SESSION_COOKIE_SECURE": True,
            "TRUSTED_HOSTS": ["localhost"],
        }

    def test_the_cookie_is_bound_to_the_host(self, app: Flask, people: Any) -> None:
        client = people.client(people("env_appraiser"))
        sent = client.get("/account", base_url="https://localhost").headers.getlist("Set-Cookie")
        mine = next(line for line in sent if line.startswith("__Host-sid="))
        assert "Secure" in mine
        assert "Path=/" in mine
        assert "Domain" not in mine
