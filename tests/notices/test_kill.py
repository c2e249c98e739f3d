"""kill -9 of the sender, again and again: every committed mail arrives, and a crash sends at most one of them twice."""

import os
import random
import time
from collections import Counter
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.notices.conftest import Reader
from tests.notices.sender import send
from tests.notices.sink import Sink
from tests.notices.test_delivery import post
from tests.reliability.process import PATIENCE, kill, started
from workflow.extensions import db
from workflow.notices.delivery import LEASE, deliver
from workflow.notices.models import Mail
from workflow.wall_clock import now

KILLS = int(os.environ.get("KILLS", "6"))
"""How often to kill: 6 in the suite, 100 in a soak."""

EACH_TIME = 15


def test_a_killed_sender_loses_nothing_and_repeats_at_most_one(app: Flask, server: Sink, reader: Reader) -> None:
    chance, someone = random.Random(3), reader("may@laocai.gov.vn")
    for _cycle in range(KILLS):
        with app.app_context():
            post(someone.id, EACH_TIME, at=now())
        before = len(server.letters)
        process, pipe = started(app, send, server.settings)
        assert pipe.poll(PATIENCE)
        while len(server.letters) <= before:
            time.sleep(0.002)
        time.sleep(chance.uniform(0.0, 0.08))
        kill(process)
    with app.app_context():
        while deliver(lambda: now() + LEASE + timedelta(seconds=1)).sent:
            continue
        mails = db.session.execute(select(Mail.id, Mail.state)).all()
    arrived = Counter(server.ids)
    assert {mail.state for mail in mails} == {"sent"}
    assert set(arrived) == {f"<{mail.id}@127.0.0.1>" for mail in mails}
    assert arrived.total() - len(arrived) <= KILLS
    assert max(arrived.values()) <= 2
    assert len(mails) == KILLS * EACH_TIME
