"""What a worker process of a test does: it obeys orders, or lives until killed. The fork server imports it once."""

import random
import time
import uuid
from collections.abc import Mapping
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from sqlalchemy import select

from tests.people import MUONG_HUM
from tests.reliability.life import Life
from tests.reliability.race import Try
from workflow import ROOMS, create_app
from workflow.accounts.person import Person
from workflow.accounts.queries import person_in_force
from workflow.extensions import db
from workflow.register.models import Commune
from workflow.wall_clock import today

for room in (*ROOMS, "cli.commands"):
    import_module(f"workflow.{room}")  # now, once: a forked worker then starts in a moment


class Order(NamedTuple):
    """A step to take at an instant (seconds since the epoch)."""

    at: float
    dossier_id: uuid.UUID
    action: str
    by: uuid.UUID
    seen: int
    token: str
    inputs: Mapping[str, str]


def obey(settings: dict[str, Any], orders: Connection) -> None:
    """Take the steps that are ordered, each at its instant, and say what became of it; until None comes."""
    with create_app(**settings).app_context():
        orders.send("ready")
        while order := orders.recv():
            attempt = Try(order.dossier_id, order.action, someone(order.by), order.seen, order.token, order.inputs)
            while time.time() < order.at:
                pass
            orders.send(attempt.take())
        db.session.remove()


def live(settings: dict[str, Any], cast: Mapping[str, uuid.UUID], seed: int, acks: Connection) -> None:
    """Carry dossiers along and acknowledge every act that is done. Only a kill ends it."""
    with create_app(**settings).app_context():
        known = {role: someone(account_id) for role, account_id in cast.items()}
        code = db.session.scalars(select(Commune.code).where(Commune.name == MUONG_HUM)).one()
        life = Life(known, random.Random(seed), acks.send)
        while True:
            life.one_dossier(code)


def someone(account_id: uuid.UUID) -> Person:
    found = person_in_force(db.session(), account_id, today())
    db.session.rollback()
    assert found is not None
    return found
