"""The real application behind a real server on a free port, with the demo people in it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

LARGEST_REQUEST = 210 * 1024 * 1024


@dataclass(frozen=True)
class Office:
    """An office that answers at an address."""

    app: Flask
    url: str

    @property
    def password(self) -> str:
        """What all demo people sign in with."""
        return str(self.app.config["DEMO_PASSWORD"])


@contextmanager
def serving(app: Flask, door: socket.socket) -> Iterator[Office]:
    """Serve on a socket that is already bound, as `make run` does, until the block ends."""
    server = create_server(app, sockets=[door], threads=6, max_request_body_size=LARGEST_REQUEST)
    thread = threading.Thread(target=server.run, name="office")
    thread.start()
    try:
        yield Office(app, f"http://127.0.0.1:{door.getsockname()[1]}")
    finally:
        # In the server's own thread, so that nothing is closed under its hands; the loop ends when nothing is left.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
        thread.join(10)
        server.task_dispatcher.shutdown()
