"""What stands around every page: the band, the navigation, the language, the person at the desk."""

import hashlib
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_login import current_user

from workflow.access import PUBLIC, access_of, public

room = Blueprint("chrome", __name__)


def register_chrome(app: Flask) -> None:
    app.register_blueprint(room)
    app.context_processor(_around_the_page)


def _around_the_page() -> dict[str, Any]:
    return {
        "asset": asset,
        "person": _person(),
        "language": str(get_locale()),
        "is_demo": current_app.config["DEMO"],
        "new_form_token": lambda: secrets.token_urlsafe(24),
    }


def _person() -> Any:
    """The person at the desk, for the header; public pages never ask."""
    if request.endpoint is None or access_of(request.endpoint) == PUBLIC:
        return None
    return current_user if current_user.is_authenticated else None


def asset(name: str) -> str:
    """Address of a static file with the mark of its content, so that a browser may keep it for a year."""
    return url_for("static", filename=name, v=_mark(str(Path(current_app.static_folder or "") / name)))


@lru_cache
def _mark(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


@room.post("/language")
@public
def choose_language() -> ResponseReturnValue:
    """Keep the reader's language for a year, and go back where they were."""
    chosen = request.form.get("language", "vi")
    back = request.form.get("back", "/")
    response = redirect(back if is_local(back) else "/", 303)
    if chosen in current_app.config["LANGUAGES"]:
        response.set_cookie(
            "language", chosen, max_age=365 * 24 * 3600, samesite="Lax", secure=current_app.config["SESSION_COOKIE_SECURE"]
        )
    return response


def is_local(address: str) -> bool:
    """A path of this site, and nothing a browser would read as another host."""
    return address.startswith("/") and not address.startswith(("//", "/\\")) and "\n" not in address and "\r" not in address
