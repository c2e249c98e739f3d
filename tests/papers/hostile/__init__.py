"""Hostile and unlucky files, made when they are asked for. Each has a word that only its refusal holds."""

from collections.abc import Callable, Mapping

from tests.papers import corpus
from tests.papers.hostile import archives, disguises, pdfs, pictures

Case = tuple[str, Callable[[], bytes], str]
"""The name it is sent under, how it is made, and a word of the sentence that refuses it."""

CASES: Mapping[str, Case] = {
    **{
        name: (file, lambda content=content: content, word)  # type: ignore[misc]
        for name, (file, content, word) in corpus.HOSTILE.items()
    },
    **pdfs.CASES,
    **pictures.CASES,
    **archives.CASES,
    **disguises.CASES,
}
