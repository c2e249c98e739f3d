"""Whether a PDF is whole and harmless enough to keep: its end, no password, no script, nothing glued behind it."""

import re
import zlib
from collections.abc import Iterator
from typing import IO

from flask_babel import gettext as _

from workflow.papers.file_kinds import Trait

MOST_UNPACKED = 32 * 1024 * 1024
"""Bytes unpacked from the object streams of one PDF in search of scripts."""

_CHUNK = 1024 * 1024
_TAIL = 1024
_LONGEST_MARK = 64
_LONGEST_DICTIONARY = 4096
_MOST_STREAMS = 5_000
_ZIP_END = b"PK\x05\x06"
_MEANT = {b"/Encrypt": Trait.PASSWORD, b"/JavaScript": Trait.SCRIPTS, b"/Launch": Trait.SCRIPTS}
_DISGUISED = re.compile(rb"/(?:[A-Za-z]|#[0-9A-Fa-f]{2}){4,40}")
_BEGINS = re.compile(rb"stream\r?\n")


class Unsafe(ValueError):
    """What is wrong with the file, as the end of a sentence, and what to do."""


def check(stream: IO[bytes]) -> frozenset[Trait]:
    """The traits of a PDF. Raises Unsafe for one that is cut short or two files in one."""
    if b"%%EOF" not in tail_of(stream, _TAIL):
        raise Unsafe(_("là PDF bị cắt cụt hoặc hỏng. Hãy quét hoặc xuất lại thành PDF, mở thử rồi tải lên."))
    if _ZIP_END in tail_of(stream, 65_600):
        raise Unsafe(_("là hai tệp ghép làm một (PDF và tệp nén). Hãy in lại ra PDF rồi tải lên."))
    found: set[Trait] = set()
    for piece in _pieces(stream):
        found |= _traits_in(piece)
    for inside in _object_streams(stream):
        found |= _traits_in(inside)
    return frozenset(found)


def _traits_in(piece: bytes) -> set[Trait]:
    """Names of the dictionary, also those written with #xx to hide them."""
    found = {trait for mark, trait in _MEANT.items() if mark in piece}
    if b"#" in piece:
        plain = {_undisguised(name) for name in _DISGUISED.findall(piece) if b"#" in name}
        found |= {trait for mark, trait in _MEANT.items() if mark in plain}
    return found


def _undisguised(name: bytes) -> bytes:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), name)


def _object_streams(stream: IO[bytes]) -> Iterator[bytes]:
    """What is packed away in object streams, where a script is as much at home as outside; bounded in number and size.

    A stream that does not unpack is left alone: readers do not unpack it either.
    """
    left = MOST_UNPACKED
    for start in list(_places(stream, b"/ObjStm"))[:_MOST_STREAMS]:
        stream.seek(start)
        head = stream.read(_LONGEST_DICTIONARY)
        begins = _BEGINS.search(head)
        if begins is None or left <= 0:
            continue
        stream.seek(start + begins.end())
        try:
            unpacked = zlib.decompressobj().decompress(stream.read(_CHUNK), min(left, 4 * _CHUNK))
        except zlib.error:
            continue
        left -= len(unpacked)
        yield unpacked


def _places(stream: IO[bytes], mark: bytes) -> Iterator[int]:
    """Where a mark stands, in order, each place once."""
    last = -1
    for offset, piece in _placed(stream):
        for found in re.finditer(re.escape(mark), piece):
            if offset + found.start() > last:
                last = offset + found.start()
                yield last


def tail_of(stream: IO[bytes], length: int) -> bytes:
    """The last bytes of a stream."""
    end = stream.seek(0, 2)
    stream.seek(max(0, end - length))
    return stream.read(length)


def marks_in(stream: IO[bytes], marks: tuple[bytes, ...]) -> set[bytes]:
    """Which of these byte strings occur anywhere."""
    return {mark for piece in _pieces(stream) for mark in marks if mark in piece}


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    return (piece for _offset, piece in _placed(stream))


def _placed(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The stream in pieces with their places; they overlap, so that no mark falls between two."""
    stream.seek(0)
    kept, offset = b"", 0
    while chunk := stream.read(_CHUNK):
        piece = kept + chunk
        yield offset, piece
        kept = piece[-_LONGEST_MARK:]
        offset += len(piece) - len(kept)
