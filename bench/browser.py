"""Requests without a network: a WSGI environ made beforehand, so that only the server's work is timed."""

import re
import secrets
import sys
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from flask import Flask

from bench.measure import Work
from workflow.accounts import sessions
from workflow.accounts.person import Person
from workflow.accounts.session_services import Visit, open_session
from workflow.transactions import writing
from workflow.wall_clock import now

HOST = "127.0.0.1:8000"
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Answer:
    """What came back."""

    def __init__(self, app: Any, environ: dict[str, Any]) -> None:
        parts = app(environ, self._start)
        self.body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()

    def _start(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        self.status = int(status[:3])
        self.cookies = dict(value.split(";")[0].split("=", 1) for name, value in headers if name == "Set-Cookie")


class Browser:
    """A browser with cookies and a form's token."""

    def __init__(self, app: Flask) -> None:
        self.app, self.cookies, self.csrf = app, dict[str, str](), ""

    def environ(self, method: str, path: str, fields: dict[str, str] | None = None) -> dict[str, Any]:
        """One request, ready to be sent once."""
        body = urlencode(fields).encode() if fields is not None else b""
        path, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": HOST,
            "REMOTE_ADDR": "127.0.0.1", "HTTP_COOKIE": self.cookie_header(), "HTTP_ACCEPT_ENCODING": "gzip, br",
            "HTTP_ORIGIN": f"http://{HOST}", "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body), "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0), "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }  # fmt: skip

    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def open(self, path: str) -> Answer:
        """A page; its cookies and its form's token are kept."""
        answer = Answer(self.app, self.environ("GET", path) | {"HTTP_ACCEPT_ENCODING": "identity"})
        self.cookies |= answer.cookies
        found = CSRF.search(answer.body.decode(errors="replace"))
        self.csrf = found[1] if found else self.csrf
        return answer

    def get(self, path: str) -> Work:
        """A page to be asked for once. Raises when it is not a page."""
        return self._work(self.environ("GET", path), 200)

    def post(self, path: str, fields: dict[str, str]) -> Work:
        """A form to be sent once. Raises when it does not lead on."""
        return self._work(self.environ("POST", path, {"csrf_token": self.csrf} | fields), 303)

    def _work(self, environ: dict[str, Any], expected: int) -> Work:
        def work() -> None:
            answer = Answer(self.app, environ)
            if answer.status != expected:
                raise RuntimeError(f"{environ['PATH_INFO']}: {answer.status}")

        return work


def signed_in(app: Flask, person: Person) -> Browser:
    """A browser in which this person has signed in."""
    browser = Browser(app)
    with app.app_context():
        with writing() as session:
            token = open_session(session, person.id, Visit(now(), "127.0.0.1", "bench"))
        browser.cookies[app.config["SID_COOKIE"]] = sessions.seal(token)
    browser.open("/dossiers")
    return browser


def step_fields(version: int) -> dict[str, str]:
    """What the form of a step sends."""
    return {"seen_version": str(version), "token": secrets.token_urlsafe(24), "reason": "Đề nghị làm rõ."}
