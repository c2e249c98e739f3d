"""The blueprint of the public register, shared by its pages."""

from flask import Blueprint

room = Blueprint("register", __name__)
