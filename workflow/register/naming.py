"""The keys by which a unit or a row of the plan is found and sorted."""

import re
from collections.abc import Iterable

from workflow.text import fold, vi_sort_key

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def words_of(text: str) -> list[str]:
    """The words of a text as search sees them: no tones, no case, no punctuation ("mây, tre đan" is "may tre dan")."""
    return _NOT_A_WORD.sub(" ", fold(text)).split()


def search_key(texts: Iterable[str]) -> str:
    """Every word of the texts between blanks, so that a whole word or the start of one can be looked for."""
    return f" {' '.join(words_of(' '.join(texts)))} "


def patterns(text: str) -> list[str]:
    """LIKE patterns over a search key: each word whole, the last one as far as it was typed."""
    words = words_of(text)
    return [f"% {word} %" for word in words[:-1]] + [f"% {word}%" for word in words[-1:]]


def unit_sort_key(name: str, commune: str, village: str) -> str:
    """Vietnamese order by name, then commune, then village: many units share one name."""
    return ".".join(vi_sort_key(part) for part in (name, commune, village))
