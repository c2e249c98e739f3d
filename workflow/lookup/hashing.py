"""A file that is hashed while it comes in and kept nowhere: neither in memory nor on the disk."""

import hashlib
import io

HEAD = 5


class HashedOnly(io.RawIOBase):
    """Takes bytes in the place of a temporary file. What can be read of it afterwards is its digest, size and head."""

    def __init__(self) -> None:
        super().__init__()
        self._hash = hashlib.sha256()
        self.size = 0
        self.head = b""

    def writable(self) -> bool:
        return True

    def write(self, chunk: bytes) -> int:  # type: ignore[override]
        self._hash.update(chunk)
        self.size += len(chunk)
        if len(self.head) < HEAD:
            self.head = (self.head + bytes(chunk[:HEAD]))[:HEAD]
        return len(chunk)

    def seek(self, offset: int, whence: int = 0) -> int:
        """The form's reader winds a file back; there is nothing to wind."""
        return 0

    @property
    def digest(self) -> bytes:
        return self._hash.digest()
