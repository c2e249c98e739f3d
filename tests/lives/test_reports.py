"""Reports of a period over random lives: equal to a fold of the journal done by hand, and the same again later."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from random import Random
from typing import Any

import pytest
from sqlalchemy import text, true

from states.procedures import get as get_procedure
from tests.lives.quality import by_hand as read_quality
from tests.lives.road import MOST, Luck, Road
from tests.lives.slow_clock import PAUSING, reading
from tests.lives.starts import ERAS, Starts
from tests.lives.test_lives import papers_are_not_set_in_type, starts
from tests.lives.visited import Visited
from workflow.dossiers.board.trend import months_of
from workflow.dossiers.reports.agreement import agreement_of
from workflow.dossiers.reports.overdue import Came, Went, overdue
from workflow.dossiers.reports.quality import quality
from workflow.extensions import db

__all__ = ["papers_are_not_set_in_type", "starts"]
MANY, ACTS = 9, 140
BEGINNINGS = (("recognition", ""), ("support", "tourism"), ("support", "trade_promotion"), ("revocation", ""))
JOURNAL = text(
    "SELECT d.id, d.procedure_code, d.procedure_version, e.action, e.source, e.dest, e.hold_after, e.\"on\" AS day"
    " FROM entry e JOIN dossier d ON d.id = e.dossier_id WHERE d.code IS NOT NULL ORDER BY d.id, e.number"
)  # fmt: skip


class Told:
    """One line of a journal as SQL gives it."""

    def __init__(self, row: Any) -> None:
        self.action, self.source, self.dest, self.hold_after = row.action, row.source, row.dest, row.hold_after
        self.on = date.fromisoformat(str(row.day))


def by_hand(road: Road, first: date, last: date) -> Counter[str]:
    """What the report should say, from the words of the journal: nothing of the office's own folding is asked."""
    found: Counter[str] = Counter()
    for _id, some in groupby(db.session.execute(JOURNAL).all(), lambda row: row.id):
        rows = list(some)
        law = get_procedure(rows[0].procedure_code, rows[0].procedure_version)
        lines = [line for line in map(Told, rows) if line.on <= last]
        received = [line.on for line in lines if line.action == "receive"]
        finals = {stage.name for stage in law.stages if stage.final}
        ended = ended_on(lines, finals)
        if not received or (ended and ended < first):
            continue
        found[Came.RECEIVED if received[-1] >= first else Came.CARRIED_OVER] += 1
        running = list(lines)
        while running and (running[-1].dest in finals or running[-1].hold_after in PAUSING):
            running.pop()
        due = reading(law, running, road.worked).due_on if running else None
        stands = lines[-1].hold_after in PAUSING or due is None
        if ended:
            found[Went.RETURNED_LATE if due and ended > due else Went.RETURNED_IN_TIME] += 1
        elif stands:
            found[Went.PAUSED] += 1
        else:
            found[Went.OPEN_LATE if due and last > due else Went.OPEN_IN_TIME] += 1
    return found


def ended_on(lines: Sequence[Told], finals: set[str]) -> date | None:
    """The decision went out, or the dossier came to an end; an end that was taken back is none."""
    ended = None
    for line in lines:
        if line.source in finals and line.dest not in finals:
            ended = None
        if ended is None and (line.action == "issue" or line.dest in finals):
            ended = line.on
    return ended


@pytest.mark.parametrize("seed", range(3))
def test_a_report_is_the_fold_of_the_journal_and_stays_so(starts: Starts, seed: int) -> None:
    luck = Random(seed)
    start = starts.get("recognition", "draft", ERAS[seed], "")
    starts.office.put_back(start.picture)
    road = Road(starts.office, start.memory.copy(), start.on, Visited())
    began, told = road.on, {}
    for _act in range(ACTS):
        live_on(road, luck)
        if luck.random() < 0.1:
            road.pass_days(1)
            period = (road.on - timedelta(luck.randint(5, 60)), road.on - timedelta(1))
            told[period] = figures_of(*period)
    seen: Counter[str] = Counter()
    for _period in range(25):
        first = began + timedelta(luck.randint(-5, 300))
        last = first + timedelta(luck.randint(0, 90))
        report = overdue(first, last)
        assert report.totals.by == by_hand(road, first, last), (first, last)
        assert report.totals.total == sum(report.totals.by.get(way, 0) for way in Went)
        assert sum(each.total for each in report.by(lambda fate: fate.commune)) == report.totals.total
        assert all(one.difference == 0 for one in agreement_of(report)), (first, last, agreement_of(report))
        seen += report.totals.by + check_quality(road, first, last)
    assert {*Came, Went.RETURNED_IN_TIME, Went.OPEN_LATE} <= set(seen), "too little happened to prove anything"
    for month in months_of(true(), road.on):
        report = overdue(month.first, month.last)
        assert (month.received, month.done) == (report.totals.by.get(Came.RECEIVED, 0), report.totals.returned), month
    for period, figures in told.items():
        assert figures_of(*period) == figures, period


def figures_of(first: date, last: date) -> Any:
    """Both reports of a period, to be the same again later."""
    found = quality(first, last)
    return overdue(first, last).as_json(), found.stays, found.sent_back, found.asked_again


def check_quality(road: Road, first: date, last: date) -> Counter[str]:
    """The report on quality is what reading the journal by hand gives; what of it happened at all."""
    found, hand = quality(first, last), read_quality(first, last, road.worked)
    durations = {(*one.procedure.key, one.stage): sorted(one.days) for one in found.durations()}
    assert durations == hand.days, (first, last)
    assert Counter(one.action for one in found.sent_back) == hand.back, (first, last)
    assert len(found.asked_again) == hand.again, (first, last)
    for one in found.durations():
        shorter = [sum(day <= value for day in one.days) for value in (one.median or 0, one.p90 or 0)]
        assert shorter[0] * 2 >= len(one.days)
        assert shorter[1] * 10 >= 9 * len(one.days)
    return Counter({"second request": hand.again, "sent back": hand.back.total()})


def live_on(road: Road, luck: Random) -> None:
    """Somebody begins, goes on, turns aside; days go by."""
    lives = road.lives()
    if len(lives) < MANY and luck.random() < 0.3:
        road.begin(*luck.choice(BEGINNINGS), luck.randint(0, 1))
        return
    road.pass_days(luck.choice((0, 0, 1, 2, 5, 9)))
    if not lives:
        return
    life, chance = luck.choice(lives), Luck(luck.randint(0, MOST))
    if luck.random() < 0.85:
        road.go_on(life, chance)
    elif life.is_open and life.hold is not None:
        road.answer_hold(life, chance)
    else:
        road.turn(life, chance)
