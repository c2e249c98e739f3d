"""The procedures as pages."""

from flask import Blueprint

from workflow.procedures import models

room = Blueprint("procedures", __name__, url_prefix="/procedures")
__all__ = ["models", "room"]
