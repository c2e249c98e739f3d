"""Small real PDFs, set by the same typesetter as the papers of the office."""

from collections.abc import Iterable
from pathlib import Path

import typst


def set_papers(folder: Path, parts: Iterable[str]) -> dict[str, Path]:
    """One page for each part of a dossier."""
    made = {}
    for part in parts:
        made[part] = folder / f"{part}.pdf"
        made[part].write_bytes(typst.compile(f"= Giấy tờ {part}\nXã Mường Hum".encode()))
    return made
