"""A line that breaks: it carries bytes to a server and cuts every connection when so many have gone through."""

import contextlib
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


class BadLine:
    """Listens on a port of its own; `cuts` are totals of bytes sent to the server at which everything is cut."""

    def __init__(self, server: tuple[str, int], cuts: Sequence[int]) -> None:
        self.server, self.cuts, self.sent, self.broken = server, list(cuts), 0, 0
        self.lock, self.open = threading.Lock(), set[socket.socket]()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.door.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self.door.accept()
                far = socket.create_connection(self.server)
                self.open |= {near, far}
                threading.Thread(target=self._carry, args=(near, far, True), daemon=True).start()
                threading.Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, source: socket.socket, dest: socket.socket, is_up: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                dest.sendall(data)
                if is_up and self._is_cut(len(data)):
                    self._cut()
                    return
            dest.shutdown(socket.SHUT_WR)

    def _is_cut(self, count: int) -> bool:
        with self.lock:
            self.sent += count
            if self.cuts and self.sent >= self.cuts[0]:
                self.cuts.pop(0)
                self.broken += 1
                return True
        return False

    def _cut(self) -> None:
        for end in list(self.open):
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, not a goodbye
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.open.clear()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        self._cut()


@contextmanager
def bad_line(server: tuple[str, int], cuts: Sequence[int]) -> Iterator[BadLine]:
    """A breaking line to a server, until the block ends."""
    line = BadLine(server, cuts)
    try:
        yield line
    finally:
        line.close()
