"""The office: an application made of rooms (docs/decisions/0001-the-house.md)."""

from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_bootstrap import Bootstrap5
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from workflow import settings
from workflow.access import refuse_undeclared
from workflow.errors import register_errors
from workflow.extensions import babel, compress, csrf, db, login
from workflow.formats import register_formats
from workflow.languages import register_languages
from workflow.transactions import guard

ROOMS = (
    "units.views",
    "plan.views",
    "plan.map_views",
    "plan.board_views",
    "plan.annex_views",
    "plan.indicator_views",
    "training.views",
    "feeds.views",
    "achievements.views",
    "consents.views",
    "artisans.views",
    "policies.views",
    "policies.scheme_views",
    "estimates.views",
    "estimates.sum_views",
    "money.views",
    "partners.views",
    "lookup.views",
    "lookup.verify_views",
    "accounts.views",
    "accounts.admin_views",
    "dossiers.views",
    "dossiers.step_views",
    "dossiers.wizard_views",
    "dossiers.attachment_views",
    "dossiers.arriving_views",
    "dossiers.paper_views",
    "dossiers.signed.views",
    "dossiers.printing.views",
    "dossiers.printing.council_views",
    "dossiers.decisions.views",
    "dossiers.correction.views",
    "dossiers.appraisal_views",
    "dossiers.criteria_views",
    "calendar.views",
    "notices.views",
    "notices.mail_views",
    "jobs.views",
    "errands.views",
    "dossiers.versions.views",
    "dossiers.preview.views",
    "reviews.views",
    "environment.views",
    "dossiers.environment.views",
    "dossiers.assignment.views",
    "dossiers.assignment.many_views",
    "dossiers.supplements.views",
    "dossiers.revocation.views",
    "dossiers.consultation.views",
    "dossiers.consultation.answer_views",
    "dossiers.support.views",
    "dossiers.support.fund_views",
    "dossiers.meetings.views",
    "dossiers.control.views",
    "reports.views",
    "reports.periodic_views",
    "dossiers.board.views",
    "dossiers.bundle.views",
    "dossiers.retention.views",
)

ERRANDS: tuple[str, ...] = ("feeds.services", "reports.errands")
"""Modules that declare kinds of long work (workflow/errands/kinds.py)."""

FEEDS = ("achievements.feeds", "training.feeds", "environment.feeds", "reviews.feeds")
"""Modules that declare what can be brought in from a spreadsheet (workflow/feeds/kinds.py)."""


class UnsafeSettings(RuntimeError):
    """The application will not serve with these settings. The message lists every problem."""


def create_app(**overrides: Any) -> Flask:
    """Build the application. Raises UnsafeSettings in production when a setting is unsafe."""
    app = Flask(
        __name__,
        instance_path=str(settings.ROOT / "instance"),
        template_folder=str(settings.ROOT / "templates"),
        static_folder=str(settings.ROOT / "static"),
    )
    app.config.from_mapping(settings.from_environment(Path(app.instance_path)))
    app.config.from_mapping(overrides)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = settings.engine_options(app.config["SQLALCHEMY_DATABASE_URI"])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _refuse_unsafe(app)
    _prepare_extensions(app)
    _prepare_requests(app)
    register_formats(app)
    register_errors(app)
    for room in ROOMS:
        app.register_blueprint(import_module(f"workflow.{room}").room)
    for declaring in (*ERRANDS, *FEEDS):
        import_module(f"workflow.{declaring}")
    import_module("workflow.cli.commands").register_commands(app)
    return app


def _refuse_unsafe(app: Flask) -> None:
    from workflow.safety import problems_of

    if problems := problems_of(app.config):
        raise UnsafeSettings("; ".join(problems))


def _prepare_extensions(app: Flask) -> None:
    from workflow.accounts.sessions import load_person

    for extension in (db, login, csrf, compress):
        extension.init_app(app)
    babel.init_app(app, locale_selector=_language)
    register_languages(app)
    Bootstrap5(app)
    login.request_loader(load_person)
    with app.app_context():
        guard(db.engine)


def _prepare_requests(app: Flask) -> None:
    from workflow.chrome import register_chrome
    from workflow.jobs.nudge import register_nudge
    from workflow.procedures.loading import know_new_versions
    from workflow.schema import refuse_old_schema
    from workflow.security import register_security

    if app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=app.config["PROXIES"], x_proto=1, x_host=0)  # type: ignore[method-assign]
    register_security(app)
    app.before_request(refuse_old_schema)
    app.before_request(refuse_undeclared)
    app.before_request(know_new_versions)
    register_chrome(app)
    register_nudge(app)


def _language() -> str:
    from flask import current_app, has_request_context

    chosen = request.cookies.get("language", "vi") if has_request_context() else "vi"
    return chosen if chosen in current_app.config["LANGUAGES"] else "vi"
