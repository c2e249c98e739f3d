"""Pictures that are enormous, broken, or something else as well."""

import struct
import zlib
from collections.abc import Callable, Mapping

from tests.papers.corpus import SVG, pdf, picture, zipped

_PNG = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def claimed_png(width: int, height: int) -> bytes:
    """A few bytes that claim so many points."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return _PNG + head + chunk(b"IDAT", zlib.compress(b"0")) + chunk(b"IEND", b"")


def claimed_jpeg(width: int, height: int) -> bytes:
    content = picture("JPEG")
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


def long_chunk() -> bytes:
    """A chunk that claims two gigabytes."""
    content = picture("PNG")
    return content[:8] + content[8:33] + struct.pack(">I", 2**31 - 1) + b"tEXt" + b"0" * 50 + content[-12:]


def commented(text: bytes) -> bytes:
    content = picture("JPEG")
    return content[:2] + b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text + content[2:]


CASES: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "gigantic jpeg": ("a.jpg", lambda: claimed_jpeg(60_000, 60_000), "60000 × 60000"),
    "long thin png": ("a.png", lambda: claimed_png(1, 2**31 - 1), "2147483647"),
    "png of many points": ("a.png", lambda: claimed_png(20_000, 20_000), "20000 × 20000"),
    "png of no width": ("a.png", lambda: claimed_png(0, 10), "hỏng"),
    "jpeg of no height": ("a.jpg", lambda: claimed_jpeg(10, 0), "hỏng"),
    "png with an endless chunk": ("a.png", long_chunk, "hỏng"),
    "jpeg cut in its points": ("a.jpg", lambda: picture("JPEG", (900, 700))[:-40], "hỏng"),
    "jpeg of two bytes": ("a.jpg", lambda: b"\xff\xd8\xff", "hỏng"),
    "jpeg with a program in its comment": ("a.jpg", lambda: commented(b"<?php system($_GET[0]);"), "giấu"),
    "png and pdf in one": ("a.png", lambda: picture("PNG") + pdf() + picture("PNG")[-12:], "giấu"),
    "png and archive in one": ("a.png", lambda: picture("PNG") + zipped({"a": b"b"}) + b"IEND\xaeB`\x82", "giấu"),
    "svg called jpg": ("ảnh.jpg", lambda: SVG, "SVG"),
    "svg behind blanks": ("a.png", lambda: b"  \n\t" + SVG, "SVG"),
    "page called jpg": ("a.jpg", lambda: b"<!doctype html><img src=x onerror=alert(1)>", "HTML"),
    "gif and script in one": ("a.jpg", lambda: b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)", "gif"),
    "webp": ("a.webp", lambda: picture("WEBP"), "không thuộc"),
    "tiff": ("a.tif", lambda: picture("TIFF"), "không thuộc"),
    "bmp called png": ("a.png", lambda: picture("BMP"), "bmp"),
}
