"""The blueprint of this room."""

from flask import Blueprint

room = Blueprint("environment", __name__, url_prefix="/environment")
