"""The worker: sends mail every minute, does what is due every hour. One beside the pages, or a process of its own."""

import threading
from collections.abc import Callable

from flask import Flask
from huey.consumer import Consumer

from workflow.jobs.queue import queue_of

PATIENCE = 20.0
"""Seconds that a task under way may take to end when the worker is asked to stop."""

WORKERS = 2
"""One for long work, of which a process does one at a time; one for mail and what is due."""


class _Beside(Consumer):  # type: ignore[misc]
    """A consumer in the process of the pages: signals stay with the server."""

    def _set_signal_handlers(self) -> None:
        return


def work(app: Flask) -> None:
    """Work until SIGTERM or SIGINT; a task under way is finished first."""
    _consumer(app, Consumer).run()


def work_beside(app: Flask) -> Callable[[], None]:
    """Work in threads of this process from now on, and die with it, however it ends. Returns what stops them."""
    consumer = _consumer(app, _Beside)
    thread = threading.Thread(target=consumer.run, name="worker", daemon=True)
    thread.start()

    def stop() -> None:
        consumer.stop_flag.set()
        thread.join(PATIENCE)

    return stop


def _consumer(app: Flask, kind: type[Consumer]) -> Consumer:
    return kind(
        queue_of(app), workers=WORKERS, worker_type="thread", periodic=True, max_delay=2.0, graceful_signal="TERM",
        check_worker_health=True, shutdown_timeout=PATIENCE,
    )  # fmt: skip
