"""Conditions on dossiers and their journals that name other words in each version of a procedure."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, and_, false, or_

from workflow.dossiers.models import Dossier

DOSSIER = Dossier.__table__
Key = tuple[str, str]
"""Code and version of a procedure."""


def is_of(key: Key) -> ColumnElement[bool]:
    """The condition under which a dossier follows this version."""
    return and_(DOSSIER.c.procedure_code == key[0], DOSSIER.c.procedure_version == key[1])


def in_each(column: ColumnElement[str], words: Mapping[Key, Collection[str]]) -> ColumnElement[bool]:
    """The condition under which a column holds one of the words that the dossier's own version has for it."""
    return or_(false(), *(and_(is_of(key), column.in_(sorted(some))) for key, some in words.items() if some))
