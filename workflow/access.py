"""Who may open an address: one word beside each route. A route without a word is refused, and fails the suite."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from states.actors import Role
from states.kernel import Forbidden, Reason
from workflow.accounts.person import Person

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[..., Any]

PUBLIC, SIGNED_IN, ADMINISTRATOR = "public", "signed in", "administrator"
OF_THE_FRAMEWORK = {"static": PUBLIC, "bootstrap.static": PUBLIC}


def public(view: View) -> View:
    """Anybody may open it. Such a page never asks who is there."""
    return _declare(view, PUBLIC)


def signed_in(view: View) -> View:
    """Any person who has signed in; what they see is for the queries to say."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return _ask_to_sign_in()
        return view(*args, **kwargs)

    return _declare(checked, SIGNED_IN)


def administrator(view: View) -> View:
    """A person who holds the administrator's post today."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return _ask_to_sign_in()
        if not current_person().holds(Role.ADMINISTRATOR):
            raise Forbidden(Reason("Trang này dành cho người quản trị."))
        return view(*args, **kwargs)

    return _declare(checked, ADMINISTRATOR)


def current_person() -> Person:
    """The person at the desk. Only for views that are not public."""
    return cast("Person", current_user._get_current_object())  # noqa: SLF001 - the proxy's own way to its object


def access_of(endpoint: str) -> str | None:
    """The word declared beside a route, or None."""
    if endpoint in OF_THE_FRAMEWORK:
        return OF_THE_FRAMEWORK[endpoint]
    return getattr(current_app.view_functions[endpoint], "access", None)


def refuse_undeclared() -> None:
    """Before each request: an address nobody has thought about does not open."""
    if request.endpoint and access_of(request.endpoint) is None:
        raise RuntimeError(f"{request.endpoint} declares no access")


def _declare(view: View, access: str) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def _ask_to_sign_in() -> ResponseReturnValue:
    from workflow.accounts.views import sign_in_to_continue

    return sign_in_to_continue(request)
