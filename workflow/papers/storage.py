"""Where the bytes of files live: a folder addressed by content (SHA-256), safe against a power cut.

A file is written under a temporary name, synced, renamed to ab/cd/<digest> and its folders synced; only then may a row
speak of it. The name a person gave never becomes a path.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from flask import current_app
from flask_babel import gettext as _

from workflow.errors import BadInput

LARGEST_FILE = 100 * 1024 * 1024
"""Bytes one attachment may have."""

_CHUNK = 1024 * 1024
_TEMPORARY = ".arriving-"
_ASIDE = ".swept-"
_DAY = 24 * 3600


class TooLarge(BadInput):
    """The stream had more bytes than allowed; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that are safe on the disk."""

    digest: bytes
    size: int


class FileStore:
    """A content-addressed folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, digest: bytes) -> Path:
        """Where these bytes are, or would be."""
        name = digest.hex()
        return self.root / name[:2] / name[2:4] / name

    def has(self, digest: bytes) -> bool:
        """Whether the bytes are there (not whether they are still whole; `damaged` reads them)."""
        return self.path(digest).is_file()

    def open(self, digest: bytes) -> BinaryIO:
        """The bytes, to read. Raises FileNotFoundError when they are gone."""
        return self.path(digest).open("rb")

    def put(self, stream: IO[bytes], limit: int = LARGEST_FILE) -> Stored:
        """Keep a stream, hashing it while it is written. Raises TooLarge beyond `limit` and then keeps nothing."""
        self.root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=self.root)
        try:
            with os.fdopen(handle, "wb", buffering=0) as out:
                stored = _copy(stream, out, limit)
                os.fsync(out.fileno())
            self._settle(Path(name), self.path(stored.digest))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return stored

    def _settle(self, arrived: Path, target: Path) -> None:
        """Rename even over equal bytes: the new date protects them from a sweep that runs at this moment."""
        target.parent.mkdir(parents=True, exist_ok=True)
        arrived.replace(target)
        for folder in (target.parent, target.parent.parent, self.root):
            sync_folder(folder)

    def damaged(self, digests: Iterable[bytes]) -> Iterator[tuple[bytes, str]]:
        """Digests whose bytes are "missing" or "changed". Reads every byte."""
        for digest in digests:
            try:
                with self.path(digest).open("rb") as file:
                    whole = hashlib.file_digest(file, "sha256").digest() == digest
            except FileNotFoundError:
                yield digest, "missing"
            else:
                if not whole:
                    yield digest, "changed"

    def sweep(self, referenced: frozenset[bytes], older_than: float = _DAY) -> int:
        """Delete what nothing refers to and nobody touched for `older_than` seconds; how many files went.

        A file is moved aside first and looked at again: one that arrived anew in between is put back.
        """
        keep, before, gone = {digest.hex() for digest in referenced}, time.time() - older_than, 0
        for file in self._loose_files():
            if file.name in keep or file.stat().st_mtime >= before:
                continue
            aside = self.root / f"{_ASIDE}{file.name[-64:]}"
            file.replace(aside)
            if aside.stat().st_mtime >= before:
                aside.replace(file)
                continue
            aside.unlink()
            gone += 1
        return gone

    def _loose_files(self) -> Iterator[Path]:
        yield from self.root.glob(f"{_TEMPORARY}*")
        yield from self.root.glob("??/??/*")


def store() -> FileStore:
    """The store of this installation."""
    return FileStore(Path(current_app.config["FILES_DIR"]))


def _copy(stream: IO[bytes], out: IO[bytes], limit: int) -> Stored:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge(
                _("Tệp lớn hơn %(limit)s MB. Tệp này chưa được lưu. Hãy giảm độ phân giải khi quét, hoặc chia thành "
                  "nhiều tệp.", limit=limit // (1024 * 1024))
            )  # fmt: skip
        digest.update(chunk)
        out.write(chunk)
    return Stored(digest.digest(), size)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder outlive a power cut."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
