"""Worker processes as a test holds them: forked from a server that has imported the office once."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from flask import Flask

from tests.reliability import worker

KEPT = ("SECRET_KEY", "LOOKUP_KEY", "SQLALCHEMY_DATABASE_URI", "FILES_DIR", "TESTING", "ARGON2_PROFILE")
PATIENCE = 60.0
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["pytest", worker.__name__])

Worker = tuple[BaseProcess, Connection]


def started(app: Flask, work: Callable[..., None], *args: Any) -> Worker:
    """A process at work on the same database and files as `app`, and the pipe it speaks through."""
    mine, its = _PROCESSES.Pipe()
    settings = {name: app.config[name] for name in KEPT}
    process = _PROCESSES.Process(target=work, args=(settings, *args, its), daemon=True)
    process.start()
    its.close()
    return process, mine


@contextmanager
def workers(app: Flask, count: int) -> Iterator[list[Connection]]:
    """So many workers, ready to obey."""
    running = [started(app, worker.obey) for _one in range(count)]
    try:
        for _process, pipe in running:
            assert pipe.poll(PATIENCE)
            assert pipe.recv() == "ready"
        yield [pipe for _process, pipe in running]
    finally:
        for process, pipe in running:
            pipe.send(None)
            process.join(PATIENCE)
            pipe.close()


def kill(process: BaseProcess) -> None:
    """End it as a cut of power does: no handler, no farewell."""
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join(PATIENCE)
    assert process.exitcode == -signal.SIGKILL


def heard(pipe: Connection) -> list[Any]:
    """Everything a process said before it was killed."""
    said = []
    try:
        while pipe.poll(PATIENCE):
            said.append(pipe.recv())
    except EOFError:
        pipe.close()
    return said
