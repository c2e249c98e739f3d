"""Whether a picture is whole and of a sane size, read from its headers alone: it is never decoded here."""

import struct
from typing import IO

from flask_babel import gettext as _

from workflow.papers.portable import Unsafe, marks_in, tail_of

__all__ = ["Unsafe", "check_jpeg", "check_png", "damaged", "exactly"]

LARGEST_SIDE = 30_000
MOST_PIXELS = 120_000_000
"""A colour scan of A3 at 600 dpi has 70 million pixels."""

_FOREIGN = (b"<script", b"<html", b"<HTML", b"<?php", b"%PDF-1", b"%PDF-2")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


def check_png(stream: IO[bytes]) -> None:
    """Raise Unsafe for a PNG that is damaged, enormous, or something else as well."""
    stream.seek(8)
    header = stream.read(16)
    if len(header) < 16 or header[4:8] != b"IHDR" or b"IEND" not in tail_of(stream, 64):
        raise damaged()
    _check(stream, *struct.unpack(">II", header[8:16]))


def check_jpeg(stream: IO[bytes]) -> None:
    """Raise Unsafe for a JPEG that is damaged, enormous, or something else as well."""
    stream.seek(2)
    while True:
        marker = _next_marker(stream)
        length = struct.unpack(">H", exactly(stream, 2))[0]
        if marker in _FRAMES:
            _precision, height, width = struct.unpack(">BHH", exactly(stream, 5))
            return _check(stream, width, height)
        if length < 2:
            raise damaged()
        stream.seek(length - 2, 1)


def _next_marker(stream: IO[bytes]) -> int:
    while True:
        if exactly(stream, 1) != b"\xff":
            raise damaged()
        code = 0xFF
        while code == 0xFF:
            code = exactly(stream, 1)[0]
        if code in {0xD9, 0xDA}:
            raise damaged()
        if code not in _BARE:
            return code


def _check(stream: IO[bytes], width: int, height: int) -> None:
    if width == 0 or height == 0:
        raise damaged()
    if max(width, height) > LARGEST_SIDE or width * height > MOST_PIXELS:
        raise Unsafe(
            _("là ảnh quá lớn (%(width)s × %(height)s điểm ảnh). Hãy quét ở 300 dpi hoặc thu nhỏ ảnh rồi tải lên.",
              width=width, height=height)
        )  # fmt: skip
    if marks_in(stream, _FOREIGN) or b"PK\x05\x06" in tail_of(stream, 65_600):
        raise Unsafe(_("là ảnh có giấu nội dung khác bên trong. Hãy mở ảnh, lưu thành ảnh mới rồi tải lên."))


def exactly(stream: IO[bytes], count: int) -> bytes:
    """So many bytes. Raises Unsafe when there are fewer."""
    read = stream.read(count)
    if len(read) < count:
        raise damaged()
    return read


def damaged() -> Unsafe:
    """What is said of a picture that is not whole."""
    return Unsafe(_("là ảnh hỏng hoặc tải về chưa hết. Hãy mở thử ảnh trên máy, chụp hoặc quét lại rồi tải lên."))
