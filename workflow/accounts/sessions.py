"""The cookie of a sign-in (docs/decisions/0004-sessions.md).

`<token>.<time>.<signature>`: the token names a row of `login_session`; the signed time, renewed by every answer, is
the moment of the last request. So the idle limit needs no write, and a GET stays a reading.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, current_app, g, request
from itsdangerous import BadSignature, TimestampSigner

from workflow import wall_clock
from workflow.accounts import queries
from workflow.accounts.person import Person

TOKEN_BYTES = 32


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def load_person(asked: Request) -> Person | None:
    """Who sends this request: one statement over session, account, posts and agencies of today.

    None when nobody is signed in.
    """
    token = _token_in(asked)
    if token is None:
        return None
    person = queries.person_of_session(hash_of(token), wall_clock.today(), wall_clock.now())
    if person:
        g.sid = token
    return person


def keep(token: str) -> None:
    """Let the answer to this request carry the sign-in."""
    g.sid = token


def forget() -> None:
    """Let the answer to this request take the cookie away."""
    g.sid = ""


def refresh_cookie(response: Response) -> Response:
    """Renew the signed time on every answer to a person who is signed in."""
    token = g.get("sid")
    if token:
        response.set_cookie(value=seal(token), **_traits())
    elif token == "":
        response.delete_cookie(**_traits())
    return response


def register_sessions(app: Flask) -> None:
    app.after_request(refresh_cookie)


def seal(token: str) -> str:
    """The value of the cookie for a token, signed with the present time."""
    return _signer().sign(token).decode()


def token_of(asked: Request) -> str:
    """The token a request carries, whether or not its session is still open; empty when there is none in time."""
    return _token_in(asked) or ""


def _token_in(asked: Request) -> str | None:
    value = asked.cookies.get(current_app.config["SID_COOKIE"], "")
    if not value:
        return None
    try:
        return _signer().unsign(value, max_age=60 * int(current_app.config["SESSION_IDLE_MINUTES"])).decode()
    except (BadSignature, UnicodeDecodeError):
        return None


def _signer() -> TimestampSigner:
    keys = [*(current_app.config.get("SECRET_KEY_FALLBACKS") or ()), current_app.config["SECRET_KEY"]]
    return TimestampSigner(keys, salt="sid", digest_method=hashlib.sha256)


def _traits() -> dict[str, Any]:
    config = current_app.config
    return {
        "key": config["SID_COOKIE"],
        "path": "/",
        "secure": config["SESSION_COOKIE_SECURE"],
        "httponly": True,
        "samesite": "Lax",
    }


def address() -> str:
    """Where the request comes from, as far as the proxies named in the settings are to be believed."""
    return request.remote_addr or ""


def absolute_end(at: datetime) -> datetime:
    """When a sign-in ends whatever happens."""
    return at + timedelta(hours=int(current_app.config["SESSION_HOURS"]))
