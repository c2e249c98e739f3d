"""Asking ClamAV's daemon about bytes, by INSTREAM: they are sent to it, it needs no right to read our folder."""

import re
import socket
import struct
from typing import IO

_CHUNK = 256 * 1024
_LONGEST_ANSWER = 4096
_FOUND = re.compile(rb"stream: ([!-~][ -~]{0,199}) FOUND")
_UNPRINTABLE = re.compile(rb"[^ -~]")


class Unanswered(Exception):
    """The daemon gave no verdict: it is away, slow, or says that it cannot."""


def ask(address: str, stream: IO[bytes], timeout: float = 60.0) -> str:
    """What the bytes carry, by its name in the daemon's signatures; empty when nothing was found.

    `address` is `host:port`, or the path of a socket. Raises Unanswered; a strange answer is no verdict either.
    """
    try:
        with _connect(address, timeout) as line:
            answer = _sent(line, stream)
    except (OSError, ValueError) as failed:
        raise Unanswered(type(failed).__name__) from failed
    if answer == b"stream: OK":
        return ""
    if found := _FOUND.fullmatch(answer):
        return found[1].decode("ascii")[:100]
    raise Unanswered(_UNPRINTABLE.sub(b"?", answer[:150]).decode("ascii") or "no answer")  # PostgreSQL keeps no NUL


def _connect(address: str, timeout: float) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(timeout)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout)


def _sent(line: socket.socket, stream: IO[bytes]) -> bytes:
    try:
        line.sendall(b"zINSTREAM\0")
        while chunk := stream.read(_CHUNK):
            line.sendall(struct.pack(">I", len(chunk)) + chunk)
        line.sendall(b"\0\0\0\0")
    except (BrokenPipeError, ConnectionResetError):
        pass  # it says why before it hangs up: the stream may be too long for it
    answer = b""
    while len(answer) < _LONGEST_ANSWER and not answer.endswith(b"\0") and (more := line.recv(_LONGEST_ANSWER)):
        answer += more
    return answer.rstrip(b"\0\n")
