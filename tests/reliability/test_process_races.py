"""The same meetings between worker processes: no lock of one process protects a dossier there."""

import time
import uuid
from collections import Counter
from collections.abc import Mapping
from multiprocessing.connection import Connection

from tests.people import Someone
from tests.reliability.process import workers
from tests.reliability.race import LATE, WON, set_back
from tests.reliability.test_races import TIMES, WHY
from tests.reliability.whole import faults
from tests.reliability.worker import Order
from tests.story import Story

A_MOMENT = 0.01
"""Seconds in which both workers have read the order and wait for the instant."""

NOTHING: Mapping[str, str] = {}


def order(story: Story, action: str, by: Someone, seen: int, inputs: Mapping[str, str] = NOTHING) -> Order:
    return Order(0.0, story.id, action, by.id, seen, uuid.uuid4().hex, inputs)


def meet(pipes: list[Connection], orders: list[Order]) -> tuple[str, ...]:
    """Both at the same instant; the outcomes, sorted."""
    instant = time.time() + A_MOMENT
    for pipe, one in zip(pipes, orders, strict=True):
        pipe.send(one._replace(at=instant))
    return tuple(sorted(pipe.recv() for pipe in pipes))


def test_approve_against_reject_in_two_processes(story: Story) -> None:
    story.up_to("provincial_approval")
    place, ended = story.row, Counter[tuple[str, ...]]()
    one, other = story.who("province_leader"), story.people("province_leader")
    with workers(story.app, 2) as two:
        for _race in range(50 * TIMES):
            seen = set_back(story, place)
            ended[meet(two, [order(story, "approve", one, seen), order(story, "reject", other, seen, WHY)])] += 1
    assert set(ended) == {(LATE, WON)}, ended
    assert story.row.entry_count == place.entry_count + 50 * TIMES
    assert faults(story.app) == []


def test_one_form_sent_to_two_processes_is_one_act(story: Story) -> None:
    place, ended = story.row, Counter[tuple[str, ...]]()
    officer = story.who("commune_officer")
    with workers(story.app, 2) as two:
        for race in range(20 * TIMES):
            form = order(story, "present", officer, set_back(story, place))
            said = meet(two, [form, form])
            ended[tuple(word.replace(f"again {place.entry_count + race + 1}", "again") for word in said)] += 1
    assert set(ended) == {("again", WON)}, ended
    assert faults(story.app) == []
