"""The two blueprints of this room: the door (`accounts`) and the administrator's pages (`admin`)."""

from flask import Blueprint, request

from workflow import wall_clock
from workflow.accounts.session_services import Visit
from workflow.accounts.sessions import address, token_of

door = Blueprint("accounts", __name__)
office = Blueprint("admin", __name__, url_prefix="/admin")


def this_visit() -> Visit:
    """Where this request comes from, and when."""
    return Visit(wall_clock.now(), address(), request.user_agent.string, token_of(request))
