"""Sentences in the reader's language, with the catalogue looked up once per request.

Flask-Babel finds context, domain, locale and catalogue again for every sentence: a quarter of the work of a long page.
"""

from typing import Any

from flask import Flask, g
from flask_babel import get_translations

KEPT = "translations"


def translated(sentence: str) -> str:
    """A sentence in the language of this request. The language of a request does not change while it is answered."""
    text: str = catalogue().ugettext(sentence)
    return text


def register_languages(app: Flask) -> None:
    """Let templates translate by the catalogue of the request."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translated,
        ngettext=lambda one, many, count: catalogue().ungettext(one, many, count),
        newstyle=True,
    )


def catalogue() -> Any:
    """The translations of this request's language."""
    kept = g.get(KEPT)
    if kept is None:
        kept = get_translations()
        setattr(g, KEPT, kept)
    return kept
