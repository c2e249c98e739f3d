"""P9: a file of 20 MB into the store, beside what a shell does with the same bytes."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.measure import side_by_side
from bench.report import Line, at_least
from workflow.papers.pieces import LARGEST_PIECE, PieceStore
from workflow.papers.storage import FileStore

SIZE = 20 * 1024 * 1024
ROUNDS = 12


def stored(folder: Path) -> Iterator[Line]:
    """How much of the shell's speed (cp, sha256sum, sync of the copy) the store has: stream, SHA-256, fsync, rename."""
    source, copy = folder / "scan.bin", folder / "copy.bin"
    source.write_bytes(os.urandom(SIZE))
    store, pieces = FileStore(folder / "files"), PieceStore(folder / "pieces")
    content = source.read_bytes()

    def shell() -> None:
        subprocess.run(["sh", "-c", 'cp "$0" "$1" && sha256sum "$1" && sync "$1"', source, copy], check=True, stdout=-3)

    def put() -> None:
        with source.open("rb") as stream:
            store.put(stream)

    def in_pieces() -> None:
        names = [pieces.write(content[at : at + LARGEST_PIECE]) for at in range(0, SIZE, LARGEST_PIECE)]
        with pieces.open(names) as stream:
            store.put(stream)
        pieces.delete(names)

    costs = side_by_side({"shell": lambda: [shell], "put": lambda: [put], "pieces": lambda: [in_pieces]}, ROUNDS)
    said = {name: f"{cost.wall / 1000:.0f} ms" for name, cost in costs.items()}
    share = 100 * costs["shell"].wall / costs["put"].wall
    yield at_least(
        "P9", "20 MB into the store, of cp + sha256sum + sync", share, 80, "%", f"{said['put']} / {said['shell']}"
    )
    share = 100 * costs["shell"].wall / costs["pieces"].wall
    yield Line("P9", "the same in pieces of 4 MB, then joined", f"{share:.0f} %", said["pieces"])
