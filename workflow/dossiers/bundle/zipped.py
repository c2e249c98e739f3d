"""A ZIP that leaves while it is made: members come one after the other, with no more than a piece in memory."""

import hashlib
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

from workflow.wall_clock import HANOI

CHUNK = 1024 * 1024
FORMAT = "lang-nghe-bundle/1"
MANIFEST, INDEX = "manifest.json", "index.html"
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))})
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a bundle. `open` gives its bytes, `shrinks` says whether compressing them is worth while.

    `digest` is known beforehand where the office has kept it; the bytes then must have it.
    """

    path: str
    title: str
    at: datetime
    open: Callable[[], IO[bytes]]
    shrinks: bool = True
    size: int = 0
    digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A member as it stands in the ZIP."""

    path: str
    title: str
    size: int
    sha256: str


class _Pipe:
    """What `zipfile` writes to: it cannot be wound back, so sizes follow their member."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        """What was written since the last time."""
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def streamed(members: Iterable[Member], written: list[Written], missing: list[Member]) -> Iterator[bytes]:
    """The bytes of a ZIP with these members, in pieces. Fills `written` and `missing` as it goes.

    `members` may look at both lists: the last ones (the index, the manifest) tell of the first.
    """
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as packed:  # type: ignore[call-overload]
        for member in members:
            try:
                source = member.open()
            except FileNotFoundError:
                missing.append(member)
                continue
            with source:
                yield from _one(packed, pipe, member, source, written)
    yield pipe.take()


def _one(
    packed: zipfile.ZipFile, pipe: _Pipe, member: Member, source: IO[bytes], written: list[Written]
) -> Iterator[bytes]:
    digest, size = hashlib.sha256(), 0
    with packed.open(_info(member), "w") as out:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
            yield pipe.take()
    written.append(Written(member.path, member.title, size, (member.digest or digest.digest()).hex()))


def _info(member: Member) -> zipfile.ZipInfo:
    local = max(member.at, _EARLIEST).astimezone(HANOI)
    info = zipfile.ZipInfo(member.path, local.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED if member.shrinks else zipfile.ZIP_STORED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    info.file_size = member.size
    return info


def safe_name(text: str) -> str:
    """A name that every file system takes: Vietnamese stays, what means something to a path or hides does not."""
    bare = "".join(
        " " if char in _FORBIDDEN else char
        for char in unicodedata.normalize("NFC", text)
        if char in _FORBIDDEN or not unicodedata.category(char).startswith(("C", "Zl", "Zp"))
    )
    name = " ".join(bare.split()).strip(". ")
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > 8:
        stem, dot, extension = name, "", ""
    stem = stem[:_LONGEST].rstrip(". ")
    return f"_{stem}{dot}{extension}" if stem.casefold() in _RESERVED else f"{stem}{dot}{extension}" if stem else "tệp"
