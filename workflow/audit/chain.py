"""How the lines of the journal hold together: each carries the hash of the one before."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

GENESIS = bytes(32)


def digest(line: Mapping[str, Any], prev: bytes) -> bytes:
    """The hash of one line: SHA-256 over the hash before it and the canonical JSON of its content."""
    content = {name: plain(value) for name, value in line.items()}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(prev + canonical.encode()).digest()


def plain(value: Any) -> Any:
    """A value as JSON keeps it: instants in UTC with microseconds, days, ids and bytes as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    return value
