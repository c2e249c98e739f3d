"""kill -9 in the middle of work: what was acknowledged is there, and nothing is there by half.

A kill tests atomicity, not durability: the page cache of the machine survives it. A power cut needs its own simulator.
"""

import os
import random
import time
import uuid
from collections import Counter
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.people import People
from tests.reliability.life import ROAD
from tests.reliability.process import PATIENCE, heard, kill, started
from tests.reliability.whole import faults
from tests.reliability.worker import live
from workflow.dossiers.models import Entry
from workflow.extensions import db
from workflow.papers.models import Attachment

KILLS = int(os.environ.get("KILLS", "15"))
"""How often to kill: 15 in the suite, as many as you like in a soak."""

LIVES = 2


def one_cycle(app: Flask, cast: dict[str, uuid.UUID], cycle: int, chance: random.Random) -> list[Any]:
    """Let two lives work for a moment, kill both, and hear what they had acknowledged."""
    lives = [started(app, live, cast, cycle * LIVES + number) for number in range(LIVES)]
    for _process, pipe in lives:
        assert pipe.poll(PATIENCE)
    time.sleep(chance.uniform(0.0, 0.6))
    for process, _pipe in lives:
        kill(process)
    return [word for _process, pipe in lives for word in heard(pipe)]


def known(app: Flask) -> set[tuple[Any, ...]]:
    """Every act and every file of the office, as a life acknowledges them."""
    with app.app_context():
        acts = db.session.execute(select(Entry.dossier_id, Entry.action, Entry.number)).all()
        files = db.session.execute(select(Attachment.dossier_id, Attachment.size)).all()
        db.session.remove()
    return {tuple(row) for row in (*acts, *files)}


def test_a_killed_worker_loses_nothing_acknowledged_and_leaves_nothing_by_half(app: Flask, people: People) -> None:
    cast = {role: people(role).id for role in dict.fromkeys(role for _action, role in ROAD)}
    chance, acknowledged = random.Random(20261123), list[Any]()
    for cycle in range(KILLS):
        acknowledged += one_cycle(app, cast, cycle, chance)
        with app.app_context():
            db.engine.dispose()
        assert (cycle, set(acknowledged) - known(app)) == (cycle, set())
        assert (cycle, faults(app, with_files=True)) == (cycle, [])
    done = Counter(act[1] if isinstance(act[1], str) else "uploaded" for act in acknowledged)
    assert done["open"] > 1
    assert done["uploaded"] > done["present"] > 1
