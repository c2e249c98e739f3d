"""Keys to the public look-up, derived and never stored (docs/decisions/0005-lookup-secrets.md).

The receipt carries a secret of 10 characters to type and a token of 128 bits in its QR. Both come from one key of the
installation and the dossier's random id, so a receipt can be printed again and a stolen database opens nothing. The QR
of every issued paper carries the paper's id with a seal from the same key.
"""

import hashlib
import hmac
import re
import uuid

from flask import current_app

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_LENGTH = 10
TOKEN_LENGTH = 26
_MISREAD = str.maketrans("OIL", "011")


def lookup_secret(dossier_id: uuid.UUID) -> str:
    """Ten characters of Crockford base32 (50 bits) that a person types beside the dossier's code."""
    return _base32(_derive(dossier_id, b"secret"), SECRET_LENGTH)


def lookup_token(dossier_id: uuid.UUID) -> str:
    """A token of 128 bits for the QR: it alone opens the dossier's public page."""
    return _base32(_derive(dossier_id, b"token")[:16], TOKEN_LENGTH)


def paper_code(paper_id: uuid.UUID) -> str:
    """What the QR of an issued paper carries: its id, and 50 bits that only this installation can add to it."""
    return f"{paper_id.hex}-{_base32(_derive(paper_id, b'paper'), SECRET_LENGTH)}"


def paper_of_code(code: str) -> uuid.UUID | None:
    """The id of the paper that a code belongs to; None for one that this installation did not make."""
    try:
        paper_id = uuid.UUID(hex=code.partition("-")[0])
    except ValueError:
        return None
    return paper_id if hmac.compare_digest(paper_code(paper_id).encode(), code.encode()) else None


def token_hash(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(tidy(token).encode()).digest()


def tidy(typed: str) -> str:
    """A secret as it was meant: any case, spaces and hyphens dropped, o read as 0, i and l as 1."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper()[:200]).translate(_MISREAD)


def grouped(secret: str) -> str:
    """Two groups of five, as printed."""
    return f"{secret[:5]}-{secret[5:]}"


def _derive(dossier_id: uuid.UUID, purpose: bytes) -> bytes:
    key = current_app.config["LOOKUP_KEY"]
    return hmac.digest(key.encode() if isinstance(key, str) else key, dossier_id.bytes + purpose, "sha256")


def _base32(raw: bytes, length: int) -> str:
    """The first `length` characters; 128 bits need 26 of them, the last holding three bits."""
    number = int.from_bytes(raw, "big") << 5
    bits = len(raw) * 8 + 5
    return "".join(ALPHABET[number >> (bits - 5 * (place + 1)) & 31] for place in range(length))
