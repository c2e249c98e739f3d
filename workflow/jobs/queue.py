"""The worker's queue (huey): what is to be done soon, and what is done every minute and every hour.

Payloads carry nothing: what there is to do stands in the database. Losing the queue loses no mail and no job.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import SqliteHuey, crontab

from workflow.calendar.queries import work_calendar
from workflow.dossiers.scanning import scan_all, scan_due
from workflow.errands.running import run_waiting
from workflow.jobs import ledger
from workflow.notices.delivery import deliver
from workflow.papers.signatures.services import judge_waiting, note_prints
from workflow.wall_clock import HANOI, now, today

KEPT = "langnghe.queue"
ENOUGH = 5
"""So many requests to hurry in the queue say enough; without a worker they would pile up."""

FIRST_HOUR, LAST_HOUR = 6, 18
"""Dated jobs begin with the working day, and are looked at again every hour until its end."""


def queue_of(app: Flask) -> SqliteHuey:
    """The queue of an application: the file LANGNGHE_QUEUE, with the office's tasks. Made on first use."""
    found: SqliteHuey | None = app.extensions.get(KEPT)
    if found is None:
        Path(app.config["QUEUE"]).parent.mkdir(parents=True, exist_ok=True)
        found = app.extensions[KEPT] = SqliteHuey("langnghe", filename=app.config["QUEUE"], results=False)
        _register(found, app)
    return found


def hurry(task: str = "deliver_now") -> None:
    """Ask the worker to do what waits, now instead of within a minute: to send mail, or the named task."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    queue: Any = queue_of(app)
    if queue.pending_count() < ENOUGH:
        getattr(queue, task)()


def _register(queue: Any, app: Flask) -> None:
    """The tasks, under fixed names, so that every process of this office means the same by them."""
    works = {
        "deliver": _within(app, lambda: deliver(now)),
        "scan": _within(app, lambda: scan_due(today(), now())),
        "judge": _within(app, _look_at_files),
        "errands": _within(app, lambda: run_waiting(now)),
    }
    for name, work in works.items():
        setattr(queue, f"{name}_now", queue.task(name=f"{name}_now")(work))
        queue.periodic_task(crontab(minute="*"), name=name)(work)
    queue.periodic_task(crontab(minute="7"), name="due")(_within(app, _do_what_is_due))
    queue.periodic_task(crontab(minute="37"), name="scan_again")(_within(app, lambda: scan_all(today(), now())))


def _within(app: Flask, work: Callable[[], object]) -> Callable[[], None]:
    """The work, in the application it belongs to."""

    def done() -> None:
        with app.app_context():
            work()

    return done


def _do_what_is_due() -> None:
    if work_calendar().is_working(today()) and FIRST_HOUR <= now().astimezone(HANOI).hour < LAST_HOUR:
        ledger.run_missing(today(), now())


def _look_at_files() -> None:
    judge_waiting(now)
    note_prints()
