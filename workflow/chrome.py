"""What stands around every page: the band, the navigation, the language, the person at the desk."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Flask, current_app, g, get_flashed_messages, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_login import current_user

from states.actors import ROLE_TITLES, Role
from states.reports import REPORTS
from workflow.access import current_person, public
from workflow.addresses import is_local
from workflow.artisans.queries import reads_artisans
from workflow.consents.queries import answers_withdrawals, reads_consents
from workflow.dossiers.decisions.readers import reads_the_book
from workflow.dossiers.inbox import header_counts
from workflow.environment import standing as environment
from workflow.environment.pollution_queries import may_ask
from workflow.wall_clock import today

room = Blueprint("chrome", __name__)
REVIEWING = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.DEPT_OFFICER, Role.DEPT_LEADER)
MEETING = (Role.PROVINCE_CLERK, Role.PROVINCE_LEADER, Role.DEPT_LEADER, Role.CONSULTED_LEADER)
"""Posts whose people prepare the council or are likely to sit on it; others come by their notice."""
LEADING = (Role.COMMUNE_LEADER, Role.DEPT_LEADER, Role.PROVINCE_CLERK, Role.PROVINCE_LEADER, Role.CONSULTED_LEADER)
"""Posts whose people see to the work of others: the board is named on their first page."""


def register_chrome(app: Flask) -> None:
    app.register_blueprint(room)
    app.context_processor(_around_the_page)


def _around_the_page() -> dict[str, Any]:
    return {
        "asset": asset,
        "person": _person(),
        "language": str(get_locale()),
        "is_demo": current_app.config["DEMO"],
        "flashed": flashed,
        "header_counts": lambda: header_counts(current_person(), today()),
        "reviews_units": lambda person: any(person.holds(role) for role in REVIEWING),
        "is_asked": lambda person: person.holds(Role.CONSULTED_OFFICER) or person.holds(Role.CONSULTED_LEADER),
        "meets": lambda person: any(person.holds(role) for role in MEETING),
        "leads": lambda person: any(person.holds(role) for role in LEADING),
        "reads_the_book": reads_the_book,
        "reads_reports": lambda person: any(kind.readers & person.posts for kind in REPORTS.values()),
        "follows_environment": environment.concerns,
        "follows_visits": lambda person: environment.is_of_department(person) or environment.communes_of(person),
        "follows_requests": lambda person: environment.is_appraiser(person) or may_ask(person),
        "answers_withdrawals": answers_withdrawals,
        "reads_artisans": reads_artisans,
        "reads_consents": lambda unit_id: reads_consents(current_person(), unit_id),
        "is_administrator": lambda person: person.holds(Role.ADMINISTRATOR),
        "seat_role": lambda role: ROLE_TITLES[Role(role)],
        "seat_title": lambda seat: ROLE_TITLES[seat.role],
    }


def flashed() -> list[tuple[str, str]]:
    """Messages for this reader. Asks only when some are there, so that a reader without any gets no cookie."""
    if "_flashes" not in session:
        return []
    return cast("list[tuple[str, str]]", get_flashed_messages(with_categories=True))


def _person() -> Any:
    """The person at the desk, for the header; nobody without a session's cookie, or while the database fails."""
    if current_app.config["SID_COOKIE"] not in request.cookies or g.get("database_fails"):
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
            "language",
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
    return response
