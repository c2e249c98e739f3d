"""Addresses that leave the house. Built on PUBLIC_BASE_URL, never on the Host header of a request."""

from urllib.parse import quote

from flask import current_app


def invitation_link(code: str) -> str:
    """The address a person opens once to set the first password."""
    return f"{current_app.config['PUBLIC_BASE_URL']}/invite/{quote(code, safe='')}"
