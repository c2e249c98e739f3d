"""The law speaks Vietnamese only; here its sentences are put into the reader's language.

A whole sentence is looked up like any other. A composed one ("Thiếu giấy tờ: Bản tóm tắt….") arrives already filled in,
so it is recognised by its shape: the catalogue keeps such shapes in the context "law", with named holes. What stands in
a hole may be a sentence of the law itself. What is not known stays Vietnamese
(docs/decisions/0010-the-law-speaks-vietnamese.md).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from babel.support import NullTranslations

from workflow.languages import catalogue, translated

CONTEXT = "law\x04"
LONGEST = 1_000
"""Longer texts were typed by people; the law's sentences are shorter."""
_HOLE = re.compile(r"%\((\w+)\)s")
_SEPARATORS = ("; ", " hoặc ", ", ")


class Shape(NamedTuple):
    """A composed sentence: words it surely has, what it looks like, and its translation with the same holes."""

    words: str
    pattern: re.Pattern[str]
    translation: str


def in_readers_language(sentence: str) -> str:
    """The sentence in the language of the page; unchanged when the catalogue does not know it."""
    known = translated(sentence)
    if known != sentence or len(sentence) > LONGEST:
        return known
    shapes = _shapes(catalogue())
    return _filled_in(sentence, shapes) or _listed(sentence) if shapes else sentence


def _filled_in(sentence: str, shapes: tuple[Shape, ...]) -> str:
    """The translation of the shape that fits, its holes translated too; empty when none fits."""
    for words, pattern, translation in shapes:
        if words in sentence and (found := pattern.fullmatch(sentence)):
            return translation % {name: in_readers_language(text) for name, text in found.groupdict().items()}
    return ""


def _listed(sentence: str) -> str:
    """The law joins what is missing into one sentence: "Ghi tên…; mô tả….". Each part is translated by itself."""
    body, stop = sentence.removesuffix("."), "." if sentence.endswith(".") else ""
    for separator in _SEPARATORS:
        parts = body.split(separator)
        if len(parts) == 1 and not stop:
            continue
        said = [_part(part) for part in parts]
        if said != parts:
            text = translated(separator).join(said) + stop
            return text[:1].upper() + text[1:] if sentence[:1].isupper() else text
    return sentence


def _part(part: str) -> str:
    """One part of a list: the list may have changed its first letter, or it may belong behind a semicolon."""
    for form in (part, part[:1].lower() + part[1:], part[:1].upper() + part[1:]):
        known = translated(form)
        known = _filled_in(form, _shapes(catalogue())) if known == form else known
        if known:
            return known[:1].lower() + known[1:] if form[:1] != part[:1] and form[:1].isupper() else known
    behind = translated(f"; {part}")
    return part if behind == f"; {part}" else behind.removeprefix("; ")


@lru_cache(maxsize=4)
def _shapes(translations: NullTranslations) -> tuple[Shape, ...]:
    """The composed sentences of a catalogue, those with the most fixed text first; none in Vietnamese."""
    entries: dict[str, str] = getattr(translations, "_catalog", {})
    known = {key.removeprefix(CONTEXT): text for key, text in entries.items() if str(key).startswith(CONTEXT)}
    longest_first = sorted(known, key=lambda sentence: len(_HOLE.sub("", sentence)), reverse=True)
    return tuple(_shape(sentence, known[sentence]) for sentence in longest_first)


def _shape(sentence: str, translation: str) -> Shape:
    parts = _HOLE.split(sentence)  # fixed text, name, fixed text, name, …
    fixed = [text.replace("%%", "%") for text in parts[::2]]
    holes = [f"(?P<{name}>.*?)" for name in parts[1::2]]
    looks = "".join(re.escape(text) + hole for text, hole in zip(fixed, [*holes, ""], strict=True))
    return Shape(max(fixed, key=len), re.compile(looks, re.DOTALL), translation)
