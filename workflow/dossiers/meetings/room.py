"""The room of councils and their meetings; its addresses are declared in the views beside it."""

from flask import Blueprint

room = Blueprint("meetings", __name__, url_prefix="/council")
