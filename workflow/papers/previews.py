"""Previews: raster pictures drawn by a confined program of its own, kept beside the store by digest and size."""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from flask import current_app

from workflow.papers import drawing
from workflow.papers.file_kinds import JPEG, PDF, PNG
from workflow.papers.storage import FileStore

DRAWN: Mapping[str, str] = {PDF.media_type: "pdf", JPEG.media_type: "picture", PNG.media_type: "picture"}
"""What can be previewed, and how it is drawn."""

WIDTHS: Mapping[str, int] = {"thumb": 240, "page": 1000}
PATIENCE = 15.0
"""Seconds a drawing may take on the wall."""

_TRIED_AGAIN = 24 * 3600
_HANDS = threading.BoundedSemaphore(2)
"""So many files are drawn at once in one process: the rest of it stays with the pages."""


def preview(store: FileStore, digest: bytes, media_type: str, size: str) -> bytes | None:
    """The drawing of a stored file as WebP; None when there is none. Raises FileNotFoundError when the bytes are gone.

    A file that cannot be drawn is not tried again on the same day.
    """
    if media_type not in DRAWN or size not in WIDTHS:
        return None
    kept = _path(digest, size)
    if kept.is_file() and (kept.stat().st_size or kept.stat().st_mtime > time.time() - _TRIED_AGAIN):
        return kept.read_bytes() or None
    with _HANDS:
        drawn = _drawn(store, digest, media_type, WIDTHS[size])
    _keep(kept, drawn)
    return drawn or None


def _drawn(store: FileStore, digest: bytes, media_type: str, width: int) -> bytes:
    """The program's answer, or nothing when it failed, was slow or did not answer with a picture."""
    command = [sys.executable, "-I", drawing.__file__, DRAWN[media_type], str(width)]
    with store.open(digest) as file:
        try:
            done = subprocess.run(  # noqa: S603 - our own program, the file is only its input
                command, stdin=file, capture_output=True, timeout=PATIENCE, env={}, check=False
            )
        except subprocess.TimeoutExpired:
            done = None
    if done is None or done.returncode or not done.stdout.startswith(b"RIFF"):
        current_app.logger.warning("no preview of %s: %s", digest.hex(), done.returncode if done else "too slow")
        return b""
    return done.stdout


def _keep(kept: Path, drawn: bytes) -> None:
    """A cache: whole or not at all, but not worth a sync."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as out:
        out.write(drawn)
    Path(out.name).replace(kept)


def forget(digest: bytes) -> None:
    """Delete the drawings of a file that may be shown no more."""
    for size in WIDTHS:
        _path(digest, size).unlink(missing_ok=True)


def sweep(referenced: frozenset[bytes]) -> int:
    """Delete drawings of files that nothing refers to; how many went."""
    keep, gone = {digest.hex() for digest in referenced}, 0
    for file in _folder().glob("??/*"):
        if file.name.partition("-")[0] not in keep:
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def _folder() -> Path:
    return Path(current_app.config["FILES_DIR"]) / "previews"


def _path(digest: bytes, size: str) -> Path:
    name = digest.hex()
    return _folder() / name[:2] / f"{name}-{size}.webp"
