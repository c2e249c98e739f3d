"""Sending a file in pieces, as the script of the page does."""

import http.client
import json
import re
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient


@dataclass
class Sender:
    """In the program itself, through its test client."""

    client: FlaskClient
    dossier_id: uuid.UUID
    part: str = "CV-RESULTS"

    @property
    def url(self) -> str:
        return f"/dossiers/{self.dossier_id}/arriving"

    def begin(self, name: str, size: int, **more: str) -> Any:
        fields = {"part": self.part, "name": name, "size": str(size), "mark": f"{name}{size}"}
        return self.client.post(self.url, data=fields | more)

    def piece(self, arriving: str, offset: int, data: bytes) -> Any:
        address = f"{self.url}/{arriving}/pieces/{offset}"
        return self.client.post(address, data=data, content_type="application/octet-stream")

    def finish(self, arriving: str, **more: str) -> Any:
        return self.client.post(f"{self.url}/{arriving}/finish", data=more)

    def send(self, name: str, content: bytes, step: int = 1 << 20, **more: str) -> Any:
        """From beginning to end; the last answer."""
        begun = self.begin(name, len(content), **more)
        if begun.status_code != 201:
            return begun
        for offset in range(begun.json["offset"], len(content), step):
            answer = self.piece(begun.json["id"], offset, content[offset : offset + step])
            assert answer.status_code == 200, answer.data
        return self.finish(begun.json["id"])


@dataclass
class Caller:
    """Over a line, by hand: what breaks is tried again from where the server says."""

    port: int
    host: str
    cookie: str
    page: str
    token: str = ""
    tries: int = 0
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Any:
        """One request on a connection of its own, again and again until there is an answer; JSON if it is JSON."""
        while True:
            try:
                return self._asked(method, path, body, kind)
            except (OSError, http.client.HTTPException):
                self.tries += 1
                if method == "POST" and "/pieces/" in path:
                    raise

    def _asked(self, method: str, path: str, body: bytes, kind: str) -> Any:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = "; ".join([self.cookie, *(f"{name}={value}" for name, value in self.cookies.items())])
        headers = {"Host": self.host, "Cookie": cookies, "X-CSRFToken": self.token, "Content-Type": kind}
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            for name, value in re.findall(r"Set-Cookie: (\w+)=([^;]+)", str(answer.headers)):
                self.cookies[name] = value
            text = answer.read()
        finally:
            line.close()
        is_json = answer.headers.get_content_type() == "application/json"
        return json.loads(text) if is_json else text.decode()

    def come(self) -> None:
        """Open the page, for its token."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.ask("GET", self.page))
        assert found, "the page has no form"
        self.token = found[1]

    def send(self, url: str, content: bytes, step: int, **fields: str) -> Any:
        """The whole file, whatever the line does; the last answer."""
        form = "application/x-www-form-urlencoded"
        told = self.ask("POST", url, urlencode(fields | {"size": str(len(content))}).encode(), form)
        here = f"{url}/{told['id']}"
        while told["offset"] < len(content):
            offset = told["offset"]
            try:
                told = self.ask(
                    "POST", f"{here}/pieces/{offset}", content[offset : offset + step], "application/octet-stream"
                )
            except (OSError, http.client.HTTPException):
                told = self.ask("GET", here)
        return self.ask("POST", f"{here}/finish", b"", form)
