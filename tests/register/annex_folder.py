"""A copy of the annex's files that a test may spoil."""

import shutil
from pathlib import Path

from workflow.register.annex_files import DATA


def spoiled(folder: Path, name: str, old: str, new: str) -> Path:
    """Copy the files and replace one text in one of them."""
    copy = folder / "annex"
    shutil.copytree(DATA, copy, dirs_exist_ok=True)
    text = (copy / name).read_text(encoding="utf-8")
    assert old in text
    (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy
