"""What a hand-in changed against the one before: fact by fact, line by line, readable without colour."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from workflow.dossiers.supplements.received import last_two
from workflow.dossiers.supplements.words import FACTS, LISTS, Told, told_in


class Piece(NamedTuple):
    """A run of words: `how` is same, added or removed."""

    how: str
    text: str


class ChangedFact(NamedTuple):
    """One fact that says something else now."""

    title: str
    pieces: tuple[Piece, ...]


class ChangedList(NamedTuple):
    """One list with the lines that came and went, and how many stayed."""

    title: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference of two hand-ins. `before` and `after` are the instants at which they came."""

    before: datetime
    after: datetime
    facts: tuple[ChangedFact, ...]
    lists: tuple[ChangedList, ...]

    @property
    def count(self) -> int:
        """How many facts and lines differ."""
        return len(self.facts) + sum(len(each.added) + len(each.removed) for each in self.lists)


def last_changes(dossier_id: uuid.UUID) -> Changes | None:
    """What the last hand-in changed; None while there have not been two."""
    rows = last_two(dossier_id)
    if len(rows) < 2:
        return None
    after, before = rows
    old, new = told_in(before.content), told_in(after.content)
    return Changes(before.at, after.at, tuple(_facts(old, new)), tuple(_lists(old, new)))


def _facts(old: Told, new: Told) -> Iterator[ChangedFact]:
    for key, title in FACTS.items():
        was, now = old.facts.get(key, ""), new.facts.get(key, "")
        if was != now:
            yield ChangedFact(title, tuple(pieces(was, now)))


def pieces(was: str, now: str) -> Iterator[Piece]:
    """Both texts as one run of words, told apart by what stayed, went and came."""
    old, new = was.split(), now.split()
    for how, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            yield Piece("same", " ".join(old[first:last]))
            continue
        if first < last:
            yield Piece("removed", " ".join(old[first:last]))
        if start < end:
            yield Piece("added", " ".join(new[start:end]))


def _lists(old: Told, new: Told) -> Iterator[ChangedList]:
    for key, title in LISTS.items():
        was, now = old.lists.get(key, ()), new.lists.get(key, ())
        added, removed = _without(now, was), _without(was, now)
        if added or removed:
            yield ChangedList(title, added, removed, len(now) - len(added))


def _without(lines: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    left = list(others)
    found = []
    for line in lines:
        if line in left:
            left.remove(line)
        else:
            found.append(line)
    return tuple(found)
