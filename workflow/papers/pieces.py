"""Pieces of files on their way: each a small file, synced before its row; together they read as one stream."""

import io
import os
import secrets
import time
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from flask import current_app

from workflow.papers.storage import sync_folder

LARGEST_PIECE = 4 * 1024 * 1024
_DAY = 24 * 3600


class PieceStore:
    """A folder of pieces, beside the store."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, data: bytes) -> str:
        """Keep a piece; its name. When this returns, the bytes outlive a power cut."""
        self.root.mkdir(parents=True, exist_ok=True)
        name = secrets.token_hex(16)
        path = self.root / name
        try:
            with path.open("xb", buffering=0) as out:
                out.write(data)
                os.fsync(out.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        sync_folder(self.root)
        return name

    def open(self, names: Sequence[str]) -> io.BufferedReader:
        """The pieces as one stream that can be read and sought. Raises FileNotFoundError when one is gone."""
        return io.BufferedReader(_Chain([self.root / name for name in names]), 1024 * 1024)

    def delete(self, names: Iterable[str]) -> None:
        for name in names:
            (self.root / name).unlink(missing_ok=True)

    def sweep(self, known: frozenset[str], older_than: float = _DAY) -> int:
        """Delete pieces without a row that nobody touched for `older_than` seconds; how many went."""
        before, gone = time.time() - older_than, 0
        for file in self.root.glob("*"):
            if file.name not in known and file.stat().st_mtime < before:
                file.unlink(missing_ok=True)
                gone += 1
        return gone


class _Chain(io.RawIOBase):
    """Files one behind the other. One of them is open at a time."""

    def __init__(self, paths: Sequence[Path]) -> None:
        ends = list(accumulate(path.stat().st_size for path in paths))
        self.paths, self.starts, self.size = paths, [0, *ends[:-1]], ends[-1] if ends else 0
        self.at, self.opened = 0, -1
        self.file: Any = io.BytesIO()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = max(0, (0, self.at, self.size)[whence] + offset)
        return self.at

    def tell(self) -> int:
        return self.at

    def readinto(self, into: Any) -> int:
        if self.at >= self.size:
            return 0
        number = bisect_right(self.starts, self.at) - 1
        if number != self.opened:
            self.file.close()
            self.file, self.opened = self.paths[number].open("rb", buffering=0), number
        self.file.seek(self.at - self.starts[number])
        count: int = self.file.readinto(into) or 0
        self.at += count
        return count

    def close(self) -> None:
        self.file.close()
        super().close()


def pieces() -> PieceStore:
    """The pieces of this installation."""
    return PieceStore(Path(current_app.config["FILES_DIR"]) / "pieces")
