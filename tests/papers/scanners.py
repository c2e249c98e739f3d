"""Virus scanners for tests: Debian's own daemon with a signature of ours, and impostors that speak INSTREAM badly."""

import os
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FOUND = "Langnghe.Test.UNOFFICIAL"
PATIENCE = 30.0


@contextmanager
def daemon() -> Iterator[str]:
    """clamd on a private socket; the address. Fails where there is none: a scan nobody tested is no scan."""
    program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert program, "clamd is missing: run `make scanner`"
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    folder.chmod(0o755)
    (folder / "own.ndb").write_text(f"Langnghe.Test:0:*:{EICAR.hex()}\n")
    address = folder / "socket"
    lines = (
        f"DatabaseDirectory {folder}", f"LocalSocket {address}", f"TemporaryDirectory {folder}", "Foreground yes",
        "User root" if os.geteuid() == 0 else "", "StreamMaxLength 110M", "MaxThreads 2", "SelfCheck 3600",
    )  # fmt: skip
    (folder / "clamd.conf").write_text("\n".join(lines) + "\n")
    log = (folder / "log").open("wb")
    process = subprocess.Popen([program, "-c", folder / "clamd.conf"], stdout=log, stderr=log)
    try:
        _wait(process, address, folder / "log")
        yield str(address)
    finally:
        process.kill()
        process.wait()
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(process: subprocess.Popen[bytes], address: Path, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not address.exists():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.05)


@contextmanager
def impostor(answer: Callable[[socket.socket, bytes], None]) -> Iterator[str]:
    """A scanner that reads the whole stream, then does as `answer` says; the address."""
    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _address = door.accept()
            except OSError:
                return
            with line:
                answer(line, _stream(line))

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"127.0.0.1:{door.getsockname()[1]}"
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()


def _stream(line: socket.socket) -> bytes:
    assert _exactly(line, 10) == b"zINSTREAM\0"
    got = b""
    while length := struct.unpack(">I", _exactly(line, 4))[0]:
        got += _exactly(line, length)
    return got


def _exactly(line: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        more = line.recv(count - len(got))
        if not more:
            raise EOFError
        got += more
    return got


def says(words: bytes) -> Callable[[socket.socket, bytes], None]:
    """Answers everything with these words."""
    return lambda line, _stream: line.sendall(words)
