"""The blueprint of consents, shared by its pages."""

from typing import Any

from flask import Blueprint, request
from flask_login import current_user

from workflow.consents.files import LARGEST

room = Blueprint("consents", __name__, url_prefix="/register/<uuid:unit_id>")


@room.url_value_preprocessor
def take_large_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before the form is read: people of the office may send photographs, others may not."""
    if request.method == "POST" and current_user.is_authenticated:
        request.max_content_length = 2 * LARGEST
