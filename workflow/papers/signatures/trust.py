"""Whom the office trusts: the certificates of a folder. Their fingerprint says by which of them a verdict was made."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import current_app

ENDINGS = frozenset({".pem", ".crt", ".cer", ".der"})
JUDGE = b"judge 1"
"""Changed when the judge comes to think otherwise of the same file: every verdict is then made anew."""


def certificates_in(folder: str) -> list[Path]:
    """The files of a trust store, in one order; none while the office has no store."""
    if not folder or not Path(folder).is_dir():
        return []
    return sorted(file for file in Path(folder).iterdir() if file.suffix.lower() in ENDINGS and file.is_file())


def trusted() -> list[Path]:
    """The certificates of this installation (LANGNGHE_TRUST_STORE)."""
    return certificates_in(current_app.config["TRUST_STORE"])


def fingerprint() -> bytes:
    """SHA-256 of what is trusted now, and of the judge."""
    return _fingerprint(tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in trusted()))


@lru_cache(maxsize=8)
def _fingerprint(files: tuple[tuple[Path, int, int], ...]) -> bytes:
    whole = hashlib.sha256(JUDGE)
    for file, _changed, _size in files:
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.digest()
