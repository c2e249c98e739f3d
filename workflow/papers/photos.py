"""Photographs without what the camera wrote into them: place, time, owner, a small copy of the picture.

The picture itself is not touched: its segments are copied one by one, never decoded. Of the camera's notes only the way
up is written anew. Bytes behind the end of the picture (a second one, a film) are left out.
"""

import io
import re
import struct
from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile
from typing import IO, Any

from PIL import Image

from workflow.extensions import JsonDict
from workflow.papers.file_kinds import JPEG, PNG, FileKind
from workflow.papers.pictures import damaged, exactly

LONGEST_NOTE = 65_536
_EXIF = b"Exif\0\0"
_CHUNK = 256 * 1024
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD"}
)
_GPS, _CAMERA, _WAY_UP, _CHANGED, _TAKEN = 0x8825, 0x8769, 0x0112, 0x0132, 0x9003
_TIME = "%Y:%m:%d %H:%M:%S"


class _Joined(io.RawIOBase):
    """Pieces of bytes, read as a stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        while not self.left:
            piece = next(self.pieces, None)
            if piece is None:
                return 0
            self.left = piece
        count = min(len(into), len(self.left))
        into[:count], self.left = self.left[:count], self.left[count:]
        return count


def cleaned(stream: IO[bytes], kind: FileKind) -> IO[bytes]:
    """A picture as it is kept. Reading it raises Unsafe where the picture ends too soon."""
    pieces = _jpeg(stream) if kind is JPEG else _png(stream)
    return io.BufferedReader(_Joined(pieces), _CHUNK)


def facts_of(stream: IO[bytes], kind: FileKind) -> JsonDict:
    """Where and when a picture was taken (see `facts_in`), read from the file."""
    note = _note_of(stream, kind)
    stream.seek(0)
    return facts_in(note)


def facts_in(note: bytes) -> JsonDict:
    """`taken_at`, and `latitude` with `longitude` in degrees, as far as a camera's note (EXIF) tells them."""
    told = _read(note)
    found: JsonDict = {}
    taken = str(told.get_ifd(_CAMERA).get(_TAKEN) or told.get(_CHANGED) or "")[:19]
    if _is_time(taken):
        found["taken_at"] = taken
    place = told.get_ifd(_GPS)
    latitude, longitude = _degrees(place.get(2), place.get(1), 90), _degrees(place.get(4), place.get(3), 180)
    if latitude is not None and longitude is not None and (latitude, longitude) != (0, 0):
        found |= {"latitude": latitude, "longitude": longitude}
    return found


def _read(note: bytes) -> Image.Exif:
    """A note is written by anybody: whatever it breaks, it is then an empty one."""
    told = Image.Exif()
    try:
        told.load(note[:LONGEST_NOTE])
        told.get_ifd(_CAMERA)
        told.get_ifd(_GPS)
    except Exception:  # noqa: BLE001 - a dozen kinds of errors of one parser, none of which is ours
        return Image.Exif()
    return told


def _is_time(text: str) -> bool:
    try:
        return datetime.strptime(text, _TIME).year > 1980  # noqa: DTZ007 - a camera's clock has no zone
    except ValueError:
        return False


def _degrees(parts: Any, side: Any, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = round(degrees + minutes / 60 + seconds / 3600, 6)
    if not 0 <= value <= most:
        return None
    return -value if str(side).upper()[:1] in ("S", "W") else value


def _note_of(stream: IO[bytes], kind: FileKind) -> bytes:
    """The camera's own words. Those of a JPEG stand before its points."""
    if kind is PNG:
        return next((_EXIF + body for name, body in _chunks(stream) if name == b"eXIf"), b"")
    heads = takewhile(lambda segment: segment[0] not in (0xDA, 0xD9), _segments(stream))
    return next((body for code, body in heads if code == 0xE1 and body.startswith(_EXIF)), b"")


def _segments(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Marker and body of each segment; the stream stands behind it. Ends with the picture."""
    stream.seek(2)
    while True:
        if exactly(stream, 1) != b"\xff":
            raise damaged()
        code = 0xFF
        while code == 0xFF:
            code = exactly(stream, 1)[0]
        if code == 0xD9 or code in _BARE:
            yield code, b""
            if code == 0xD9:
                return
            continue
        length: int = struct.unpack(">H", exactly(stream, 2))[0]
        if length < 2:
            raise damaged()
        yield code, exactly(stream, length - 2)


def _jpeg(stream: IO[bytes]) -> Iterator[bytes]:
    way_up = _read(_note_of(stream, JPEG)).get(_WAY_UP)
    yield b"\xff\xd8"
    if isinstance(way_up, int) and 2 <= way_up <= 8:
        note = _EXIF + b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", _WAY_UP, 3, 1, way_up, 0) + b"\0\0\0\0"
        yield b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note
    for code, body in _segments(stream):
        if code == 0xD9 or code in _BARE:
            yield bytes((0xFF, code))
        elif _is_kept(code, body):
            yield bytes((0xFF, code)) + struct.pack(">H", len(body) + 2) + body
        if code == 0xDA:
            yield from _scan(stream)


def _is_kept(code: int, body: bytes) -> bool:
    """What a picture needs to be shown: no notes of cameras and programs, no comments."""
    if code == 0xE2:
        return body.startswith(b"ICC_PROFILE")
    return code in (0xE0, 0xEE) or not (0xE0 <= code <= 0xEF or code == 0xFE)


def _scan(stream: IO[bytes]) -> Iterator[bytes]:
    """The packed points after a scan's head, up to the next marker."""
    while True:
        at, chunk = stream.tell(), stream.read(_CHUNK)
        found = _MARKER.search(chunk)
        if found:
            stream.seek(at + found.start())
            yield chunk[: found.start()]
            return
        if len(chunk) < 2:
            raise damaged()
        stream.seek(at + len(chunk) - 1)  # the last byte may be the first of a marker
        yield chunk[:-1]


def _chunks(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each small chunk, b"" for a large one; the stream stands behind its head."""
    stream.seek(8)
    while True:
        length, name = struct.unpack(">I4s", exactly(stream, 8))
        start = stream.tell()
        yield name, exactly(stream, length) if name == b"eXIf" and length <= LONGEST_NOTE else b""
        if name == b"IEND":
            return
        stream.seek(start + length + 4)


def _png(stream: IO[bytes]) -> Iterator[bytes]:
    yield b"\x89PNG\r\n\x1a\n"
    stream.seek(8)
    name = b""
    while name != b"IEND":
        head = exactly(stream, 8)
        length, name = struct.unpack(">I4s", head)
        left = length + 4
        if name in _PNG_KEPT:
            yield head
        while left:
            piece = exactly(stream, min(left, _CHUNK))
            left -= len(piece)
            if name in _PNG_KEPT:
                yield piece
