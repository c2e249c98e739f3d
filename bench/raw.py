"""The limit: one step as three statements of the driver, synchronous=FULL. Only role and stage are checked."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from bench.measure import Work

TABLES = """
CREATE TABLE dossier (id INTEGER PRIMARY KEY, stage TEXT NOT NULL, version INTEGER NOT NULL, title TEXT NOT NULL);
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, dossier_id INTEGER NOT NULL REFERENCES dossier, number INTEGER NOT NULL, action TEXT NOT NULL,
  source TEXT NOT NULL, dest TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, at TEXT NOT NULL,
  UNIQUE (dossier_id, number)
);
"""
ROLES = {"present_decision": "province_clerk", "return_to_clerk": "province_leader"}
MOVES = {
    ("present_decision", "provincial_review"): "provincial_approval",
    ("return_to_clerk", "provincial_approval"): "provincial_review",
}
THERE_AND_BACK = ("present_decision", "return_to_clerk")


def fill(path: Path, count: int) -> sqlite3.Connection:
    """A database with that many dossiers and nothing else, kept as the office keeps its own."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=8000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(TABLES)
    connection.execute("BEGIN")
    rows = ((number, "provincial_review", 1, f"Làng nghề {number}") for number in range(1, count + 1))
    connection.executemany("INSERT INTO dossier VALUES (?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    return connection


class Raw:
    """Steps by hand-written SQL."""

    def __init__(self, folder: Path, count: int) -> None:
        self.connection, self.count, self.next = fill(folder / "raw.sqlite", count), count, 0

    def batch(self, dossiers: int) -> Sequence[Work]:
        """There and back for the next dossiers."""
        first, self.next = self.next, self.next + dossiers
        ids = [number % self.count + 1 for number in range(first, self.next)]
        return [lambda i=i, a=a: self.step(i, a, ROLES[a]) for i in ids for a in THERE_AND_BACK]  # type: ignore[misc]

    def step(self, dossier_id: int, action: str, role: str) -> None:
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        stage, version = execute("SELECT stage, version FROM dossier WHERE id = ?", (dossier_id,)).fetchone()
        if ROLES[action] != role:
            raise PermissionError(action)
        dest = MOVES[action, stage]
        moved = execute(
            "UPDATE dossier SET stage = ?, version = version + 1 WHERE id = ? AND version = ?",
            (dest, dossier_id, version),
        )
        if moved.rowcount != 1:
            raise RuntimeError("somebody was quicker")
        execute(
            "INSERT INTO entry (dossier_id, number, action, source, dest, actor, role, at) VALUES (?,?,?,?,?,?,?,?)",
            (dossier_id, version, action, stage, dest, "somebody", role, str(time.time())),
        )
        execute("COMMIT")
