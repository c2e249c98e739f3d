"""Whether a PDF is whole and harmless enough to keep: its end, no password, no script, nothing glued behind it."""

from collections.abc import Iterator
from typing import IO

from flask_babel import gettext as _

_CHUNK = 1024 * 1024
_TAIL = 1024
_LONGEST_MARK = 16


class Unsafe(ValueError):
    """What is wrong with the file, as the end of a sentence, and what to do."""


def check(stream: IO[bytes]) -> None:
    """Raise Unsafe for a PDF that is cut short, locked, scripted or two files in one."""
    tail = tail_of(stream, _TAIL)
    if b"%%EOF" not in tail:
        raise Unsafe(_("là PDF bị cắt cụt hoặc hỏng. Hãy quét hoặc xuất lại thành PDF, mở thử rồi tải lên."))
    if b"PK\x05\x06" in tail_of(stream, 65_600):
        raise Unsafe(_("là hai tệp ghép làm một (PDF và tệp nén). Hãy in lại ra PDF rồi tải lên."))
    found = marks_in(stream, (b"/Encrypt", b"/JavaScript", b"/Launch"))
    if b"/Encrypt" in found:
        raise Unsafe(_("là PDF có mật khẩu hoặc bị khóa. Hãy bỏ mật khẩu, hoặc in lại ra PDF rồi tải lên."))
    if found:
        raise Unsafe(_("là PDF có mã lệnh tự chạy. Hãy in lại ra PDF (Print to PDF) rồi tải lên."))


def tail_of(stream: IO[bytes], length: int) -> bytes:
    """The last bytes of a stream."""
    end = stream.seek(0, 2)
    stream.seek(max(0, end - length))
    return stream.read(length)


def marks_in(stream: IO[bytes], marks: tuple[bytes, ...]) -> set[bytes]:
    """Which of these byte strings occur anywhere."""
    return {mark for piece in _pieces(stream) for mark in marks if mark in piece}


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream in pieces that overlap, so that no mark falls between two."""
    stream.seek(0)
    kept = b""
    while chunk := stream.read(_CHUNK):
        yield kept + chunk
        kept = chunk[-_LONGEST_MARK:]
